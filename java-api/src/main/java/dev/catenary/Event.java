package dev.catenary;

import dev.catenary.spi.Engines;
import org.jspecify.annotations.Nullable;

/** A flag to wait for. Everyone who waits when it is set goes on, also if it is cleared at once. */
public interface Event {
    static Event create() {
        return Engines.primitives().event(null);
    }

    static Event create(String name) {
        return Engines.primitives().event(Arguments.named(name));
    }

    /**
     * Waits until it is set.
     *
     * @throws InterruptedException if the caller is cancelled or interrupted
     */
    void await() throws InterruptedException;

    /** As {@link #await}, without waiting here: set from this call on, it counts. */
    Task<@Nullable Void> awaitAsync();

    /** Never waits. @return false if it was set before */
    boolean set();

    void clear();

    boolean isSet();

    String name();

    Stats stats();

    /** A moment of an event. */
    record Stats(boolean isSet, int waiting) {}
}
