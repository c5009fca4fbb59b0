package dev.catenary;

/** Produces the elements of a stream: see {@link AsyncStream#generate}. */
@FunctionalInterface
public interface Generator<E> {
    /** Emits the elements, and returns after the last one. */
    void run(Emitter<E> out) throws Exception;

    /** Takes the elements of a generator, from any of its tasks. */
    interface Emitter<E> {
        /**
         * Hands over an element, and waits until it is asked for.
         *
         * @throws InterruptedException if nobody asks for more, or the generator's task is cancelled
         */
        void emit(E element) throws InterruptedException;
    }
}
