package dev.catenary.benchmarks;

import dev.catenary.benchmarks.Results.Figure;
import dev.catenary.benchmarks.Results.Growth;
import dev.catenary.benchmarks.Results.Line;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The results as a page. */
final class Markdown {
    private Markdown() {}

    static String page(Map<String, String> machine, Results results) {
        var page = new StringBuilder("# Results\n\n");
        machine.forEach((what, which) -> page.append("- %s: %s\n".formatted(what, which)));
        page.append(
                        "\nMedians of one run. In brackets the least and the greatest ratio of a round; B is what an operation")
                .append(" allocates.\n\n")
                .append("| # | work | ours | peer | ratio | target | met | B ours | B peer |\n")
                .append("|---|---|---:|---:|---:|---:|---|---:|---:|\n");
        for (var line : results.lines()) page.append(row(line));
        page.append("\n## Others\n\n| # | work | ours | others |\n|---|---|---:|---|\n");
        for (var line : results.lines()) page.append(others(line));
        for (var growth : results.curves()) page.append(table(growth));
        return page.toString();
    }

    private static String row(Line line) {
        var target = line.unit().equals("B")
                ? "≤ %s B".formatted(number(line.target()))
                : "≤ %.1f ×".formatted(line.target());
        return "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        line.id(),
                        line.work(),
                        number(line.ours().cost()),
                        line.peer() == null ? "–" : number(line.peer().cost()) + " " + peer(line.peer()),
                        ratio(line),
                        target,
                        line.met() ? "yes" : "**no**",
                        bytes(line.ours()),
                        line.peer() == null ? "–" : bytes(line.peer()));
    }

    private static String ratio(Line line) {
        if (line.ratio() == null) return "–";
        return "%.2f (%.2f–%.2f)".formatted(line.ratio(), line.leastRatio(), line.greatestRatio());
    }

    private static String others(Line line) {
        var others = line.others().stream()
                .map(other -> "%s %s".formatted(label(other.name()), number(other.cost())))
                .collect(Collectors.joining(", "));
        return "| %s | %s | %s | %s |\n"
                .formatted(
                        line.id(),
                        line.work(),
                        number(line.ours().cost()),
                        line.peer() == null
                                ? others
                                : label(line.peer().name()) + " "
                                        + number(line.peer().cost()) + (others.isEmpty() ? "" : ", " + others));
    }

    private static String table(Growth growth) {
        var numbers = new TreeSet<Integer>();
        growth.costs().values().forEach(costs -> numbers.addAll(costs.keySet()));
        var table = new StringBuilder(
                "\n## How cost grows: %s\n\n| ns, by the number of %s |".formatted(growth.of(), growth.against()));
        for (int n : numbers) table.append(" %s |".formatted(number(n)));
        table.append("\n|---|").append("---:|".repeat(numbers.size())).append('\n');
        growth.costs().forEach((benchmark, costs) -> {
            table.append("| %s |".formatted(benchmark));
            for (int n : numbers) table.append(" %s |".formatted(costs.containsKey(n) ? number(costs.get(n)) : "–"));
            table.append('\n');
        });
        return table.toString();
    }

    private static String bytes(Figure figure) {
        return figure.bytes() == null ? "–" : number(figure.bytes());
    }

    private static String peer(Figure figure) {
        return figure.name().startsWith("go:") ? "Go" : "kotlinx";
    }

    /** Who did the work, without the work. */
    static String label(String name) {
        if (name.contains(":") && !name.startsWith("memory:")) return name.substring(0, name.indexOf(':'));
        return name.substring(Math.max(name.indexOf('.'), name.indexOf(':')) + 1);
    }

    static String number(@Nullable Double value) {
        if (value == null || value.isNaN()) return "–";
        if (Math.abs(value) < 0.05) return "0";
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.1f" : "%,.0f", value);
    }

    private static String number(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
