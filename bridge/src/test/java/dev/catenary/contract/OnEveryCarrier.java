package dev.catenary.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Carrier;
import dev.catenary.EventLoop;
import dev.catenary.FailureReport;
import dev.catenary.LoopClock;
import dev.catenary.LoopOptions;
import dev.catenary.Promise;
import dev.catenary.ScopeBody;
import dev.catenary.testing.CatenaryExtension;
import dev.catenary.testing.Checkpoints;
import dev.catenary.testing.TestLoop;
import dev.catenary.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A suite that holds, unchanged, on every carrier this JVM offers.
 *
 * <p>What happens is told by {@link #points}, or noted in {@link #events} where names say more than numbers. A failure that
 * reached the failure handler fails the test, and so does a warning in the log, unless the test asks for it with {@link
 * #reported} or {@link #warned}. So does a task or a loop that the test leaves behind. A test that takes a {@link
 * dev.catenary.Scope} runs as the main task of a loop to {@link #options}.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.catenary.contract.Carriers#offered")
public abstract class OnEveryCarrier {
    protected static final Duration HOUR = Duration.ofHours(1);
    protected static final Duration SECOND = Duration.ofSeconds(1);

    @Parameter
    protected Carrier carrier;

    protected final VirtualClock clock = new VirtualClock(Duration.ofSeconds(10));
    protected final Checkpoints points = new Checkpoints();

    @SuppressWarnings("this-escape") // asked for its options once there is a test
    @RegisterExtension
    protected final CatenaryExtension catenary = CatenaryExtension.with(this::options);

    private final List<String> events = new ArrayList<>();
    private final List<FailureReport> reports = new ArrayList<>();
    private final LogRecords log = new LogRecords();

    /** Options of a loop in virtual time, whose unobserved failures this suite sees. */
    protected LoopOptions options() {
        return LoopOptions.named("test").carrier(carrier).clock(clock).failureHandler(this::report);
    }

    /** As {@link dev.catenary.Catenary#run(ScopeBody)}, in virtual time. A hang fails. */
    protected <T extends @Nullable Object, X extends Throwable> T run(ScopeBody<T, X> body)
            throws X, InterruptedException {
        return TestLoop.run(options(), body);
    }

    /** A loop of its own thread in real time, for tests in which other threads take part. */
    protected EventLoop open() {
        return open("test");
    }

    protected EventLoop open(String name) {
        return EventLoop.open(options().name(name).clock(LoopClock.system()));
    }

    /** Waits for what never comes. */
    protected static <T extends @Nullable Object> T forever() throws InterruptedException {
        return Promise.<T>create("never").join();
    }

    protected final void note(String event) {
        synchronized (events) {
            events.add(event);
        }
    }

    /** What has been noted so far. */
    protected final List<String> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    private void report(FailureReport report) {
        synchronized (reports) {
            reports.add(report);
        }
    }

    /** What reached the failure handler, which is forgiven hereby. */
    protected final List<FailureReport> reported() {
        synchronized (reports) {
            var taken = List.copyOf(reports);
            reports.clear();
            return taken;
        }
    }

    /** The warnings in the log, and what is worse, each with its stack trace; forgiven hereby. */
    protected final List<String> warned() {
        return log.takeWarnings();
    }

    @BeforeEach
    protected final void watchTheLog() {
        log.open();
    }

    @AfterEach
    protected final void nothingUnexpectedWasReported() {
        log.close();
        assertThat(reported()).isEmpty();
        assertThat(warned()).isEmpty();
    }
}
