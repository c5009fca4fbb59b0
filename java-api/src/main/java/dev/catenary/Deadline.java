package dev.catenary;

import dev.catenary.spi.Engines;
import java.time.Duration;
import java.util.Objects;

/**
 * A point in the time of a loop's clock, or none. Deadlines are inherited: what a task, a child of it, a coroutine it
 * calls, or a task that it runs on another loop may still take is at most what is left of the nearest limit around it.
 */
public final class Deadline {
    private static final Deadline NONE = new Deadline(LoopClock.system(), Long.MAX_VALUE, false);

    private final LoopClock clock;
    private final long nanoTime;
    private final boolean finite;

    private Deadline(LoopClock clock, long nanoTime, boolean finite) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.finite = finite;
    }

    /** The nearest of all limits around the calling code; {@link #none} if there is none. */
    public static Deadline current() {
        return Engines.found().currentDeadline();
    }

    public static Deadline none() {
        return NONE;
    }

    /** At {@code nanoTime} of the clock. */
    public static Deadline at(LoopClock clock, long nanoTime) {
        return new Deadline(Objects.requireNonNull(clock, "clock"), nanoTime, true);
    }

    public boolean isNone() {
        return !finite;
    }

    /** What is left, never negative; some 292 years if there is no deadline. */
    public Duration remaining() {
        return Duration.ofNanos(finite ? Math.max(0, nanoTime - clock.nanoTime()) : Long.MAX_VALUE);
    }

    public boolean hasPassed() {
        return finite && nanoTime - clock.nanoTime() <= 0;
    }

    @Override
    public String toString() {
        return finite ? "deadline in " + remaining() : "no deadline";
    }
}
