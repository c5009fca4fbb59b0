package dev.catenary.demos.crawl;

import dev.catenary.Catenary;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast a host may be asked: each request takes the next free slot, in the order in which the tasks came, and waits for
 * it holding nothing.
 */
final class HostPace {
    private final LongSupplier clock;
    private final long gap;
    private long nextSlot;
    private long pausedUntil;

    /**
     * @param perSecond how many requests a second; infinite for no limit
     * @param clock in nanoseconds
     */
    HostPace(double perSecond, LongSupplier clock) {
        this.clock = clock;
        this.gap = (long) (1e9 / perSecond);
        this.nextSlot = clock.getAsLong();
        this.pausedUntil = nextSlot;
    }

    /** Waits for the next free slot, and for the end of a pause. */
    void await() throws InterruptedException {
        long now = clock.getAsLong();
        long slot = Math.max(now, nextSlot);
        nextSlot = slot + gap;
        for (; now < slot || now < pausedUntil; now = clock.getAsLong())
            Catenary.sleep(Duration.ofNanos(Math.max(slot, pausedUntil) - now));
    }

    /** The host asked to be left alone for a while. */
    void pause(Duration duration) {
        pausedUntil = Math.max(pausedUntil, clock.getAsLong() + duration.toNanos());
    }
}
