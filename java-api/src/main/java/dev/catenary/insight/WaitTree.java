package dev.catenary.insight;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who waits for whom. */
final class WaitTree {
    /** Columns: what is deeper nobody reads. */
    private static final int DEEPEST = 210;

    private final Map<Long, TaskInfo> waiters = new LinkedHashMap<>();
    private final Map<String, List<TaskInfo>> waitersOf = new LinkedHashMap<>();
    private final Map<Long, Set<String>> heldBy = new LinkedHashMap<>();
    private final Set<String> drawn = new HashSet<>();
    private final StringBuilder text = new StringBuilder();

    private WaitTree(Snapshot snapshot) {
        for (var task : snapshot.tasks()) {
            var wait = task.waiting();
            if (wait == null) continue;
            waiters.put(task.id(), task);
            var target = targetOf(wait);
            waitersOf.computeIfAbsent(target, it -> new ArrayList<>()).add(task);
            for (var holder : wait.heldBy())
                heldBy.computeIfAbsent(holder.task(), it -> new LinkedHashSet<>())
                        .add(target);
        }
    }

    static String of(Snapshot snapshot) {
        var tree = new WaitTree(snapshot);
        // first what nobody who waits holds: all else hangs below it; what is left then is a circle
        for (var target : tree.waitersOf.keySet()) if (!tree.isHeldByOneWhoWaits(target)) tree.draw("", target);
        for (var target : tree.waitersOf.keySet()) if (!tree.drawn.contains(target)) tree.draw("", target);
        return tree.text.isEmpty() ? "nobody waits" : tree.text.substring(0, tree.text.length() - 1);
    }

    /** Two primitives of one name are two. */
    private static String targetOf(WaitInfo wait) {
        if (wait.target().isEmpty()) return wait.operation();
        return wait.number() == 0 || wait.target().contains("-" + wait.number())
                ? wait.target()
                : wait.target() + " no. " + wait.number();
    }

    private boolean isHeldByOneWhoWaits(String target) {
        return waitersOf.get(target).get(0).waiting().heldBy().stream().anyMatch(it -> waiters.containsKey(it.task()));
    }

    private void draw(String indent, String target) {
        if (indent.length() > DEEPEST) {
            text.append(indent).append("...\n");
            return;
        }
        if (!drawn.add(target)) {
            text.append(indent).append(target).append(" (see above)\n");
            return;
        }
        var queue = waitersOf.get(target);
        var holders = queue.get(0).waiting().heldBy();
        text.append(indent).append(target);
        if (!holders.isEmpty() && !holders.get(0).name().equals(target))
            text.append(", held by ").append(holders.get(0));
        text.append("\n");
        for (var waiter : queue) {
            text.append(indent + "  <- task '" + waiter.name() + "' #" + waiter.id() + " in "
                    + waiter.waiting().operation() + ", for "
                    + Texts.of(waiter.waiting().since()) + "\n");
            for (var held : heldBy.getOrDefault(waiter.id(), Set.of())) draw(indent + "       ", held);
        }
    }
}
