package dev.catenary.insight;

import dev.catenary.Carrier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A loop that runs.
 *
 * @param name of the loop
 * @param carrier what runs its Java bodies
 * @param turns that it has given so far, to tasks and callbacks
 * @param lag how long what came to it from outside had to wait until the loop took it in
 * @param root everything that was started on it
 */
public record LoopInfo(String name, Carrier carrier, long turns, Lag lag, ScopeInfo root) {
    /** All tasks of the loop, each before its children. */
    public List<TaskInfo> tasks() {
        var all = new ArrayList<TaskInfo>();
        visit(root, all::add);
        return List.copyOf(all);
    }

    private static void visit(ScopeInfo scope, Consumer<TaskInfo> visitor) {
        for (var task : scope.tasks()) {
            visitor.accept(task);
            for (var inner : task.scopes()) visit(inner, visitor);
        }
        for (var inner : scope.scopes()) visit(inner, visitor);
    }

    /** What belongs to whom: see {@link Snapshot#tree}. */
    public String tree() {
        return Tree.of(this);
    }

    @Override
    public String toString() {
        return tree();
    }
}
