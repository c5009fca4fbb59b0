package dev.catenary;

/**
 * A source of elements that goes its own way, whoever listens: each subscriber receives all that comes from the moment of
 * its subscription on. See {@link Broadcast} and {@link Latest}.
 */
public interface Hot<E> {
    /** A receiver of its own for what comes from now on. {@link Receiver#cancel Cancel} it, or close it, to leave. */
    Receiver<E> subscribe();

    /** A stream of which each iteration is a subscription of its own. */
    default AsyncStream<E> stream() {
        return () -> Streams.iterate(subscribe(), true);
    }

    /** How many are subscribed. */
    int subscribers();

    String name();
}
