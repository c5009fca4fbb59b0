package dev.catenary.testing;

import dev.catenary.LoopClock;
import java.time.Duration;
import java.util.Objects;

/**
 * Time that passes only while everybody waits: it stands still as long as the loop has something to do, and jumps to the
 * next timer when it has not. An hour's sleep takes no time, and ends at exactly one hour.
 *
 * <p>Time does not jump while work is under way off the loop that the loop knows of, as in {@link
 * dev.catenary.Catenary#offload}. It knows nothing of other threads: a test in which they meet a timer is a race.
 *
 * <p>If there is no timer either, only a stranger can bring new work. The clock then gives strangers a bounded real time, its
 * patience; once that has passed, nothing can ever happen, and {@link TestLoop#run} fails.
 *
 * <p>One clock is the time of one loop after the other, not of several at once. It may be read from any thread.
 */
public final class VirtualClock implements LoopClock {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Runnable NOBODY = () -> {};

    // A rest that lasts long may also have been a short one and a long turn after it. Two in a row were rests.
    private static final int RESTS = 2;

    private final long restNanos;

    private volatile Runnable onHang = NOBODY;

    // written by the loop's thread only
    private volatile long now;
    private int restsInVain;
    private long restingSince;

    /** Starts at zero, with a patience of two seconds. */
    public VirtualClock() {
        this(PATIENCE);
    }

    /**
     * Starts at zero.
     *
     * @param patience how long strangers are waited for, in real time; positive
     */
    public VirtualClock(Duration patience) {
        Objects.requireNonNull(patience, "patience");
        if (patience.isNegative() || patience.isZero())
            throw new IllegalArgumentException("patience <= 0: " + patience);
        restNanos = patience.dividedBy(RESTS).toNanos();
    }

    /** How much virtual time has passed since the clock was made. */
    public Duration elapsed() {
        return Duration.ofNanos(now);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public long idle(long nanos, boolean quiet) {
        if (quiet && nanos == Long.MAX_VALUE) return awaitStranger();

        restsInVain = 0;
        if (!quiet) return Long.MAX_VALUE;
        now += Math.min(nanos, Long.MAX_VALUE - now);
        return 0;
    }

    private long awaitStranger() {
        var real = System.nanoTime();
        var inVain = restsInVain > 0 && real - restingSince >= restNanos;
        restsInVain = inVain ? restsInVain + 1 : 1;
        restingSince = real;
        if (restsInVain <= RESTS) return restNanos;

        restsInVain = 0;
        onHang.run();
        return Long.MAX_VALUE;
    }

    /** Told, on the loop's thread, when nothing can ever happen any more. */
    void onHang(Runnable action) {
        onHang = action;
    }
}
