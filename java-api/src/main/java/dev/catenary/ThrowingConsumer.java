package dev.catenary;

import org.jspecify.annotations.Nullable;

/**
 * Takes a value; may throw and may wait.
 *
 * @param <X> what it throws besides {@link InterruptedException}; inferred from a lambda's body
 */
@FunctionalInterface
public interface ThrowingConsumer<T extends @Nullable Object, X extends Throwable> {
    void accept(T value) throws X, InterruptedException;
}
