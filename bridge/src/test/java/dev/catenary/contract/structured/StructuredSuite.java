package dev.catenary.contract.structured;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.FailureReport;
import dev.catenary.ScopeBody;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.contract.OnEveryCarrier;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A suite on structured concurrency: bodies that wait, fail and unwind as it is told. */
abstract class StructuredSuite extends OnEveryCarrier {
    final IOException failure = new IOException("boom");

    // ---- bodies

    static <T> T after(Duration duration, T value) throws InterruptedException {
        Catenary.sleep(duration);
        return value;
    }

    static <T> T failAfter(Duration duration, Exception failure) throws Exception {
        Catenary.sleep(duration);
        throw failure;
    }

    /** Waits to be cancelled, and then needs a second to unwind. */
    <T> T unwindSlowly(String who) throws Exception {
        try {
            return forever();
        } finally {
            note(who + " unwinds");
            Tasks.shielded(HOUR, () -> Catenary.sleep(SECOND));
            note(who + " has unwound");
        }
    }

    /** Not to be reached. */
    <T> T never() {
        throw points.unreachable();
    }

    static <T> T failWhenCancelled(Exception failure) throws Exception {
        try {
            return forever();
        } catch (InterruptedException e) {
            throw failure;
        }
    }

    /** A task that is nobody's child, so that its failure is that of those who wait for it. */
    static <T> Task<T> startLoose(ScopeBody<T, ?> body) {
        return EventLoop.current().orElseThrow().start(body);
    }

    /** Lets time pass while the calling body computes and does not give up the turn. */
    void compute(Duration duration) {
        clock.spend(duration);
    }

    // ---- what happened

    /** The failures that reached the failure handler, which is forgiven hereby. */
    final List<Throwable> reportedFailures() {
        return reported().stream().map(FailureReport::failure).toList();
    }

    /** The exception, its causes, what is suppressed in them, and so on. */
    static Set<Throwable> everythingIn(Throwable thrown) {
        var found = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
        var left = new ArrayDeque<Throwable>(List.of(thrown));
        while (!left.isEmpty()) {
            var next = left.poll();
            if (!found.add(next)) continue;
            if (next.getCause() != null) left.add(next.getCause());
            left.addAll(List.of(next.getSuppressed()));
        }
        return found;
    }
}
