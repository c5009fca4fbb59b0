package dev.catenary;

import dev.catenary.spi.Engines;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Several tasks at once.
 *
 * <p>Failures arrive as in {@link Task#join}: a {@link CompletionException} with the cause, in which later failures are
 * suppressed; a {@link CancellationException} if what was waited for was cancelled. What is given as bodies runs in a scope
 * that ends before the method returns: nothing is left running. Methods that take bodies throw {@link
 * IllegalStateException} outside of a task.
 */
public final class Tasks {
    private Tasks() {}

    // ---- tasks that are under way

    /**
     * The results of all, in the order of the arguments; a task that is given twice is waited for once. The first failure,
     * or cancellation, of one cancels the others, and is thrown when they have ended. Cancelling the caller cancels all.
     */
    public static <T extends @Nullable Object> List<T> gather(List<? extends Task<? extends T>> tasks)
            throws InterruptedException {
        return Engines.found().gather(List.copyOf(tasks));
    }

    /** As {@link #gather}, as a task; cancelling it cancels all. */
    public static <T extends @Nullable Object> Task<List<T>> gatherAsync(List<? extends Task<? extends T>> tasks) {
        return Engines.found().gatherAsync(List.copyOf(tasks));
    }

    /** How each ended, in the order of the arguments. Nothing is cancelled, whatever happens to one or to the caller. */
    public static <T extends @Nullable Object> List<Outcome<T>> gatherSettled(List<? extends Task<T>> tasks)
            throws InterruptedException {
        waitFor(tasks, Until.ALL_COMPLETED);
        return tasks.stream().map(task -> task.outcome().orElseThrow()).toList();
    }

    /** Waits; nothing is cancelled, and no failure is thrown. */
    public static <T extends @Nullable Object> Waited<T> waitFor(List<? extends Task<T>> tasks, Until until)
            throws InterruptedException {
        return waitFor(tasks, until, Duration.ofNanos(Long.MAX_VALUE));
    }

    /** Waits, but no longer than {@code timeout}; nothing is cancelled, and neither a failure nor the timeout is thrown. */
    public static <T extends @Nullable Object> Waited<T> waitFor(
            List<? extends Task<T>> tasks, Until until, Duration timeout) throws InterruptedException {
        Objects.requireNonNull(until, "until");
        return Engines.found().waitFor(List.copyOf(tasks), until, Arguments.notNegative(timeout, "timeout"));
    }

    /** The tasks in the order in which they end. */
    public static <T extends @Nullable Object> Completions<T> asCompleted(Collection<? extends Task<T>> tasks) {
        return Engines.found().asCompleted(List.copyOf(tasks));
    }

    // ---- bodies to run

    /** Runs the bodies side by side, as {@code joiner} wants it. */
    public static <T extends @Nullable Object, R extends @Nullable Object> R join(
            Joiner<T, R> joiner, List<? extends Callable<T>> bodies) throws InterruptedException {
        Objects.requireNonNull(joiner, "joiner");
        return Engines.found().join(joiner, List.copyOf(bodies));
    }

    /** The result of the first body that succeeds; the others are cancelled. Throws if all fail, or if there are none. */
    public static <T extends @Nullable Object> T race(List<? extends Callable<T>> bodies) throws InterruptedException {
        return hedged(Duration.ZERO, bodies);
    }

    /**
     * A staggered race: the next body starts when {@code delay} has passed since the one before it started, or when that
     * one has failed. The first success wins; the others are cancelled.
     */
    public static <T extends @Nullable Object> T hedged(Duration delay, List<? extends Callable<T>> bodies)
            throws InterruptedException {
        Arguments.notNegative(delay, "delay");
        return Engines.found().hedged(delay, List.copyOf(bodies));
    }

    /** The same body up to {@code attempts} times, staggered as in {@link #hedged(Duration, List)}. */
    public static <T extends @Nullable Object> T hedged(Duration delay, int attempts, Callable<T> body)
            throws InterruptedException {
        Objects.requireNonNull(body, "body");
        if (attempts < 1) throw new IllegalArgumentException("attempts < 1: " + attempts);
        return hedged(delay, Collections.nCopies(attempts, body));
    }

    /**
     * The values of a function for all items, in the order of the items; at most {@code limit} calls run at a time. The
     * first failure cancels the others and is thrown. Items are taken one by one, as calls begin;
     * an iterator that waits is never entered by two at a time.
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> List<R> map(
            Iterable<? extends T> items, int limit, Mapping<? super T, ? extends R> function)
            throws InterruptedException {
        Objects.requireNonNull(items, "items");
        Objects.requireNonNull(function, "function");
        if (limit < 1) throw new IllegalArgumentException("limit < 1: " + limit);
        return Engines.found().map(items, limit, function);
    }

    // ---- protection

    /**
     * Runs clean-up that must wait, right here, and that a cancel of the caller does not cut short; {@code limit} does. After
     * it the caller is as cancelled as it was.
     *
     * @throws TimeoutException if the time was up and the body did not give a value
     */
    public static <T extends @Nullable Object, X extends Throwable> T shielded(Duration limit, Body<T, X> body)
            throws X, InterruptedException, TimeoutException {
        Arguments.notNegative(limit, "limit");
        Objects.requireNonNull(body, "body");
        return Engines.found().shielded(limit, body);
    }

    /** As {@link #shielded(Duration, Body)}, for a body without a result. */
    public static <X extends Throwable> void shielded(Duration limit, Action<X> body)
            throws X, InterruptedException, TimeoutException {
        Objects.requireNonNull(body, "body");
        Tasks.<@Nullable Void, X>shielded(limit, () -> {
            body.run();
            return null;
        });
    }
}
