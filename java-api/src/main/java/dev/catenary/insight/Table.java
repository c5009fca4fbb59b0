package dev.catenary.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line for each task, the columns aligned. */
final class Table {
    private static final List<String> HEAD =
            List.of("id", "name", "loop", "state", "age", "turns", "on loop", "waits in", "at");

    private Table() {}

    static String of(Snapshot snapshot) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        for (var loop : snapshot.loops()) for (var task : loop.tasks()) rows.add(row(loop, task));
        var text = new StringBuilder();
        var widths = widths(rows);
        for (var row : rows) text.append(aligned(row, widths)).append("\n");
        return text.substring(0, text.length() - 1);
    }

    private static List<String> row(LoopInfo loop, TaskInfo task) {
        var wait = task.waiting();
        return List.of(
                "" + task.id(),
                task.name(),
                loop.name(),
                task.state().name().toLowerCase(Locale.ROOT) + (task.cancelled() ? ", cancelled" : ""),
                Texts.of(task.age()),
                "" + task.turns(),
                Texts.of(task.onLoop()),
                wait == null ? "" : wait.toString(),
                task.stack().isEmpty() ? "" : task.stack().get(0).toString());
    }

    private static int[] widths(List<List<String>> rows) {
        var widths = new int[HEAD.size()];
        for (var row : rows)
            for (var column = 0; column < widths.length; column++)
                widths[column] = Math.max(widths[column], row.get(column).length());
        return widths;
    }

    private static String aligned(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (var column = 0; column < widths.length; column++)
            line.append(row.get(column))
                    .append(" ".repeat(widths[column] - row.get(column).length() + 2));
        return line.toString().stripTrailing();
    }
}
