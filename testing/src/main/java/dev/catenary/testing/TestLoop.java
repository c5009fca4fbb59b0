package dev.catenary.testing;

import dev.catenary.Carrier;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.FailureReport;
import dev.catenary.LoopOptions;
import dev.catenary.ScopeBody;
import dev.catenary.Task;
import dev.catenary.insight.Insight;
import dev.catenary.insight.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Loops in virtual time, in which a hang is a failure.
 *
 * <p>A body that is run to its end sees time jump whenever everything waits:
 *
 * <pre>{@code
 * @Test
 * void greetsAfterAnHour() throws Exception {
 *     var clock = new VirtualClock();
 *
 *     var greeting = TestLoop.run(LoopOptions.named("test").clock(clock), scope -> {
 *         Catenary.sleep(Duration.ofHours(1));
 *         return "hello";
 *     });
 *
 *     assertThat(greeting).isEqualTo("hello");
 *     assertThat(clock.elapsed()).isEqualTo(Duration.ofHours(1));
 * }
 * }</pre>
 *
 * <p>A loop that is {@linkplain #create() created} is driven by its test: time stands still but when the test lets it pass. It
 * runs on a thread of its own, and what waits for it (all methods here but {@code start} do) may be called by the test's
 * thread or by a task of the loop:
 *
 * <pre>{@code
 * try (var loop = TestLoop.create()) {
 *     Task<String> greeting = loop.start(scope -> {
 *         Catenary.sleep(Duration.ofHours(1));
 *         return "hello";
 *     });
 *     loop.advance(Duration.ofMinutes(59));
 *     assertThat(greeting).isRunning();
 *     loop.advance(Duration.ofMinutes(1));
 *     assertThat(greeting).succeededWith("hello");
 * }
 * }</pre>
 *
 * <p>{@link #close()} then fails the test if it leaves tasks behind, or failures at which nobody has looked.
 */
public final class TestLoop implements AutoCloseable {
    private final EventLoop loop;
    private final VirtualClock clock;
    private final Duration closeTimeout;
    private final List<FailureReport> reports = new ArrayList<>();

    private TestLoop(LoopOptions options) {
        clock = virtual(options);
        clock.hold();
        closeTimeout = options.closeTimeout();
        var watched = options.failureHandler() == null ? options.failureHandler(this::report) : options;
        loop = EventLoop.open(watched.clock(clock));
    }

    // ---- bodies that are run to their end

    /** As {@link Catenary#run(ScopeBody)}, in virtual time. */
    public static <T extends @Nullable Object, X extends Throwable> T run(ScopeBody<T, X> body)
            throws X, InterruptedException {
        return run(Carrier.AUTOMATIC, body);
    }

    /** As {@link Catenary#run(ScopeBody)}, in virtual time, on this carrier. */
    public static <T extends @Nullable Object, X extends Throwable> T run(Carrier carrier, ScopeBody<T, X> body)
            throws X, InterruptedException {
        return run(LoopOptions.named("test").carrier(carrier), body);
    }

    /**
     * As {@link Catenary#run(LoopOptions, ScopeBody)}, in virtual time: that of the options if their clock is a {@link
     * VirtualClock}, else that of a new one.
     *
     * @throws AssertionError if nothing could ever happen any more; it says what still waits, and for what. The body has been
     *     cancelled then and has unwound, and what it threw is suppressed in the error
     */
    public static <T extends @Nullable Object, X extends Throwable> T run(LoopOptions options, ScopeBody<T, X> body)
            throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        var clock = virtual(options);
        var watch = new HangWatch(clock);
        T value;
        try {
            value = Catenary.run(options.clock(clock), scope -> {
                watch.watch(scope.loop());
                return body.run(scope);
            });
        } catch (Throwable thrown) {
            watch.failIfHung(thrown);
            throw thrown;
        }
        watch.failIfHung(null);
        return value;
    }

    /**
     * A loop of its own thread in virtual time. Nobody watches it for a hang: what its test waits for may well be a stranger.
     */
    public static EventLoop open(LoopOptions options) {
        return EventLoop.open(options.clock(virtual(options)));
    }

    private static VirtualClock virtual(LoopOptions options) {
        return options.clock() instanceof VirtualClock given ? given : new VirtualClock();
    }

    // ---- a loop that its test drives

    /** A loop of its own thread, whose time stands still but when its test lets it pass. */
    public static TestLoop create() {
        return create(LoopOptions.named("test"));
    }

    /**
     * As {@link #create()}, with these options. Without a failure handler of its own the loop keeps failures that nobody observes,
     * for {@link #reported} and {@link #close}.
     */
    public static TestLoop create(LoopOptions options) {
        return new TestLoop(options);
    }

    /** As {@link EventLoop#start(ScopeBody)}. */
    public <T extends @Nullable Object> Task<T> start(ScopeBody<T, ?> body) {
        return loop.start(body);
    }

    /** As {@link EventLoop#start(String, ScopeBody)}. */
    public <T extends @Nullable Object> Task<T> start(String name, ScopeBody<T, ?> body) {
        return loop.start(name, body);
    }

    /**
     * As {@link EventLoop#run}; time jumps until the body and all its children have ended.
     *
     * @throws AssertionError if that could never happen, as {@link #run(LoopOptions, ScopeBody)}
     */
    public <T extends @Nullable Object, X extends Throwable> T runToEnd(ScopeBody<T, X> body)
            throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        var watch = new HangWatch(clock);
        T value;
        try {
            value = loop.run(scope -> {
                watch.watchAndLetJump(loop);
                return body.run(scope);
            });
        } catch (Throwable thrown) {
            watch.failIfHung(thrown);
            throw thrown;
        }
        watch.failIfHung(null);
        return value;
    }

    /**
     * Lets this much time pass: runs what is ready and what becomes due, each at its time, and returns when time has passed and
     * everything waits.
     */
    public void advance(Duration time) throws InterruptedException {
        clock.settle(loop, VirtualClock.notNegative(time), null);
    }

    /**
     * Lets time jump from timer to timer, and returns when none is left and everything waits; never, if a task sets another
     * timer each time.
     */
    public void runUntilIdle() throws InterruptedException {
        clock.settle(loop, null, null);
    }

    /**
     * Waits until everything waits, the caller apart, and nothing is under way that the loop knows of, as offloaded work is. No
     * time passes.
     */
    public void waitUntilAllBlocked() throws InterruptedException {
        clock.settle(loop, Duration.ZERO, null);
    }

    /** The loop itself, for the code under test. It is closed with this. */
    public EventLoop eventLoop() {
        return loop;
    }

    public VirtualClock clock() {
        return clock;
    }

    // ---- the end

    private void report(FailureReport report) {
        synchronized (reports) {
            reports.add(report);
        }
    }

    /** The failures that nobody observed so far, which are forgiven hereby. */
    public List<FailureReport> reported() {
        synchronized (reports) {
            var taken = List.copyOf(reports);
            reports.clear();
            return taken;
        }
    }

    /**
     * Closes the loop, in time that jumps. What is ready may run before.
     *
     * @throws AssertionError if tasks are left, which have been cancelled then, or if nobody has looked at a failure
     */
    @Override
    public void close() throws InterruptedException {
        if (loop.isClosed()) return;
        AssertionError left;
        try {
            clock.settle(loop, Duration.ZERO, closeTimeout);
            left = leftBehind();
        } finally {
            loop.execute(() -> clock.letJump(() -> {}));
            loop.close();
        }
        var unseen = unseen();
        if (left != null && unseen != null) left.addSuppressed(unseen);
        if (left != null) throw left;
        if (unseen != null) throw unseen;
    }

    private @Nullable AssertionError leftBehind() {
        var tasks = Insight.snapshot(loop).tasks().stream()
                .filter(task -> task.state() != TaskState.ENDED)
                .count();
        if (tasks == 0) return null;
        return new AssertionError("the test leaves " + tasks + (tasks == 1 ? " task" : " tasks") + " behind:\n"
                + HangWatch.waitingOn(loop));
    }

    private @Nullable AssertionError unseen() {
        var failures = reported();
        if (failures.isEmpty()) return null;
        var error = new AssertionError("the test leaves failures behind at which nobody has looked:\n"
                + failures.stream().map(FailureReport::message).collect(Collectors.joining("\n")));
        failures.forEach(report -> error.addSuppressed(report.failure()));
        return error;
    }

    /** What the loop does, as {@link dev.catenary.insight.LoopInfo#tree} shows it. */
    @Override
    public String toString() {
        return Insight.snapshot(loop).tree();
    }
}
