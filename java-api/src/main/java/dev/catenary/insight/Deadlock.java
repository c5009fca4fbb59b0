package dev.catenary.insight;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Tasks that wait for each other.
 *
 * @param circle each one with what it waits for, which the next one holds or would have to serve; the last one waits for the
 *     first
 * @param certain whether nobody else could end any of the waits; false if one of them is for a channel or another thing that
 *     anybody may serve, and those who are known to have used it are part of the circle or wait for it
 */
public record Deadlock(List<Link> circle, boolean certain) {
    public Deadlock {
        circle = List.copyOf(circle);
    }

    /**
     * One of them.
     *
     * @param waiter who waits
     * @param loop the name of its loop
     * @param waiting for what
     * @param stack where, as far as user code goes
     */
    public record Link(Party waiter, String loop, WaitInfo waiting, List<StackTraceElement> stack) {
        public Link {
            stack = List.copyOf(stack);
        }
    }

    /** The whole circle, a line each. */
    @Override
    public String toString() {
        return circle.stream()
                .map(link -> "\n  " + link.waiter() + " of event loop '" + link.loop() + "' waits in " + link.waiting()
                        + (link.stack().isEmpty() ? "" : ", at " + link.stack().get(0)))
                .collect(Collectors.joining(
                        "", (certain ? "deadlock of " : "probable deadlock of ") + circle.size() + " tasks:", ""));
    }
}
