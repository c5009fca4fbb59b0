package dev.catenary;

import dev.catenary.spi.Engines;
import org.jspecify.annotations.Nullable;

/** A count that falls to zero once, and those who wait for that. */
public interface Latch {
    /** @throws IllegalArgumentException if {@code count < 0} */
    static Latch of(int count) {
        return Engines.primitives().latch(null, Arguments.atLeast(0, count, "count"));
    }

    /** As {@link #of(int)}, with a name for logs and reports. */
    static Latch of(String name, int count) {
        return Engines.primitives().latch(Arguments.named(name), Arguments.atLeast(0, count, "count"));
    }

    /**
     * Waits until the count is zero.
     *
     * @throws InterruptedException if the caller is cancelled or interrupted
     */
    void await() throws InterruptedException;

    /** As {@link #await}, without waiting here. */
    Task<@Nullable Void> awaitAsync();

    /** Counts down by one; at zero it stays. Never waits. @return what is left */
    int countDown();

    int count();

    String name();

    Stats stats();

    /** A moment of a latch. */
    record Stats(int count, int waiting) {}
}
