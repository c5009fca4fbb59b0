package dev.catenary;

import dev.catenary.spi.Engines;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Work for those who take it, and a count of what is not done yet: asyncio's Queue, with its {@code task_done}, {@code join}
 * and {@code shutdown}.
 *
 * <p>Those who wait are served in the order in which they came; which item is next is up to the kind of queue: the first
 * ({@link #bounded}, {@link #unbounded}), the last ({@link #lifo}), or the one of the lowest priority ({@link #priority}; of
 * equal ones the first). A cancelled {@code get} took nothing and a cancelled {@code put} put nothing.
 */
public interface WorkQueue<E> {
    /** @throws IllegalArgumentException if {@code capacity < 1} */
    static <E> WorkQueue<E> bounded(int capacity) {
        return Engines.primitives().workQueue(null, Arguments.atLeast(1, capacity, "capacity"), Order.FIFO, null);
    }

    /** As {@link #bounded(int)}, with a name for logs and reports. */
    static <E> WorkQueue<E> bounded(String name, int capacity) {
        return Engines.primitives()
                .workQueue(Arguments.named(name), Arguments.atLeast(1, capacity, "capacity"), Order.FIFO, null);
    }

    /** A {@code put} never waits. */
    static <E> WorkQueue<E> unbounded() {
        return Engines.primitives().workQueue(null, Integer.MAX_VALUE, Order.FIFO, null);
    }

    /** Last in, first out; unbounded. */
    static <E> WorkQueue<E> lifo() {
        return lifo(Integer.MAX_VALUE);
    }

    /** Last in, first out. */
    static <E> WorkQueue<E> lifo(int capacity) {
        return Engines.primitives().workQueue(null, Arguments.atLeast(1, capacity, "capacity"), Order.LIFO, null);
    }

    /** The lowest priority first; unbounded. */
    static <E> WorkQueue<E> priority(ToLongFunction<? super E> priority) {
        return priority(Integer.MAX_VALUE, priority);
    }

    /** The lowest priority first, which is asked once for each item, when it is put. */
    static <E> WorkQueue<E> priority(int capacity, ToLongFunction<? super E> priority) {
        Objects.requireNonNull(priority, "priority");
        return Engines.primitives()
                .workQueue(null, Arguments.atLeast(1, capacity, "capacity"), Order.PRIORITY, priority);
    }

    /** Which item is next. */
    enum Order {
        FIFO,
        LIFO,
        PRIORITY
    }

    /**
     * Puts an item, and waits for room.
     *
     * @throws ChannelClosedException if the queue is shut down, also while this waits
     * @throws InterruptedException if the caller is cancelled or interrupted; the item was not put
     */
    void put(E item) throws InterruptedException;

    /** As {@link #put}, without waiting here: the item has its place when this method returns. */
    Task<@Nullable Void> putAsync(E item);

    /** Puts an item if there is room. Never waits. @throws ChannelClosedException if the queue is shut down */
    boolean tryPut(E item);

    /**
     * Takes the next item; waits for one.
     *
     * @throws ChannelClosedException if the queue is shut down and empty
     * @throws InterruptedException if the caller is cancelled or interrupted; nothing was taken
     */
    E get() throws InterruptedException;

    /** As {@link #get}, without waiting here: this call has its place when it returns. */
    Task<E> getAsync();

    /** The next item if there is one now. Never waits. @throws ChannelClosedException if shut down and empty */
    Optional<E> tryGet();

    /**
     * Takes item after item until the queue is shut down and empty. Each is done when {@code action} has ended, however that
     * ends.
     *
     * @throws X what {@code action} throws, as it is
     */
    default <X extends Throwable> void forEach(ThrowingConsumer<? super E, X> action) throws X, InterruptedException {
        Objects.requireNonNull(action, "action");
        while (true) {
            E item;
            try {
                item = get();
            } catch (ChannelClosedException shutDown) {
                return;
            }
            try {
                action.accept(item);
            } finally {
                taskDone();
            }
        }
    }

    /**
     * An item that was taken is done. Never waits.
     *
     * @throws IllegalStateException if called more often than items were taken
     */
    void taskDone();

    /** Waits until every item that was put is done. */
    void join() throws InterruptedException;

    /** As {@link #join}, without waiting here. */
    Task<@Nullable Void> joinAsync();

    /** Nothing more can be put, those who wait to put fail, and {@code get} fails when the queue is empty. */
    default void shutdown() {
        shutdown(false);
    }

    /** As {@link #shutdown()}; if {@code immediate}, what is inside is dropped and counts as done. */
    void shutdown(boolean immediate);

    int size();

    String name();

    Stats stats();

    /**
     * A moment of a work queue.
     *
     * @param unfinished the items put and not done
     */
    record Stats(
            int size,
            int capacity,
            int peak,
            long unfinished,
            int waitingToPut,
            int waitingToGet,
            boolean isShutDown) {}
}
