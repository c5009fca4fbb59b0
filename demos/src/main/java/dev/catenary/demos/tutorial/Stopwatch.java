package dev.catenary.demos.tutorial;

import dev.catenary.EventLoop;
import dev.catenary.LoopClock;
import java.time.Duration;
import java.util.Locale;

/** The time since it was started, by the clock of a loop; its text is seconds with two decimals: {@code 2.00 s}. */
public final class Stopwatch {
    private final LoopClock clock;
    private final long start;

    private Stopwatch(LoopClock clock) {
        this.clock = clock;
        this.start = clock.nanoTime();
    }

    public static Stopwatch start(EventLoop loop) {
        return start(loop::nanoTime);
    }

    public static Stopwatch start(LoopClock clock) {
        return new Stopwatch(clock);
    }

    public Duration elapsed() {
        return Duration.ofNanos(clock.nanoTime() - start);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f s", elapsed().toNanos() / 1e9);
    }
}
