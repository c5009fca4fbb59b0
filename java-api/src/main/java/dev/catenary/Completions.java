package dev.catenary;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Tasks in the order in which they end. The tasks are the ones that were given, each of them once. It can be left and taken
 * up again; closing it forgets the rest, which go on.
 */
public interface Completions<T extends @Nullable Object> extends AutoCloseable {
    /** Whether {@link #next} has a task to give, now or later. Never waits. */
    boolean hasNext();

    /**
     * Waits for the next task to end.
     *
     * @throws NoSuchElementException if all have been given, or this was closed
     */
    Task<T> next() throws InterruptedException;

    @Override
    void close();
}
