package dev.catenary;

import org.jspecify.annotations.Nullable;

/**
 * Code that is run right here on behalf of the caller, so that what it throws the caller sees as it is.
 *
 * @param <X> what it throws besides {@link InterruptedException}; inferred from a lambda's body
 */
@FunctionalInterface
public interface Body<T extends @Nullable Object, X extends Throwable> {
    T run() throws X, InterruptedException;
}
