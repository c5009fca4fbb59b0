package dev.catenary;

import dev.catenary.spi.Engines;
import java.util.Optional;

/**
 * Permits, first come, first served: a permit that is released is handed over to the one who has waited longest. Who wants
 * many at once waits at the head of the queue until there are enough, and nobody passes it.
 *
 * <p>A permit belongs to nobody: any task or thread may release. A cancelled wait acquired nothing.
 */
public interface Semaphore {
    /**
     * With no bound: it may have more permits than it began with.
     *
     * @param permits 0 is legal: the first acquire waits for a release
     * @throws IllegalArgumentException if {@code permits < 0}
     */
    static Semaphore of(int permits) {
        return Engines.primitives().semaphore(null, Arguments.atLeast(0, permits, "permits"), Integer.MAX_VALUE);
    }

    /** As {@link #of(int)}, with a name for logs and reports. */
    static Semaphore of(String name, int permits) {
        return Engines.primitives()
                .semaphore(Arguments.named(name), Arguments.atLeast(0, permits, "permits"), Integer.MAX_VALUE);
    }

    /**
     * One that never has more permits than it began with: to release more throws.
     *
     * @throws IllegalArgumentException if {@code permits < 1}
     */
    static Semaphore bounded(int permits) {
        return Engines.primitives().semaphore(null, Arguments.atLeast(1, permits, "permits"), permits);
    }

    /** As {@link #bounded(int)}, with a name for logs and reports. */
    static Semaphore bounded(String name, int permits) {
        return Engines.primitives().semaphore(Arguments.named(name), Arguments.atLeast(1, permits, "permits"), permits);
    }

    /** Waits for a permit. */
    default Held acquire() throws InterruptedException {
        return acquire(1);
    }

    /**
     * Waits for that many permits, and has all of them at once.
     *
     * @throws IllegalArgumentException if {@code permits < 1}, or more than this semaphore can ever have
     * @throws InterruptedException if the caller is cancelled or interrupted; it has no permit
     */
    Held acquire(int permits) throws InterruptedException;

    default Task<Held> acquireAsync() {
        return acquireAsync(1);
    }

    /**
     * As {@link #acquire(int)}, without waiting here: this call has its place in the queue when it returns. Cancelling the
     * task takes it back, unless it has the permits.
     */
    Task<Held> acquireAsync(int permits);

    default Optional<Held> tryAcquire() {
        return tryAcquire(1);
    }

    /** The permits if they are there, and nobody waits. Never waits. */
    Optional<Held> tryAcquire(int permits);

    default void release() {
        release(1);
    }

    /**
     * Gives permits back, or adds some. Never waits.
     *
     * @throws IllegalStateException if it would have more than its bound
     */
    void release(int permits);

    String name();

    Stats stats();

    /** A moment of a semaphore. */
    record Stats(int available, int waiting) {}
}
