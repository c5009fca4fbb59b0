package dev.catenary;

import org.jspecify.annotations.Nullable;

/** The body of a task that others wait for until it says that it is ready: see {@link Scope#startService}. */
@FunctionalInterface
public interface Service<R extends @Nullable Object> {
    /** Calls {@code ready.complete(value)} once it can serve, and then serves. */
    void run(Promise<R> ready) throws Exception;
}
