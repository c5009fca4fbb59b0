package dev.catenary;

import java.util.Optional;

/**
 * One iteration over an {@link AsyncStream}, by one task or thread at a time. Close it when you leave it before its end:
 * what produces its elements ends then.
 */
public interface AsyncIterator<E> extends AutoCloseable {
    /**
     * The next element; waits for it. Empty when there are no more, and ever after; also after a failure.
     *
     * @throws java.util.concurrent.CompletionException with the failure of what produces the elements as its cause
     * @throws java.util.concurrent.CancellationException if that was cancelled
     * @throws InterruptedException if the caller is cancelled or interrupted; no element was taken
     */
    Optional<E> next() throws InterruptedException;

    /** Ends what produces the elements, and waits until it has unwound; an interrupt does not cut that short. */
    @Override
    void close();
}
