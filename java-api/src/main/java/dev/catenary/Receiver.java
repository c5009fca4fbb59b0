package dev.catenary;

import java.util.Objects;
import java.util.Optional;

/**
 * The side of a channel from which elements come. Any thread, task or coroutine may use it.
 *
 * <p>Each element goes to one receiver, and those who wait are served in the order in which they came. A receive that is
 * cancelled, or interrupted, while it waits received nothing: the element goes to the next one, in order. A receive to
 * which an element had been handed by then returns it, and the cancel shows at the caller's next wait.
 */
public interface Receiver<E> extends AutoCloseable {
    /**
     * The next element; waits for one.
     *
     * @throws ChannelClosedException if the channel is closed and no element is left
     * @throws InterruptedException if the caller is cancelled or interrupted; nothing was received
     */
    E receive() throws InterruptedException;

    /**
     * As {@link #receive}, without waiting here: this receive has its place in the queue when this method returns.
     * Cancelling the task takes it back, unless it has an element. The task is cancelled, too, when the scope in which it
     * was asked for ends.
     */
    Task<E> receiveAsync();

    /**
     * The next element if there is one now. Never waits.
     *
     * @throws ChannelClosedException if the channel is closed and no element is left
     */
    Optional<E> tryReceive();

    /**
     * Receives until the channel is closed, element by element.
     *
     * @throws ChannelClosedException if the channel was closed with a cause
     * @throws X what {@code action} throws, as it is; that element has been received
     */
    default <X extends Throwable> void forEach(ThrowingConsumer<? super E, X> action) throws X, InterruptedException {
        Objects.requireNonNull(action, "action");
        while (true) {
            E element;
            try {
                element = receive();
            } catch (ChannelClosedException e) {
                if (e.getCause() != null) throw e;
                return;
            }
            action.accept(element);
        }
    }

    /** What this receives, as a stream. What one iteration takes another does not see. */
    default AsyncStream<E> stream() {
        return AsyncStream.from(this);
    }

    /**
     * A further end of the channel: when the last of the ends opened like this is closed, the channel is {@link #cancel
     * abandoned}. Of a subscription it is a subscription of its own.
     */
    Receiver<E> newReceiver();

    /**
     * Abandons the channel, or the subscription: what is inside is dropped, and senders, those who wait too, get a {@link
     * ChannelClosedException}. One of several ends only closes itself.
     */
    void cancel();

    /** Closes this end, if it is one of several; of a channel itself it is {@link Channel#close}. */
    @Override
    void close();

    String name();
}
