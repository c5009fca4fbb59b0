package dev.catenary.insight;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of code that keeps the turn of its loop, so that nothing else runs there; looked at while it does.
 *
 * @param loop the name of the loop
 * @param task whose turn it is, or null if it is that of a callback
 * @param kept for how long it has kept the turn so far
 * @param line the innermost line of user code, or the innermost of all if there is none; null if the JVM could not tell
 * @param stack where it is, innermost frame first, all frames; empty if the JVM could not tell
 */
public record Stall(
        String loop,
        @Nullable Party task,
        Duration kept,
        @Nullable StackTraceElement line,
        List<StackTraceElement> stack) {
    public Stall {
        stack = List.copyOf(stack);
    }
}
