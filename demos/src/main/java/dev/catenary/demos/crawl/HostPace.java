package dev.catenary.demos.crawl;

import dev.catenary.Catenary;
import dev.catenary.RateLimiter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How fast a host may be asked: its own rate, and the pauses it has asked for. */
final class HostPace {
    private final LongSupplier clock;
    private final Optional<RateLimiter> rate;
    private long pausedUntil;

    /**
     * @param perSecond how many requests a second; infinite for no limit
     * @param clock in nanoseconds
     */
    HostPace(double perSecond, LongSupplier clock) {
        this.clock = clock;
        this.pausedUntil = clock.getAsLong();
        long gap = (long) (1e9 / perSecond);
        this.rate = gap == 0 ? Optional.empty() : Optional.of(RateLimiter.per(1, Duration.ofNanos(gap)));
    }

    /** Waits for the next free slot, and for the end of a pause. */
    void await() throws InterruptedException {
        if (rate.isPresent()) rate.get().acquire();
        for (long now = clock.getAsLong(); now < pausedUntil; now = clock.getAsLong())
            Catenary.sleep(Duration.ofNanos(pausedUntil - now));
    }

    /** The host asked to be left alone for a while. */
    void pause(Duration duration) {
        pausedUntil = Math.max(pausedUntil, clock.getAsLong() + duration.toNanos());
    }
}
