package dev.catenary;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The life of some tasks: none of them outlives its scope, and no failure of one goes unseen.
 *
 * <p>A scope is given to a {@link ScopeBody}, by {@link Catenary#run}, {@link Catenary#scope} or {@link EventLoop#start}.
 * It ends when its body and its last child have ended. The first failure cancels the other children and the body's waits,
 * and is thrown when all have ended: as a {@link ScopeFailedException} if a child failed, as it is if the body failed;
 * later failures are suppressed in it. A child that is cancelled on its own does not fail the scope.
 *
 * <p>Any thread may fork into a scope, and children may fork into it while it waits for the last of them. Children start in
 * the order in which they were forked, after the forking code has given up the turn. An ended child is dropped at once.
 */
public interface Scope {
    /**
     * Starts a task that may call every waiting operation in straight-line code.
     *
     * @throws IllegalStateException if the scope has ended; the body never starts
     * @throws java.util.concurrent.CancellationException if the scope has been cancelled or has failed; the body never
     *     starts
     */
    <T extends @Nullable Object> Task<T> fork(Callable<T> body);

    /** As {@link #fork(Callable)}, with a name for logs and reports. */
    <T extends @Nullable Object> Task<T> fork(String name, Callable<T> body);

    /** As {@link #fork(Callable)}, for a body without a result. */
    Task<@Nullable Void> fork(Action<?> body);

    /** As {@link #fork(Callable)}, for a body without a result, with a name for logs and reports. */
    Task<@Nullable Void> fork(String name, Action<?> body);

    /**
     * Starts a task whose body gives a stage and which ends as the stage ends. It holds no thread, on any JDK. Cancelling
     * the task cancels the stage, if that is a {@link java.util.concurrent.Future}, and waits no longer for it.
     */
    <T extends @Nullable Object> Task<T> forkStage(Callable<? extends CompletionStage<T>> body);

    /** As {@link #forkStage(Callable)}, with a name for logs and reports. */
    <T extends @Nullable Object> Task<T> forkStage(String name, Callable<? extends CompletionStage<T>> body);

    /**
     * As {@link #fork(Callable)}, but the body begins at once: the caller gives up the turn to it and goes on, before
     * everything else that is ready, when the body first waits or has ended. Called by a thread that is not in a task of this
     * loop, it is an ordinary fork.
     */
    <T extends @Nullable Object> Task<T> forkEager(Callable<T> body);

    /**
     * Starts a task and waits until it says that it is ready.
     *
     * @return what the service completed its promise with
     * @throws java.util.concurrent.CompletionException if the service failed, or ended, before it was ready; that failure is
     *     the caller's and does not fail the scope. Failures after that fail the scope, as those of any child
     * @throws InterruptedException if the caller was cancelled while it waited; the service is cancelled too
     */
    <R extends @Nullable Object> R startService(String name, Service<R> service) throws InterruptedException;

    /**
     * A scope within this one for tasks that serve the others: it does not keep this scope open, and is cancelled when the
     * body and the last ordinary child have ended. A failure of one of its tasks goes to the loop's failure handler at once,
     * unless somebody waits for that task just then, and its siblings live on. The same scope at each call.
     */
    Scope background();

    /**
     * Closes {@code resource} when the scope ends, after its last child: the last resource first, shielded from any cancel,
     * within {@link LoopOptions#closeTimeout} each. The close may wait. Called by the body of the scope.
     *
     * @return the resource
     */
    <R extends AutoCloseable> R use(R resource);

    /**
     * Waits until every child forked so far, and what those forked, has ended. Failures are not thrown here but where the
     * scope ends.
     *
     * @throws InterruptedException if the caller is cancelled, also by a failure in this scope
     * @throws IllegalStateException if a child of the scope calls it, for it would wait for itself
     */
    void join() throws InterruptedException;

    /**
     * Abandons what the scope does: its children and every further wait of its body are cancelled. The scope then ends
     * silently: with the value its body returns, or with null if the cancel cut the body short. What is outside the scope
     * is not touched.
     *
     * @return false if the scope had ended or had been cancelled before
     */
    boolean cancel();

    /** As {@link #cancel()}, with a reason that the exceptions of those who are cancelled carry. */
    boolean cancel(String reason);

    /** Whether the scope, or one around it, has been cancelled or has failed. */
    boolean isCancelled();

    String name();

    EventLoop loop();

    /** The children that have not ended, in the order in which they were forked. A snapshot. */
    List<Task<?>> children();
}
