package dev.catenary;

import java.util.function.BooleanSupplier;

/**
 * Waits for a change of what a {@link Mutex} guards. All calls are made by the holder of the mutex; others get an {@link
 * IllegalStateException}.
 *
 * <p>A wait gives the mutex back, waits for a signal, and has the mutex again when it ends, however it ends: also a
 * cancelled wait throws with the mutex held. Signals go to those who have waited longest. A signal is final: who was
 * signalled and is cancelled then returns all the same, when it has the mutex, and meets the cancel at its next wait; so no
 * signal is lost.
 */
public interface Condition {
    /**
     * Waits for a signal. What was waited for may have changed again by the time the mutex is there: use {@link
     * #await(BooleanSupplier)}.
     *
     * @throws InterruptedException if the caller is cancelled or interrupted; it holds the mutex
     * @throws BrokenException if the mutex was broken meanwhile; the caller does not hold it
     */
    void await() throws InterruptedException;

    /**
     * Waits until {@code predicate} is true, looked at with the mutex held: at once, and after each signal. If the caller is
     * cancelled after a signal that was not what it waited for, the next one is signalled.
     */
    void await(BooleanSupplier predicate) throws InterruptedException;

    /** Signals the one who has waited longest. Never waits. */
    void signal();

    /**
     * Signals that many.
     *
     * @throws IllegalArgumentException if {@code count < 0}
     */
    void signal(int count);

    void signalAll();

    String name();

    /** How many wait for a signal. */
    int waiting();

    Stats stats();

    /**
     * A moment of a condition.
     *
     * @param waiting how many wait for a signal
     * @param mutex the moment of its mutex
     */
    record Stats(int waiting, Mutex.Stats mutex) {}
}
