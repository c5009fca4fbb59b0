package dev.catenary;

import dev.catenary.spi.Engines;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait, in the order in which they came: the queue under every primitive of this package, for those who build
 * primitives of their own. After Trio's parking lot.
 *
 * <p>A waiter is claimed once, by a signal or by a cancel. So a signal never goes to one who has been cancelled: it goes to
 * the next one, or says that nobody waits.
 *
 * <p>To wait for a state that other threads change, take a place in the queue first, then look, and then wait or leave;
 * a change in between finds the place:
 *
 * <pre>{@code
 * Task<Void> place = queue.awaitAsync();
 * if (!isReady() || !place.cancel()) place.join();
 * }</pre>
 *
 * @param <T> what a signal hands over
 */
public interface WaitQueue<T extends @Nullable Object> {
    static <T extends @Nullable Object> WaitQueue<T> create() {
        return Engines.primitives().waitQueue(null);
    }

    static <T extends @Nullable Object> WaitQueue<T> create(String name) {
        return Engines.primitives().waitQueue(Arguments.named(name));
    }

    /**
     * Waits at the end of the queue for a signal, and gives what it hands over.
     *
     * @throws InterruptedException if the caller is cancelled or interrupted; no signal went to it
     */
    T await() throws InterruptedException;

    /** As {@link #await}, without waiting here. Cancelling the task leaves the queue; false if a signal came first. */
    Task<T> awaitAsync();

    /** Hands {@code value} to the one who has waited longest. Never waits. @return false if nobody waits */
    boolean signal(T value);

    /** Hands {@code value} to all who wait. @return their number */
    int signalAll(T value);

    /** How many wait. */
    int waiting();

    String name();

    Stats stats();

    /**
     * A moment of a wait queue.
     *
     * @param waiting how many wait
     * @param signalled how many have been given a signal so far
     */
    record Stats(int waiting, long signalled) {}
}
