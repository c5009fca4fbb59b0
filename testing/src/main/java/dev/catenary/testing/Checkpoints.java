package dev.catenary.testing;

import dev.catenary.Promise;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scripted order. The numbers in the test's source tell the story, and the test fails where it is told differently:
 *
 * <pre>{@code
 * points.reach(1);
 * scope.fork(() -> points.reach(3));
 * points.reach(2);
 * scope.join();
 * points.end(4);
 * }</pre>
 *
 * <p>The first deviation is thrown where it happens, as an {@link AssertionError}, and again by {@link #end}: so it is seen
 * also if the code in between swallowed it. Any thread and any task may reach a point.
 */
public final class Checkpoints {
    private final Map<Integer, Promise<@Nullable Void>> awaited = new HashMap<>();
    private int reached;
    private boolean ended;
    private @Nullable AssertionError deviation;

    /** Says that this point, and no other, is next. Points count from 1. */
    public void reach(int point) {
        var waiters = next(point, false);
        // outside of the lock, for it may run callbacks
        if (waiters != null) waiters.complete(null);
    }

    /** As {@link #reach}, for the last point: one that is reached later fails. */
    public void end(int point) {
        var waiters = next(point, true);
        if (waiters != null) waiters.complete(null);
    }

    /** Waits until {@code point} has been reached. */
    public void await(int point) throws InterruptedException {
        Promise<@Nullable Void> promise;
        synchronized (this) {
            if (reached >= point) return;
            promise = awaited.computeIfAbsent(point, it -> Promise.create("checkpoint " + it));
        }
        promise.join();
    }

    /** Says that this line is not to be reached. */
    public synchronized AssertionError unreachable() {
        throw deviate("a line was reached that should not be, after point " + reached);
    }

    private synchronized @Nullable Promise<@Nullable Void> next(int point, boolean last) {
        if (deviation != null) throw deviation;
        if (ended) throw deviate("point " + point + " was reached after the end, " + reached);
        if (point != reached + 1)
            throw deviate("point " + point + " was reached, but point " + (reached + 1) + " is next");
        reached = point;
        ended = last;
        return awaited.remove(point);
    }

    private AssertionError deviate(String message) {
        if (deviation == null) deviation = new AssertionError(message);
        return deviation;
    }

    @Override
    public synchronized String toString() {
        return "Checkpoints(reached=" + reached + ", awaited=" + awaited.keySet() + ")";
    }
}
