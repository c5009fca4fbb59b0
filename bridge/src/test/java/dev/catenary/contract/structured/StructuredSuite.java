package dev.catenary.contract.structured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Carrier;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.FailureReport;
import dev.catenary.LoopClock;
import dev.catenary.LoopOptions;
import dev.catenary.Promise;
import dev.catenary.ScopeBody;
import dev.catenary.Task;
import dev.catenary.testing.Checkpoints;
import dev.catenary.testing.TestLoop;
import dev.catenary.testing.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A suite on structured concurrency that holds, unchanged, on every carrier this JVM offers.
 *
 * <p>What happens is told by {@link #points}, or noted in {@link #events} where names say more than numbers. A failure that
 * reached the failure handler fails the test, unless the test asks for it with {@link #reported}.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.catenary.contract.Carriers#offered")
abstract class StructuredSuite {
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration SECOND = Duration.ofSeconds(1);

    @Parameter
    Carrier carrier;

    final VirtualClock clock = new VirtualClock(Duration.ofSeconds(10));
    final Checkpoints points = new Checkpoints();
    final IOException failure = new IOException("boom");
    private final List<String> events = new ArrayList<>();
    private final List<FailureReport> reports = new ArrayList<>();

    // ---- loops

    /** Options of a loop in virtual time, whose unobserved failures this suite sees. */
    LoopOptions options() {
        return LoopOptions.named("test").carrier(carrier).clock(clock).failureHandler(this::report);
    }

    /** As {@link Catenary#run(ScopeBody)}, in virtual time. A hang fails. */
    <T, X extends Throwable> T run(ScopeBody<T, X> body) throws X, InterruptedException {
        return TestLoop.run(options(), body);
    }

    /** A loop of its own thread in real time, for tests in which other threads take part. */
    EventLoop open() {
        return EventLoop.open(options().clock(LoopClock.system()));
    }

    // ---- bodies

    /** Waits for what never comes. */
    static <T> T forever() throws InterruptedException {
        return Promise.<T>create("never").join();
    }

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
            dev.catenary.Tasks.shielded(HOUR, () -> Catenary.sleep(SECOND));
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
        clock.idle(duration.toNanos(), true);
    }

    // ---- what happened

    final void note(String event) {
        synchronized (events) {
            events.add(event);
        }
    }

    final List<String> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    private void report(FailureReport report) {
        synchronized (reports) {
            reports.add(report);
        }
    }

    /** The failures that reached the failure handler, which is forgiven hereby. */
    final List<Throwable> reported() {
        synchronized (reports) {
            var taken = reports.stream().map(FailureReport::failure).toList();
            reports.clear();
            return taken;
        }
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

    @AfterEach
    final void nothingUnexpectedWasReported() {
        assertThat(reported()).isEmpty();
    }
}
