package dev.catenary;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Context of another library (a logger's, a tracer's, a framework's), carried from the code that starts a task to the thread
 * that runs its body: bodies of {@link Scope#fork}, {@link EventLoop#start}, {@link Scope#forkStage} and {@link
 * Catenary#offload} alike. Named in {@link LoopOptions#context}.
 *
 * <p>Here is the one for a {@link ThreadLocal}; {@code catenary-bridge} has more, in {@code
 * dev.catenary.context.ContextSources}. A value that belongs to a task from the start is better kept in a {@link TaskLocal}.
 */
@FunctionalInterface
public interface ContextSource {
    /** Takes what the calling thread has now. Called by the code that starts a task. */
    Captured capture();

    /** What was taken. */
    @FunctionalInterface
    interface Captured {
        /** Runs the body in the captured context, and restores afterwards what the thread had before. */
        <T extends @Nullable Object> T call(Callable<T> body) throws Exception;
    }

    /** The value of a thread local; a local without a value is removed for the body. */
    static <V> ContextSource threadLocal(ThreadLocal<V> local) {
        Objects.requireNonNull(local, "local");
        return () -> {
            var captured = local.get();
            return new Captured() {
                @Override
                public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
                    var before = local.get();
                    put(captured);
                    try {
                        return body.call();
                    } finally {
                        put(before);
                    }
                }

                private void put(@Nullable V value) {
                    if (value == null) local.remove();
                    else local.set(value);
                }
            };
        };
    }
}
