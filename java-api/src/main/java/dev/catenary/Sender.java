package dev.catenary;

import org.jspecify.annotations.Nullable;

/**
 * The side of a channel into which elements go. Any thread, task or coroutine may use it.
 *
 * <p>Elements arrive in the order of the calls, and those who wait for room are served in the order in which they came. A
 * send that is cancelled, or interrupted, while it waits did not send; one that had been received by then did. What a
 * sender did before a send happens-before what the receiver of that element does.
 *
 * <p>A null element is refused with a {@link NullPointerException}.
 */
public interface Sender<E> extends AutoCloseable {
    /**
     * Sends, and waits for room, or on a rendezvous channel for a receiver.
     *
     * @throws ChannelClosedException if the channel is closed; one that is closed while this waits still takes the element
     * @throws InterruptedException if the caller is cancelled or interrupted; the element was not sent
     */
    void send(E element) throws InterruptedException;

    /**
     * As {@link #send}, without waiting here: the element has its place among those sent when this method returns.
     * Cancelling the task takes it back, unless it has been sent. The task is cancelled, too, when the scope in which it was
     * asked for ends.
     */
    Task<@Nullable Void> sendAsync(E element);

    /**
     * Sends if there is room, or a receiver that waits. Never waits.
     *
     * @throws ChannelClosedException if the channel is closed
     */
    boolean trySend(E element);

    /** A further end of the channel: it is closed for senders when the last of the ends opened like this is closed. */
    Sender<E> newSender();

    /**
     * Closes the channel, or this end of it if it is one of several: nothing more can be sent. What has been sent, or waits
     * to be, can still be received; then receivers get a {@link ChannelClosedException}. Closing twice does nothing.
     */
    @Override
    void close();

    /** As {@link #close()}, for the whole channel, because something failed: receivers find {@code cause} in the exception. */
    void close(Throwable cause);

    /** Whether nothing more can be sent. */
    boolean isClosed();

    String name();
}
