package dev.catenary;

import dev.catenary.spi.Engines;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Work under way: join it, attach callbacks to it, hand it on as a future, cancel it.
 *
 * <p>A task ends once: with a value, with a failure, or cancelled. {@link #cancel} asks: the body is interrupted where it
 * waits, unwinds, and only then has the task ended. Waiters are served in the order in which they came.
 *
 * <p>The methods of {@link CompletionStage} keep the JDK's contract: what they return are plain futures of the JDK, and
 * cancelling one of those does not reach the task. {@link #map}, {@link #flatMap}, {@link #recover} and {@link #orTimeout}
 * return tasks, and cancelling one of those cancels this task as well.
 *
 * <p>What a task did happens-before what a waiter does after {@code join}, and before its callbacks.
 */
public interface Task<T extends @Nullable Object> extends Future<T>, CompletionStage<T> {
    /**
     * Waits for the task to end and gives its value. A cancelled waiter leaves the task alone.
     *
     * @throws CompletionException if the task failed, with the failure as its cause
     * @throws CancellationException if the task was cancelled
     * @throws InterruptedException if the caller was cancelled or interrupted while it waited
     * @throws IllegalStateException from a callback of a loop, where waiting would stop the loop; or from code of the task
     *     itself, or of one it waits for, where waiting would never end
     */
    T join() throws InterruptedException;

    /**
     * As {@link #join()}, but waits no longer than {@code timeout}. The task goes on.
     *
     * @throws TimeoutException if the task has not ended by then; a timeout of zero does not wait
     */
    T join(Duration timeout) throws InterruptedException, TimeoutException;

    /** How the task ended; empty while it has not. Never waits. */
    Optional<Outcome<T>> outcome();

    /**
     * Tells {@code callback} once how the task ended: on this task's loop, as a turn of its own, in the order of the calls
     * of this method; soon, if the task has ended before. What the callback throws goes to the loop's failure handler.
     *
     * @return this task
     */
    Task<T> onComplete(Callback<? super T> callback);

    /**
     * Asks the task to end: its body is interrupted where it waits, and so at each further wait. A body that has not begun
     * never begins. The task ends cancelled when its body has unwound, even if the body returns a value; a body that throws
     * something else than an interruption fails.
     *
     * @return false if the task had ended or had been cancelled before
     */
    boolean cancel();

    /** As {@link #cancel()}, with a reason for those who meet the cancellation. */
    boolean cancel(String reason);

    /** As {@link #cancel()}; this method of {@link Future} knows no difference between running and not. */
    @Override
    default boolean cancel(boolean mayInterruptIfRunning) {
        return cancel();
    }

    /** A task of the value {@code function} makes of this one's. Cancelling it cancels this task. */
    <U extends @Nullable Object> Task<U> map(Function<? super T, ? extends U> function);

    /** A task that goes on with the task {@code function} gives. Cancelling it cancels whichever of the two is under way. */
    <U extends @Nullable Object> Task<U> flatMap(Function<? super T, ? extends CompletionStage<U>> function);

    /** A task that goes on with a value made of this one's failure. A cancellation is no failure and passes. */
    Task<T> recover(Function<? super Throwable, ? extends T> function);

    /**
     * A task that ends as this one does, or fails with a {@link TimeoutException} when {@code timeout} has passed. This task
     * is cancelled then, and the new one ends when it has unwound; a failure during unwinding is thrown, with the timeout
     * suppressed in it. The time is measured by this task's loop, or else by the current one, if there is any; if that loop is
     * closed before, both are cancelled.
     */
    Task<T> orTimeout(Duration timeout);

    /**
     * A copy: nobody can complete the task through it. Cancelling the copy cancels the task, and so does {@link
     * CompletableFuture#orTimeout} on it; whatever else the copy is completed with stays in the copy.
     */
    @Override
    CompletableFuture<T> toCompletableFuture();

    /**
     * As {@link #join()}, with the exception of {@link Future}. The end of a task that has ended is given at once, also to
     * one who has been cancelled: the JDK's own methods on futures expect that.
     */
    @Override
    T get() throws InterruptedException, ExecutionException;

    @Override
    T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException;

    /**
     * The value of a task that has succeeded. Never waits.
     *
     * @throws IllegalStateException if the task has not ended, failed or was cancelled
     */
    T resultNow();

    /**
     * The failure of a task that has failed. Never waits.
     *
     * @throws IllegalStateException if the task has not ended, succeeded or was cancelled
     */
    Throwable exceptionNow();

    String name();

    /** A number that no other task of this JVM has. */
    long id();

    /** The task whose body or coroutine runs this code; empty in callbacks and on threads that are no task's. */
    static Optional<Task<?>> current() {
        return Engines.found().currentTask();
    }

    /** A task that has succeeded. */
    static <T extends @Nullable Object> Task<T> completed(T value) {
        var promise = Promise.<T>create("completed");
        promise.complete(value);
        return promise;
    }

    /** A task that has failed. */
    static <T extends @Nullable Object> Task<T> failed(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        var promise = Promise.<T>create("failed");
        promise.fail(failure);
        return promise;
    }
}
