package dev.catenary;

import org.jspecify.annotations.Nullable;

/**
 * The code of a scope: it forks tasks into the scope it is given, and may wait.
 *
 * @param <T> what it returns
 * @param <X> what it throws besides {@link InterruptedException}; inferred from a lambda's body
 */
@FunctionalInterface
public interface ScopeBody<T extends @Nullable Object, X extends Throwable> {
    T run(Scope scope) throws X, InterruptedException;
}
