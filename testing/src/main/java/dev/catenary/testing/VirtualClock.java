package dev.catenary.testing;

import dev.catenary.EventLoop;
import dev.catenary.LoopClock;
import dev.catenary.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

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
    private static final long NEVER = Long.MAX_VALUE;
    private static final long UNTIL_WOKEN = Long.MAX_VALUE;

    // A rest that lasts long may also have been a short one and a long turn after it. Two in a row were rests.
    private static final int RESTS = 2;

    private final long restNanos;

    // written by whoever has the loop's turn, and by the loop's thread while it has nothing to do
    private volatile long now;
    private final List<Goal> goals = new ArrayList<>();
    private int jumpers = 1;
    private Runnable onHang = NOBODY;
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

    /**
     * Lets time pass for the calling code, as if it had computed for so long: what becomes due meanwhile runs later, when it
     * gives up the turn. By code of the loop whose time this is.
     */
    public void spend(Duration time) {
        now = after(nanosIn(notNegative(time)));
    }

    /**
     * Waits until every other task waits and nothing is under way that the loop knows of; before time jumps. Called by a task
     * of the loop whose time this is. Several that call it are woken together.
     *
     * @throws IllegalStateException outside of a loop; there, {@link TestLoop#waitUntilAllBlocked} does it
     */
    public void waitUntilAllBlocked() throws InterruptedException {
        var loop = EventLoop.current()
                .orElseThrow(() -> new IllegalStateException("VirtualClock.waitUntilAllBlocked was called outside of a"
                        + " loop: call it in a task, or use TestLoop.waitUntilAllBlocked"));
        settle(loop, Duration.ZERO, null);
    }

    // ---- for TestLoop

    /** How far time is to go, and who waits until it is there and everybody waits. */
    private record Goal(long nanoTime, Promise<@Nullable Void> reached) {}

    /**
     * Lets {@code time} pass, and waits until it has and everybody waits; null is as much time as there are timers.
     *
     * @param patience how long in real time it waits at the most, if it is no task that does; null is for ever
     * @return false if that was not long enough
     */
    boolean settle(EventLoop loop, @Nullable Duration time, @Nullable Duration patience) throws InterruptedException {
        var reached = Promise.<@Nullable Void>create("all others wait");
        loop.execute(() -> goals.add(new Goal(time == null ? NEVER : after(nanosIn(time)), reached)));
        try {
            if (patience == null) reached.join();
            else reached.join(patience);
            return true;
        } catch (TimeoutException e) {
            return false;
        } finally {
            reached.cancel();
        }
    }

    /** Before the loop runs: time is to stand still unless somebody lets it jump. */
    void hold() {
        jumpers = 0;
    }

    /**
     * Lets time jump, in addition to those who do already, and has {@code action} told, on the loop's thread, when nothing can
     * ever happen any more. By code of the loop.
     *
     * @return ends that, by code of the loop
     */
    Runnable letJump(Runnable action) {
        var before = onHang;
        jumpers++;
        onHang = action;
        return () -> {
            jumpers--;
            onHang = before;
        };
    }

    // ---- for the loop

    @Override
    public long idle(long nanos, boolean quiet) {
        goals.removeIf(goal -> goal.reached.isDone());
        if (quiet && goals.isEmpty() && jumpers > 0 && nanos == NEVER) return awaitStranger();

        restsInVain = 0;
        if (!quiet) return UNTIL_WOKEN;
        if (nanos != NEVER && after(nanos) <= bound()) {
            now = after(nanos);
            return 0;
        }
        return goals.isEmpty() ? UNTIL_WOKEN : reachNextGoal();
    }

    /** Where time has to stop. */
    private long bound() {
        return goals.stream().mapToLong(Goal::nanoTime).min().orElse(jumpers > 0 ? NEVER : now);
    }

    private long reachNextGoal() {
        var next = bound();
        if (next != NEVER) now = Math.max(now, next);
        var there = goals.stream().filter(goal -> goal.nanoTime == next).toList();
        goals.removeAll(there);
        there.forEach(goal -> goal.reached.complete(null));
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
        return UNTIL_WOKEN;
    }

    private long after(long nanos) {
        return now + Math.min(nanos, NEVER - now);
    }

    private static long nanosIn(Duration time) {
        return time.compareTo(Duration.ofNanos(NEVER)) < 0 ? time.toNanos() : NEVER;
    }

    static Duration notNegative(Duration time) {
        Objects.requireNonNull(time, "time");
        if (time.isNegative()) throw new IllegalArgumentException("time < 0: " + time);
        return time;
    }

    /** Told, on the loop's thread, when nothing can ever happen any more. */
    void onHang(Runnable action) {
        onHang = action;
    }
}
