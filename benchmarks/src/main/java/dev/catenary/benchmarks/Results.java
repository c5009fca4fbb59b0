package dev.catenary.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All that was measured, and what follows from it. */
final class Results {
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
    private final Map<String, Map<Integer, Sample>> points = new LinkedHashMap<>();

    void add(String benchmark, Sample sample) {
        samples.computeIfAbsent(benchmark, it -> new ArrayList<>()).add(sample);
    }

    void add(String benchmark, int n, Sample sample) {
        points.computeIfAbsent(benchmark, it -> new TreeMap<>()).put(n, sample);
    }

    /**
     * A line of the table as it is reported: medians, their ratio, and the least and the greatest ratio of a round.
     *
     * @param ratio of ours to the peer's; of ours to 1 where the target is absolute
     */
    record Line(
            String id,
            String work,
            String unit,
            Figure ours,
            @Nullable Figure peer,
            @Nullable Double ratio,
            @Nullable Double leastRatio,
            @Nullable Double greatestRatio,
            double target,
            boolean met,
            List<Figure> others) {}

    /** The medians of one benchmark. */
    record Figure(String name, double cost, @Nullable Double bytes) {}

    /** A curve as it is reported: the cost at each number. */
    record Growth(String name, String of, String against, Map<String, Map<Integer, Double>> costs) {}

    List<Line> lines() {
        return Row.ALL.stream()
                .filter(row -> samples.containsKey(row.ours()))
                .map(this::line)
                .toList();
    }

    private Line line(Row row) {
        var ours = figure(row.ours());
        var others = row.others().stream()
                .filter(samples::containsKey)
                .map(this::figure)
                .toList();
        if (row.peer() == null)
            return new Line(
                    row.id(),
                    row.work(),
                    row.unit(),
                    ours,
                    null,
                    null,
                    null,
                    null,
                    row.target(),
                    ours.cost <= row.target(),
                    others);
        if (!samples.containsKey(row.peer()))
            return new Line(
                    row.id(), row.work(), row.unit(), ours, null, null, null, null, row.target(), false, others);
        var peer = figure(row.peer());
        double ratio = ours.cost / peer.cost;
        var ratios = ratios(samples.get(row.ours()), samples.get(row.peer()), peer.cost);
        return new Line(
                row.id(),
                row.work(),
                row.unit(),
                ours,
                peer,
                ratio,
                ratios.stream().min(Double::compare).orElseThrow(),
                ratios.stream().max(Double::compare).orElseThrow(),
                row.target(),
                ratio <= row.target(),
                others);
    }

    /** Round by round; against the peer's median, if that was not run in each. */
    private static List<Double> ratios(List<Sample> ours, List<Sample> peers, double median) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < ours.size(); i++)
            ratios.add(ours.get(i).cost()
                    / (ours.size() == peers.size() ? peers.get(i).cost() : median));
        return ratios;
    }

    Figure figure(String benchmark) {
        var all = samples.get(benchmark);
        double bytes = median(all, Sample::bytes);
        return new Figure(benchmark, median(all, Sample::cost), Double.isNaN(bytes) ? null : bytes);
    }

    private static double median(List<Sample> of, ToDoubleFunction<Sample> what) {
        var sorted = of.stream().mapToDouble(what).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    List<Growth> curves() {
        return Curve.ALL.stream()
                .map(this::growth)
                .filter(it -> !it.costs.isEmpty())
                .toList();
    }

    private Growth growth(Curve curve) {
        var costs = new LinkedHashMap<String, Map<Integer, Double>>();
        for (var benchmark : curve.benchmarks()) {
            var measured = points.get(benchmark);
            if (measured == null) continue;
            var line = new TreeMap<Integer, Double>();
            measured.forEach((n, sample) -> line.put(n, sample.cost()));
            costs.put(benchmark, line);
        }
        return new Growth(curve.name(), curve.of(), curve.against(), costs);
    }
}
