package dev.catenary;

/**
 * A body without a result that may throw and may wait.
 *
 * @param <X> what it throws besides {@link InterruptedException}; inferred from a lambda's body
 */
@FunctionalInterface
public interface Action<X extends Throwable> {
    void run() throws X, InterruptedException;
}
