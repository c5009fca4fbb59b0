package dev.catenary;

import dev.catenary.spi.Engines;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where programs begin, and the waiting operations that need no object.
 *
 * <pre>{@code
 * String greeting = Catenary.run(scope -> {
 *     Task<String> hello = scope.fork(() -> say("hello", 200));
 *     Task<String> world = scope.fork(() -> say("world", 100));
 *     return hello.join() + " " + world.join();
 * });
 * }</pre>
 *
 * <p>A waiting operation called in a task gives up the turn; on any other thread it blocks that thread; in a callback of a
 * loop it throws {@link IllegalStateException}, for there it would stop the loop. A task that has been cancelled gets an
 * {@link InterruptedException} from every wait, also from one that would not have had to wait; {@link Task#get()} of a task
 * that has ended is no wait.
 */
public final class Catenary {
    private Catenary() {}

    /**
     * Opens a loop, runs the body in a scope of it, and closes the loop. The loop runs on the calling thread where that can
     * carry one. Interrupting the calling thread, or Ctrl-C, cancels the scope and waits for its clean-up.
     *
     * @throws X what the body throws, as it is
     * @throws ScopeFailedException if a child of the scope failed
     * @throws InterruptedException if the calling thread was interrupted; the scope has been cancelled then and has ended
     * @throws CancellationException if the scope was cancelled because the JVM is shutting down
     */
    public static <T extends @Nullable Object, X extends Throwable> T run(ScopeBody<T, X> body)
            throws X, InterruptedException {
        return run(LoopOptions.named("main"), body);
    }

    /** As {@link #run(ScopeBody)}, on a loop made to these options. */
    public static <T extends @Nullable Object, X extends Throwable> T run(LoopOptions options, ScopeBody<T, X> body)
            throws X, InterruptedException {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(body, "body");
        return Engines.found().run(options, body);
    }

    /**
     * Runs the body right here in a new scope of the current task, and returns when the last child of that scope has ended.
     *
     * @throws X what the body throws, as it is
     * @throws ScopeFailedException if a child of the scope failed
     * @throws IllegalStateException outside of a task: use {@link #run} or {@link EventLoop#run}
     */
    public static <T extends @Nullable Object, X extends Throwable> T scope(ScopeBody<T, X> body)
            throws X, InterruptedException {
        return scope("scope", body);
    }

    /** As {@link #scope(ScopeBody)}, with a name for logs and reports. */
    public static <T extends @Nullable Object, X extends Throwable> T scope(String name, ScopeBody<T, X> body)
            throws X, InterruptedException {
        Arguments.named(name);
        Objects.requireNonNull(body, "body");
        return Engines.found().scope(name, body);
    }

    /**
     * As {@link #scope(ScopeBody)}, for children that are strangers to each other: the failure of one does not touch its
     * siblings or the body. It goes to the loop's failure handler at once, unless somebody waits for that child just then.
     */
    public static <T extends @Nullable Object, X extends Throwable> T supervisor(ScopeBody<T, X> body)
            throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        return Engines.found().supervisor("supervisor", body);
    }

    /** Waits for {@code duration}; zero gives up the turn once. */
    public static void sleep(Duration duration) throws InterruptedException {
        Engines.found().sleep(Arguments.notNegative(duration, "duration"));
    }

    /**
     * A task of the current loop that ends when {@code duration} has passed; it is cancelled if the loop is closed before.
     *
     * @throws IllegalStateException on a thread that has no loop: use {@link EventLoop#schedule}
     */
    public static Task<@Nullable Void> sleepAsync(Duration duration) {
        return Engines.found().sleepAsync(Arguments.notNegative(duration, "duration"));
    }

    /** Gives up the turn: everything that is ready now goes first. */
    public static void yieldNow() throws InterruptedException {
        Engines.found().yieldNow();
    }

    /**
     * Waits for any stage, of whatever library. A waiter that is cancelled leaves the stage alone, for others may wait for
     * it too; {@link Scope#forkStage} makes a task that owns its stage.
     *
     * @throws CompletionException if the stage failed, with the failure as its cause
     * @throws CancellationException if the stage was cancelled
     */
    public static <T extends @Nullable Object> T await(CompletionStage<T> stage) throws InterruptedException {
        Objects.requireNonNull(stage, "stage");
        return Engines.found().await(stage);
    }

    /**
     * Runs code that computes long or blocks, off the loop, and waits for it. It is interrupted if the caller is cancelled,
     * and has ended when this method returns. At most {@link LoopOptions#offloadLimit} bodies run at once; others wait in
     * the order in which they came. A {@link TaskLocal} has the caller's value in it. Outside of a task the body runs on the
     * calling thread, which is off the loop already.
     *
     * @throws X what the body throws, as it is
     */
    public static <T extends @Nullable Object, X extends Exception> T offload(Body<T, X> body)
            throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        return Engines.found().offload(body);
    }

    /** As {@link #offload(Body)}, for code without a result. */
    public static <X extends Exception> void offload(Action<X> body) throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        Engines.found().<@Nullable Void, X>offload(() -> {
            body.run();
            return null;
        });
    }

    /**
     * Runs code off the loop as a task of the current scope.
     *
     * @throws IllegalStateException on a thread that is no task's
     */
    public static <T extends @Nullable Object> Task<T> offloadAsync(Callable<T> body) {
        Objects.requireNonNull(body, "body");
        return Engines.found().offloadAsync(body);
    }
}
