package dev.catenary.testing;

import dev.catenary.Task;
import org.jspecify.annotations.Nullable;

/** Assertions for AssertJ. Imported statically, they stand beside AssertJ's own. */
public final class CatenaryAssertions {
    private CatenaryAssertions() {}

    public static <T extends @Nullable Object> TaskAssert<T> assertThat(Task<T> task) {
        return new TaskAssert<>(task);
    }
}
