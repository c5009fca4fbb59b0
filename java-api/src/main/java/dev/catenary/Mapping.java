package dev.catenary;

import org.jspecify.annotations.Nullable;

/** A function that may throw and may wait. */
@FunctionalInterface
public interface Mapping<T extends @Nullable Object, R extends @Nullable Object> {
    R apply(T value) throws Exception;
}
