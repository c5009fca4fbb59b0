package dev.catenary;

import dev.catenary.spi.Engines;
import java.util.Optional;

/**
 * Many readers or one writer, first come, first served: no reader passes a writer that waits, and readers that wait side by
 * side go on together. It belongs to the tasks, or threads, that acquire it; nobody acquires it twice, in whatever way.
 */
public interface ReadWriteMutex {
    static ReadWriteMutex create() {
        return Engines.primitives().readWriteMutex(null);
    }

    static ReadWriteMutex create(String name) {
        return Engines.primitives().readWriteMutex(Arguments.named(name));
    }

    /**
     * Waits until nobody writes.
     *
     * @throws IllegalStateException if the caller holds it already
     * @throws InterruptedException if the caller is cancelled or interrupted; it holds nothing
     */
    Held acquireRead() throws InterruptedException;

    Task<Held> acquireReadAsync();

    /** Never waits. */
    Optional<Held> tryAcquireRead();

    /** Waits until nobody reads or writes; else as {@link #acquireRead}. */
    Held acquireWrite() throws InterruptedException;

    Task<Held> acquireWriteAsync();

    /** Never waits. */
    Optional<Held> tryAcquireWrite();

    /** @throws IllegalStateException if the caller does not hold it to read */
    void releaseRead();

    /** @throws IllegalStateException if the caller does not hold it to write */
    void releaseWrite();

    String name();

    Stats stats();

    /**
     * A moment of a read-write mutex.
     *
     * @param writer the name of the task or thread that writes
     */
    record Stats(int readers, Optional<String> writer, int waiting) {}
}
