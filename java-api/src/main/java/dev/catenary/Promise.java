package dev.catenary;

import dev.catenary.spi.Engines;
import org.jspecify.annotations.Nullable;

/**
 * A task that has no body: whoever holds it ends it. It belongs to no loop; any thread may complete it, once.
 *
 * <p>{@link #cancel} ends a promise at once, for it has nothing to unwind. Callbacks run on the loop they were attached
 * on; those attached outside of any loop run on the thread that completes the promise.
 */
public interface Promise<T extends @Nullable Object> extends Task<T> {
    /** @return false if the promise had ended before, and nothing changed */
    boolean complete(T value);

    /** @return false if the promise had ended before, and nothing changed */
    boolean fail(Throwable failure);

    static <T extends @Nullable Object> Promise<T> create() {
        return Engines.found().promise("promise");
    }

    static <T extends @Nullable Object> Promise<T> create(String name) {
        return Engines.found().promise(Arguments.named(name));
    }
}
