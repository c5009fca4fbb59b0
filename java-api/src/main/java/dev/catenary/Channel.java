package dev.catenary;

import dev.catenary.spi.Engines;

/**
 * Elements from senders to receivers, in order: between tasks of one loop or of several, plain threads and Kotlin
 * coroutines.
 *
 * <p>How many elements wait inside is the channel's capacity: none ({@link #rendezvous}: a sender waits for its receiver),
 * some ({@link #buffered}), any number ({@link #unlimited}: a sender never waits), or the newest only ({@link #conflated}: a
 * sender never waits, and takes the place of what was not received in time).
 *
 * <p>{@code toString()} shows what is inside and who waits.
 */
public interface Channel<E> extends Sender<E>, Receiver<E> {
    static <E> Channel<E> rendezvous() {
        return Engines.primitives().channel(null, 0, false);
    }

    static <E> Channel<E> rendezvous(String name) {
        return Engines.primitives().channel(Arguments.named(name), 0, false);
    }

    /** @throws IllegalArgumentException if {@code capacity < 1}: that would be a rendezvous */
    static <E> Channel<E> buffered(int capacity) {
        return Engines.primitives().channel(null, Arguments.atLeast(1, capacity, "capacity"), false);
    }

    /** As {@link #buffered(int)}, with a name for logs and reports. */
    static <E> Channel<E> buffered(String name, int capacity) {
        return Engines.primitives().channel(Arguments.named(name), Arguments.atLeast(1, capacity, "capacity"), false);
    }

    static <E> Channel<E> unlimited() {
        return Engines.primitives().channel(null, Integer.MAX_VALUE, false);
    }

    static <E> Channel<E> unlimited(String name) {
        return Engines.primitives().channel(Arguments.named(name), Integer.MAX_VALUE, false);
    }

    static <E> Channel<E> conflated() {
        return Engines.primitives().channel(null, 1, true);
    }

    static <E> Channel<E> conflated(String name) {
        return Engines.primitives().channel(Arguments.named(name), 1, true);
    }

    /** Nothing more can be sent; what is inside, or waits to be sent, can still be received. */
    @Override
    void close();

    Stats stats();

    /**
     * A moment of a channel.
     *
     * @param size the elements inside
     * @param capacity how many have room; {@link Integer#MAX_VALUE} if any number has
     * @param peak the most that were inside at a time
     * @param sent the elements sent so far
     * @param received the elements received so far
     * @param openSenders the ends opened by {@link Sender#newSender} and not closed
     * @param openReceivers the ends opened by {@link Receiver#newReceiver} and not closed
     */
    record Stats(
            int size,
            int capacity,
            int peak,
            long sent,
            long received,
            int waitingSenders,
            int waitingReceivers,
            int openSenders,
            int openReceivers,
            boolean isClosed) {}
}
