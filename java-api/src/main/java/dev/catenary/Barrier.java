package dev.catenary;

import dev.catenary.spi.Engines;

/**
 * Lets a number of parties go on together, again and again. Generations never mix: each of the indexes from 0, who came
 * first, to {@code parties - 1} is given once in each.
 *
 * <p>A cancelled wait has not arrived: another one is needed in its place.
 */
public interface Barrier {
    /** @throws IllegalArgumentException if {@code parties < 1} */
    static Barrier of(int parties) {
        return Engines.primitives().barrier(null, Arguments.atLeast(1, parties, "parties"));
    }

    /** As {@link #of(int)}, with a name for logs and reports. */
    static Barrier of(String name, int parties) {
        return Engines.primitives().barrier(Arguments.named(name), Arguments.atLeast(1, parties, "parties"));
    }

    /**
     * Waits until all parties have arrived.
     *
     * @return the place of this one in the order of arrival, from 0
     * @throws BrokenException if the barrier is broken, or is reset or aborted meanwhile
     * @throws InterruptedException if the caller is cancelled or interrupted; it has not arrived
     */
    int await() throws InterruptedException;

    /** As {@link #await}, without waiting here: it has arrived when this method returns. */
    Task<Integer> awaitAsync();

    /** Those who wait get a {@link BrokenException}; the barrier is as new. */
    void reset();

    /** Those who wait, and all who come, get a {@link BrokenException}, until it is {@link #reset}. */
    void abort();

    String name();

    Stats stats();

    /** A moment of a barrier. */
    record Stats(int parties, int waiting, boolean isBroken) {}
}
