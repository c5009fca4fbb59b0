package dev.catenary;

import dev.catenary.spi.Engines;
import org.jspecify.annotations.Nullable;

/**
 * A value that belongs to a task. A forked task inherits what its parent had at that moment; changes it makes are its own
 * and invisible to the parent. A Kotlin coroutine of the task sees the same values.
 *
 * <p>Null is never a value: an unset local is unset. On a thread that is no task's, every local is unset.
 */
public interface TaskLocal<T> {
    static <T> TaskLocal<T> create(String name) {
        return Engines.found().taskLocal(Arguments.named(name));
    }

    String name();

    /** @throws java.util.NoSuchElementException if it is unset */
    T get();

    <D extends @Nullable T> D getOrElse(D fallback);

    boolean isSet();

    /**
     * Sets it for the rest of the current task, or of the innermost {@link #with} block.
     *
     * @throws IllegalStateException on a thread that is no task's
     */
    void set(T value);

    /** Sets it while {@code body} runs; afterwards it is what it was before. */
    <R extends @Nullable Object, X extends Throwable> R with(T value, Body<R, X> body) throws X, InterruptedException;
}
