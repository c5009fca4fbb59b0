package dev.catenary;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended, as a value: it succeeded, it failed, or it was cancelled.
 *
 * <p>{@link Task#outcome()} of a task that has not ended is empty; that <em>you</em> were cancelled while you waited is
 * never an outcome but an {@link InterruptedException}. So the four things a waiter can meet stay four.
 */
public sealed interface Outcome<T extends @Nullable Object> {
    record Success<T extends @Nullable Object>(T value) implements Outcome<T> {}

    record Failure<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {}

    record Cancelled<T extends @Nullable Object>(CancellationException cause) implements Outcome<T> {}

    default boolean isSuccess() {
        return this instanceof Success;
    }

    default boolean isFailure() {
        return this instanceof Failure;
    }

    default boolean isCancelled() {
        return this instanceof Cancelled;
    }

    /**
     * The value, or what {@link Task#join} throws.
     *
     * @throws CompletionException with the cause, if the task failed
     * @throws CancellationException if the task was cancelled
     */
    default T getOrThrow() {
        if (this instanceof Success<T> success) return success.value();
        if (this instanceof Failure<T> failure) throw new CompletionException(failure.cause());
        throw ((Cancelled<T>) this).cause();
    }
}
