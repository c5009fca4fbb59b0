package dev.catenary;

import dev.catenary.spi.Engines;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A value that changes, and those who want to know: a subscriber receives the value of the moment first and then the newest
 * it has not seen; what it was too slow for, it misses. Setting it never waits. Null is never a value.
 */
public interface Latest<E> extends Hot<E> {
    static <E> Latest<E> of(E initial) {
        return Engines.primitives().latest(null, Objects.requireNonNull(initial, "initial"));
    }

    /** As {@link #of(Object)}, with a name for logs and reports. */
    static <E> Latest<E> of(String name, E initial) {
        return Engines.primitives().latest(Arguments.named(name), Objects.requireNonNull(initial, "initial"));
    }

    E get();

    void set(E value);

    /**
     * Changes the value by a function of it, which may be called more than once if others set the value meanwhile.
     *
     * @return the new value
     */
    E update(UnaryOperator<E> change);

    Stats stats();

    /**
     * A moment of a value that changes.
     *
     * @param changes how often it has been set so far
     */
    record Stats(int subscribers, long changes) {}
}
