package dev.catenary;

import dev.catenary.spi.Engines;
import java.util.Optional;

/**
 * A limit to how many do something at a time, which may change meanwhile. Its tokens belong to their borrowers, which the
 * methods without a borrower take to be the task, or the thread, that calls: each has one at the most, and a token can't be
 * released by another. First come, first served. After Trio's CapacityLimiter.
 */
public interface Limiter {
    /** @throws IllegalArgumentException if {@code total < 0} */
    static Limiter of(int total) {
        return Engines.primitives().limiter(null, Arguments.atLeast(0, total, "total"));
    }

    /** As {@link #of(int)}, with a name for logs and reports. */
    static Limiter of(String name, int total) {
        return Engines.primitives().limiter(Arguments.named(name), Arguments.atLeast(0, total, "total"));
    }

    /**
     * Waits for a token.
     *
     * @throws IllegalStateException if the borrower has one already, or waits for one
     * @throws InterruptedException if the caller is cancelled or interrupted; it has no token
     */
    Held acquire() throws InterruptedException;

    /** As {@link #acquire()}, on behalf of {@code borrower}, which is known by its identity. */
    Held acquireFor(Object borrower) throws InterruptedException;

    /** As {@link #acquire()}, without waiting here. */
    Task<Held> acquireAsync();

    /** As {@link #acquireFor}, without waiting here. */
    Task<Held> acquireForAsync(Object borrower);

    /** A token if there is one, and nobody waits. Never waits. */
    Optional<Held> tryAcquire();

    Optional<Held> tryAcquireFor(Object borrower);

    /** @throws IllegalStateException if the caller has no token */
    void release();

    /** @throws IllegalStateException if {@code borrower} has no token */
    void releaseFor(Object borrower);

    int total();

    /**
     * Changes the number of tokens: those who wait are served at once if there are more; if there are fewer than are lent,
     * none is lent until enough have come back.
     */
    void total(int total);

    String name();

    Stats stats();

    /** A moment of a limiter. */
    record Stats(int total, int borrowed, int waiting) {}
}
