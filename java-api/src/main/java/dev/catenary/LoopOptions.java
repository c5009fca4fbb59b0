package dev.catenary;

import dev.catenary.insight.Instrument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link EventLoop} is made. Immutable; each method gives a changed copy:
 *
 * <pre>{@code
 * EventLoop loop = EventLoop.open(LoopOptions.named("orders").closeTimeout(Duration.ofSeconds(5)));
 * }</pre>
 *
 * @param name of the loop and its thread
 * @param carrier what runs Java bodies; one that this JVM can't offer makes opening the loop fail
 * @param clock the loop's time
 * @param closeTimeout how long {@link EventLoop#close} waits for tasks that were cancelled to end; positive
 * @param failureHandler told of every failure nobody observes; null writes them to the log
 * @param offloadLimit how many {@link Catenary#offload} bodies run at once, at most; positive
 * @param bodyLimit how many Java bodies may hold a thread at once on {@link Carrier#PLATFORM_THREADS}; positive
 * @param debug whether every task remembers the line that started it, which costs about a microsecond a task, and the log tells
 *     of waits of more than a minute, of tasks that a close cuts short, and, when the JVM ends, of loops nobody has closed
 * @param context what other libraries' context bodies run in
 * @param instruments told what happens on the loop
 * @param stallAfter how long a piece of code may keep the turn before the watchdog looks where it is; positive
 * @param seed of the order in which tasks that are ready get their turns; null for the order in which they became ready
 */
public record LoopOptions(
        String name,
        Carrier carrier,
        LoopClock clock,
        Duration closeTimeout,
        @Nullable FailureHandler failureHandler,
        int offloadLimit,
        int bodyLimit,
        boolean debug,
        List<ContextSource> context,
        List<Instrument> instruments,
        Duration stallAfter,
        @Nullable Long seed) {

    private static final LoopOptions DEFAULTS = new LoopOptions(
            "loop",
            Carrier.AUTOMATIC,
            LoopClock.system(),
            Duration.ofSeconds(10),
            null,
            64,
            4_096,
            false,
            List.of(),
            List.of(),
            Duration.ofMillis(100),
            null);

    public LoopOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(carrier, "carrier");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(closeTimeout, "closeTimeout");
        Objects.requireNonNull(stallAfter, "stallAfter");
        if (name.isBlank()) throw new IllegalArgumentException("name is blank: '" + name + "'");
        if (closeTimeout.isNegative() || closeTimeout.isZero())
            throw new IllegalArgumentException("closeTimeout <= 0: " + closeTimeout);
        if (offloadLimit < 1) throw new IllegalArgumentException("offloadLimit < 1: " + offloadLimit);
        context = List.copyOf(context);
        instruments = List.copyOf(instruments);
        if (stallAfter.isNegative() || stallAfter.isZero())
            throw new IllegalArgumentException("stallAfter <= 0: " + stallAfter);
        if (bodyLimit < 1) throw new IllegalArgumentException("bodyLimit < 1: " + bodyLimit);
    }

    /**
     * The name "loop", the best carrier, the system's clock, 10 seconds to close, failures to the log, 64 offload threads,
     * 4,096 bodies on platform threads, 100 milliseconds before a
     * turn counts as stalled. Debug mode is on if the system property {@code dev.catenary.debug} is true.
     */
    public static LoopOptions defaults() {
        return DEFAULTS.debug(Boolean.getBoolean("dev.catenary.debug"));
    }

    public static LoopOptions named(String name) {
        return defaults().name(name);
    }

    public LoopOptions name(String name) {
        return new LoopOptions(
                name,
                carrier,
                clock,
                closeTimeout,
                failureHandler,
                offloadLimit,
                bodyLimit,
                debug,
                context,
                instruments,
                stallAfter,
                seed);
    }

    public LoopOptions carrier(Carrier carrier) {
        return new LoopOptions(
                name,
                carrier,
                clock,
                closeTimeout,
                failureHandler,
                offloadLimit,
                bodyLimit,
                debug,
                context,
                instruments,
                stallAfter,
                seed);
    }

    public LoopOptions clock(LoopClock clock) {
        return new LoopOptions(
                name,
                carrier,
                clock,
                closeTimeout,
                failureHandler,
                offloadLimit,
                bodyLimit,
                debug,
                context,
                instruments,
                stallAfter,
                seed);
    }

    public LoopOptions closeTimeout(Duration closeTimeout) {
        return new LoopOptions(
                name,
                carrier,
                clock,
                closeTimeout,
                failureHandler,
                offloadLimit,
                bodyLimit,
                debug,
                context,
                instruments,
                stallAfter,
                seed);
    }

    public LoopOptions failureHandler(FailureHandler failureHandler) {
        Objects.requireNonNull(failureHandler, "failureHandler");
        return new LoopOptions(
                name,
                carrier,
                clock,
                closeTimeout,
                failureHandler,
                offloadLimit,
                bodyLimit,
                debug,
                context,
                instruments,
                stallAfter,
                seed);
    }

    public LoopOptions offloadLimit(int offloadLimit) {
        return new LoopOptions(
                name,
                carrier,
                clock,
                closeTimeout,
                failureHandler,
                offloadLimit,
                bodyLimit,
                debug,
                context,
                instruments,
                stallAfter,
                seed);
    }

    public LoopOptions bodyLimit(int bodyLimit) {
        return new LoopOptions(
                name,
                carrier,
                clock,
                closeTimeout,
                failureHandler,
                offloadLimit,
                bodyLimit,
                debug,
                context,
                instruments,
                stallAfter,
                seed);
    }

    public LoopOptions debug(boolean debug) {
        return new LoopOptions(
                name,
                carrier,
                clock,
                closeTimeout,
                failureHandler,
                offloadLimit,
                bodyLimit,
                debug,
                context,
                instruments,
                stallAfter,
                seed);
    }

    /** Adds to the context in which bodies run. */
    public LoopOptions context(ContextSource... sources) {
        var all = new ArrayList<>(context);
        all.addAll(List.of(sources));
        return new LoopOptions(
                name,
                carrier,
                clock,
                closeTimeout,
                failureHandler,
                offloadLimit,
                bodyLimit,
                debug,
                all,
                instruments,
                stallAfter,
                seed);
    }

    /** Adds to those who are told what happens on the loop. */
    public LoopOptions instruments(Instrument... more) {
        var all = new ArrayList<>(instruments);
        all.addAll(List.of(more));
        return new LoopOptions(
                name,
                carrier,
                clock,
                closeTimeout,
                failureHandler,
                offloadLimit,
                bodyLimit,
                debug,
                context,
                all,
                stallAfter,
                seed);
    }

    public LoopOptions stallAfter(Duration stallAfter) {
        return new LoopOptions(
                name,
                carrier,
                clock,
                closeTimeout,
                failureHandler,
                offloadLimit,
                bodyLimit,
                debug,
                context,
                instruments,
                stallAfter,
                seed);
    }

    /**
     * For tests: lets chance decide which of the tasks that are ready begins or goes on next, so that an order which nobody
     * promised does not become one that a program needs. The same seed gives the same order again, as long as no other thread
     * calls in.
     *
     * <p>Children then need not begin in the order in which they were forked, nor do those who waited go on in the order in
     * which they were served. All else holds: who is served is not left to chance, and callbacks, timers and what one task
     * does keep their order.
     */
    public LoopOptions shuffled(long seed) {
        return new LoopOptions(
                name,
                carrier,
                clock,
                closeTimeout,
                failureHandler,
                offloadLimit,
                bodyLimit,
                debug,
                context,
                instruments,
                stallAfter,
                seed);
    }
}
