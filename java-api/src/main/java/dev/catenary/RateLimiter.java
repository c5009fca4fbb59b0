package dev.catenary;

import dev.catenary.spi.Engines;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket: it holds {@link #burst} tokens at the most, is full at the start, and gains its rate evenly; so in any
 * span of time it lets pass what the rate allows and {@code burst} more at the most. Exact in whole nanoseconds, first come,
 * first served, and no lock is held while somebody waits. Who is cancelled has taken nothing.
 *
 * <p>Time is that of the loop of the first caller; real time if that has none.
 */
public interface RateLimiter {
    /** With a burst of 1: one in each {@code 1 / permits} of a second. */
    static RateLimiter perSecond(int permits) {
        return per(permits, Duration.ofSeconds(1));
    }

    /**
     * That many in each {@code period}, with a burst of 1.
     *
     * @throws IllegalArgumentException if {@code permits < 1}, or if the period is zero, negative or longer than 10 days
     */
    static RateLimiter per(int permits, Duration period) {
        Arguments.atLeast(1, permits, "permits");
        Arguments.notNegative(period, "period");
        if (period.isZero()) throw new IllegalArgumentException("period is zero: " + period);
        if (period.compareTo(Duration.ofDays(10)) > 0)
            throw new IllegalArgumentException("period > 10 days: " + period);
        return Engines.primitives().rateLimiter(null, permits, period, 1);
    }

    /**
     * A limiter of the same rate, and full, that holds up to {@code tokens}.
     *
     * @throws IllegalArgumentException if {@code tokens < 1}, or more than a limiter of this period can count
     */
    RateLimiter burst(int tokens);

    /** A limiter of the same rate and burst, and full, with a name for logs and reports. */
    RateLimiter named(String name);

    /** Waits for a token. */
    default void acquire() throws InterruptedException {
        acquire(1);
    }

    /**
     * Waits for that many tokens, and takes them at once.
     *
     * @throws IllegalArgumentException if {@code tokens < 1} or more than the burst: they would never be there
     * @throws InterruptedException if the caller is cancelled or interrupted; it has taken nothing
     */
    void acquire(int tokens) throws InterruptedException;

    default Task<@Nullable Void> acquireAsync() {
        return acquireAsync(1);
    }

    /** As {@link #acquire(int)}, without waiting here: this call has its place in the queue when it returns. */
    Task<@Nullable Void> acquireAsync(int tokens);

    default boolean tryAcquire() {
        return tryAcquire(1);
    }

    /** Takes tokens if they are there, and nobody waits. Never waits. */
    boolean tryAcquire(int tokens);

    String name();

    Stats stats();

    /** A moment of a rate limiter. */
    record Stats(int available, int burst, int waiting) {}
}
