package dev.catenary;

import dev.catenary.spi.EngineProvider;
import dev.catenary.spi.Engines;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A thread's worth of tasks that take turns: at any instant at most one piece of their code runs, and the turn passes only
 * where code waits. Tasks of one loop share plain data without locks.
 *
 * <p>A loop opened here lives on a thread of its own until it is closed. All methods may be called from any thread.
 * {@link #execute} and {@link #schedule} run callbacks: short pieces of code on the loop that must not wait. They run in
 * the order in which one thread gave them; timers that are due at the same instant in the order in which they were set; what
 * a callback gives to the loop runs in a later round. What a callback throws goes to the {@link FailureHandler} and does not
 * stop the loop.
 *
 * <p>After {@link #close} every method that would start something throws {@link IllegalStateException}.
 */
public interface EventLoop extends Executor, AutoCloseable {
    /** A loop of its own thread, with {@link LoopOptions#defaults()} under this name. */
    static EventLoop open(String name) {
        return open(LoopOptions.named(name));
    }

    static EventLoop open(LoopOptions options) {
        return Engines.found().open(Objects.requireNonNull(options, "options"));
    }

    /** As {@link #open(LoopOptions)}, with an engine that is named and not looked for. */
    static EventLoop open(EngineProvider provider, LoopOptions options) {
        Objects.requireNonNull(provider, "provider");
        return provider.engine().open(Objects.requireNonNull(options, "options"));
    }

    /** The loop whose turn this thread has; empty on other threads. */
    static Optional<EventLoop> current() {
        return Engines.found().currentLoop();
    }

    /** Starts a task that has a scope of its own, and returns at once. */
    <T extends @Nullable Object> Task<T> start(ScopeBody<T, ?> body);

    /** As {@link #start(ScopeBody)}, with a name for logs and reports. */
    <T extends @Nullable Object> Task<T> start(String name, ScopeBody<T, ?> body);

    /**
     * Starts the body as a task and waits for it. A waiter that is cancelled or interrupted cancels the task and returns
     * when it has unwound.
     *
     * @throws X what the body throws, as it is
     * @throws ScopeFailedException if a child of the body's scope failed
     * @throws java.util.concurrent.CancellationException if the task was cancelled, as by {@link #close}
     * @throws IllegalStateException from a callback of a loop, where waiting would stop the loop
     */
    <T extends @Nullable Object, X extends Throwable> T run(ScopeBody<T, X> body) throws X, InterruptedException;

    /** Runs a callback on the loop, soon. */
    @Override
    void execute(Runnable callback);

    /** Runs a callback on the loop when {@code delay} has passed; zero is soon. */
    Handle schedule(Duration delay, Runnable callback);

    /** Runs a callback on the loop at {@code nanoTime} of the loop's clock; one in the past is soon. */
    Handle scheduleAt(long nanoTime, Runnable callback);

    /** The loop's clock. */
    long nanoTime();

    String name();

    /** What runs Java bodies here; never {@link Carrier#AUTOMATIC}. */
    Carrier carrier();

    boolean isClosed();

    /**
     * Ends the loop: cancels what is left, waits for it no longer than {@link LoopOptions#closeTimeout}, writes to the log
     * which threads are stuck and where, hands failures that nobody observed to the failure handler, and lets the loop's
     * thread end. A second call does nothing. From a task or a callback of this loop, also from code that a task has offloaded,
     * it asks the loop to close, and does not wait for it.
     */
    @Override
    void close();
}
