package dev.catenary;

import dev.catenary.spi.Engines;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first of several things, of which exactly one happens: the others are as if they had not been tried.
 *
 * <pre>{@code
 * String winner = Select.<String>of()
 *         .onReceive(lines, line -> "line " + line)
 *         .onSend(out, value, () -> "sent")
 *         .onTimeout(Duration.ofMillis(50), () -> "idle")
 *         .await();
 * }</pre>
 *
 * <p>If several can happen at once, it is the one that was named first, or any of them after {@link #unbiased}. Else the
 * selection has a place in the queue of each, among all others that wait there. What belongs to the case that happened runs
 * in the caller, after the choice; what it throws is thrown as {@link Task#join} would: unchecked exceptions, errors and
 * {@link InterruptedException} as they are, others as the cause of a {@link java.util.concurrent.CompletionException}.
 *
 * <p>Receiving from a closed channel, or sending to one, can happen at once: it throws {@link ChannelClosedException}, unless
 * the case says what to do then. A cancelled selection did nothing. A selection may be used again; each use looks at, and
 * waits for, all cases anew. It is made and used by one thread at a time.
 *
 * @param <R> what the cases give
 */
public interface Select<R extends @Nullable Object> {
    static <R extends @Nullable Object> Select<R> of() {
        return Engines.primitives().select();
    }

    <E> Select<R> onReceive(Receiver<E> from, Mapping<? super E, ? extends R> then);

    /** As {@link #onReceive(Receiver, Mapping)}; once the channel is closed and empty, {@code whenClosed} is what happens. */
    <E> Select<R> onReceive(
            Receiver<E> from,
            Mapping<? super E, ? extends R> then,
            Mapping<? super ChannelClosedException, ? extends R> whenClosed);

    <E> Select<R> onSend(Sender<E> to, E element, Callable<? extends R> then);

    <E> Select<R> onGet(WorkQueue<E> from, Mapping<? super E, ? extends R> then);

    /** When the task has ended. */
    <T extends @Nullable Object> Select<R> onEnd(Task<T> task, Mapping<? super Outcome<T>, ? extends R> then);

    Select<R> onAcquire(Mutex mutex, Mapping<? super Held, ? extends R> then);

    /** When one permit can be had. */
    Select<R> onAcquire(Semaphore semaphore, Mapping<? super Held, ? extends R> then);

    Select<R> onSet(Event event, Callable<? extends R> then);

    /** When nothing else has happened for that long; zero: if nothing else can happen at once. */
    Select<R> onTimeout(Duration after, Callable<? extends R> then);

    /** Has the cases looked at in a random order at each use, so that none of them can keep the others waiting. */
    Select<R> unbiased();

    /**
     * Waits for a case to happen, and gives what belongs to it.
     *
     * @throws InterruptedException if the caller is cancelled or interrupted; no case happened
     * @throws IllegalStateException if there are no cases
     */
    R await() throws InterruptedException;

    /**
     * As {@link #await}, without waiting here: the selection has its places when this method returns. What belongs to the
     * case runs as a callback, which must not wait.
     */
    Task<R> awaitAsync();

    /** What belongs to a case that can happen at once; empty if none can, or if that is null. Never waits. */
    Optional<R> tryNow();
}
