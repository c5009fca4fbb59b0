package dev.catenary.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who belongs to whom, drawn with lines. */
final class Tree {
    private final StringBuilder text = new StringBuilder();

    private Tree() {}

    static String of(LoopInfo loop) {
        var tree = new Tree();
        tree.text.append("event loop '" + loop.name() + "' (" + loop.carrier() + "), "
                + counted(loop.tasks().size(), "task") + ", " + counted(loop.turns(), "turn"));
        tree.children("", nodesOf(loop.root()));
        return tree.text.toString();
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** A line with what hangs below it. */
    private record Node(String line, List<Node> below) {}

    private static List<Node> nodesOf(ScopeInfo scope) {
        var nodes = new ArrayList<Node>();
        for (var task : scope.tasks()) nodes.add(nodeOf(task));
        for (var inner : scope.scopes()) nodes.add(nodeOf(inner));
        return nodes;
    }

    private static Node nodeOf(ScopeInfo scope) {
        return new Node("scope '" + scope.name() + "'" + (scope.cancelled() ? ", cancelled" : ""), nodesOf(scope));
    }

    private static Node nodeOf(TaskInfo task) {
        var below = new ArrayList<Node>();
        // a task has one scope, as a rule, which needs no line of its own then
        if (task.scopes().size() == 1) below.addAll(nodesOf(task.scopes().get(0)));
        else for (var scope : task.scopes()) below.add(nodeOf(scope));
        return new Node(line(task), below);
    }

    static String line(TaskInfo task) {
        var line = new StringBuilder("task '" + task.name() + "' #" + task.id() + ": ");
        if (task.cancelled()) line.append("cancelled, ");
        var wait = task.waiting();
        line.append(wait == null ? task.state().name().toLowerCase(Locale.ROOT) : "waits in " + wait);
        if (!task.stack().isEmpty()) line.append(", at ").append(task.stack().get(0));
        if (task.createdAt() != null) line.append(", started at ").append(task.createdAt());
        return line.toString();
    }

    private void children(String indent, List<Node> nodes) {
        for (var index = 0; index < nodes.size(); index++) {
            var node = nodes.get(index);
            var isLast = index == nodes.size() - 1;
            text.append("\n").append(indent).append(isLast ? "└─ " : "├─ ").append(node.line());
            children(indent + (isLast ? "   " : "│  "), node.below());
        }
    }
}
