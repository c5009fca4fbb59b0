package dev.catenary.insight;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Tasks that wait for each other.
 *
 * @param circle each one with what it waits for, which the next one holds or would have to serve; the last one waits for the
 *     first
 */
public record Deadlock(List<Link> circle) {
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
                .collect(Collectors.joining("", "deadlock of " + circle.size() + " tasks:", ""));
    }
}
