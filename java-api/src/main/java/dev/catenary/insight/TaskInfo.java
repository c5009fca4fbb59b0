package dev.catenary.insight;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task that has not ended.
 *
 * @param id the number no other task of this JVM has
 * @param name as given, or "task-" and the number
 * @param state what it is doing
 * @param cancelled whether it, or what it belongs to, has been cancelled, so that it is on its way out
 * @param age since it was started, by the clock of its loop; a hundredth of a second more or less
 * @param turns how often it has got the turn, after waits that this library knows
 * @param onLoop for how long it has had the turn: an estimate, from samples taken every hundredth of a second
 * @param createdAt the line of user code that started it, where it is known: always for tasks given to {@code
 *     EventLoop.start}, in debug mode for all
 * @param waiting why it waits; null if it does not
 * @param stack where it waits or runs, innermost frame first, as far as the snapshot was to tell
 * @param scopes those its body is in, outermost first, with their children
 */
public record TaskInfo(
        long id,
        String name,
        TaskState state,
        boolean cancelled,
        Duration age,
        long turns,
        Duration onLoop,
        @Nullable StackTraceElement createdAt,
        @Nullable WaitInfo waiting,
        List<StackTraceElement> stack,
        List<ScopeInfo> scopes) {
    public TaskInfo {
        stack = List.copyOf(stack);
        scopes = List.copyOf(scopes);
    }
}
