package dev.catenary;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What to make of several tasks that run side by side: when enough have ended, and what the result is. Used by {@link
 * Tasks#join}, once; it may have state without locks, for it is only called in the turn of the task that joins.
 *
 * @param <T> what the tasks give
 * @param <R> what becomes of it
 */
public interface Joiner<T extends @Nullable Object, R extends @Nullable Object> {
    /**
     * Called for each task when it has ended, in the order of the ends.
     *
     * @return true if that is enough: the others are cancelled
     */
    boolean onEnd(Task<T> task);

    /**
     * Called once, when all tasks have ended.
     *
     * @param tasks in the order of the bodies
     * @throws CompletionException with the cause, if the whole is a failure
     */
    R result(List<Task<T>> tasks);

    /** All results in the order of the bodies; the first failure cancels the others and is thrown. */
    static <T extends @Nullable Object> Joiner<T, List<T>> allOrFail() {
        return new Joiner<>() {
            private @Nullable Task<T> first;

            @Override
            public boolean onEnd(Task<T> task) {
                if (first == null && !task.outcome().orElseThrow().isSuccess()) first = task;
                return first != null;
            }

            @Override
            public List<T> result(List<Task<T>> tasks) {
                if (first != null) throw withOthers(first, tasks);
                var results = new ArrayList<T>(tasks.size());
                for (var task : tasks) results.add(task.resultNow());
                return results;
            }
        };
    }

    /** The result of the first task that succeeds, which cancels the others; if none does, the first failure is thrown. */
    static <T extends @Nullable Object> Joiner<T, T> firstSuccess() {
        return new Joiner<>() {
            private @Nullable Task<T> winner;
            private @Nullable Task<T> loser;

            @Override
            public boolean onEnd(Task<T> task) {
                if (winner == null && task.outcome().orElseThrow().isSuccess()) winner = task;
                else if (loser == null) loser = task;
                return winner != null;
            }

            @Override
            public T result(List<Task<T>> tasks) {
                if (winner != null) return winner.resultNow();
                if (loser != null) throw withOthers(loser, tasks);
                throw new NoSuchElementException("no bodies were given, so none can be the first to succeed");
            }
        };
    }

    /** How each task ended, in the order of the bodies. */
    static <T extends @Nullable Object> Joiner<T, List<Outcome<T>>> allSettled() {
        return new Joiner<>() {
            @Override
            public boolean onEnd(Task<T> task) {
                return false;
            }

            @Override
            public List<Outcome<T>> result(List<Task<T>> tasks) {
                return tasks.stream().map(task -> task.outcome().orElseThrow()).toList();
            }
        };
    }

    private static RuntimeException withOthers(Task<?> first, List<? extends Task<?>> tasks) {
        var outcome = first.outcome().orElseThrow();
        if (outcome instanceof Outcome.Cancelled<?> cancelled) {
            var thrown = new CancellationException(cancelled.cause().getMessage());
            thrown.initCause(cancelled.cause());
            return thrown;
        }
        var cause = ((Outcome.Failure<?>) outcome).cause();
        for (var task : tasks)
            if (task.outcome().orElseThrow() instanceof Outcome.Failure<?> later && later.cause() != cause)
                cause.addSuppressed(later.cause());
        return new CompletionException(cause);
    }
}
