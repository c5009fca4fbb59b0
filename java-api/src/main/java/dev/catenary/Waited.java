package dev.catenary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Tasks#waitFor} found.
 *
 * @param done the tasks that had ended, in the order of the arguments
 * @param pending the others, in the order of the arguments; they go on
 */
public record Waited<T extends @Nullable Object>(List<Task<T>> done, List<Task<T>> pending) {
    public Waited {
        done = List.copyOf(done);
        pending = List.copyOf(pending);
    }
}
