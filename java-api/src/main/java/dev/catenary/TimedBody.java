package dev.catenary;

import org.jspecify.annotations.Nullable;

/** A body that can look at, and move, the limit it runs under. */
@FunctionalInterface
public interface TimedBody<T extends @Nullable Object, X extends Throwable> {
    T run(Timeout timeout) throws X, InterruptedException;
}
