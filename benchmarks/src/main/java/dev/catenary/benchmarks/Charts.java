package dev.catenary.benchmarks;

import dev.catenary.benchmarks.Results.Growth;
import dev.catenary.benchmarks.Results.Line;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The results as pictures. */
final class Charts {
    private static final Color GREEN = new Color(0x2E7D32);
    private static final Color RED = new Color(0xC62828);

    // a bar of the least height is none: a logarithmic axis has no zero
    private static final double LEAST_NANOS = 10;
    private static final double LEAST_PART = 0.01;

    private static final Map<String, String> PEERS = new LinkedHashMap<>();

    static {
        PEERS.put("catenary", "Catenary");
        PEERS.put("kotlinx", "kotlinx raw");
        PEERS.put("jox", "jox");
        PEERS.put("virtualThreads", "virtual threads");
        PEERS.put("go", "Go");
        PEERS.put("uvloop", "uvloop");
        PEERS.put("asyncio", "asyncio");
    }

    private Charts() {}

    static void write(Path folder, Results results) throws IOException {
        var lines = results.lines();
        if (!lines.isEmpty()) {
            save(peers(lines), folder.resolve("peers.png"));
            save(targets(lines), folder.resolve("targets.png"));
        }
        for (var growth : results.curves()) save(curve(growth), folder.resolve("growth-" + growth.name() + ".png"));
    }

    private static void save(IChart chart, Path file) throws IOException {
        ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
    }

    /** What everybody needs for the works that most of them do. */
    private static CategoryChart peers(List<Line> lines) {
        var shown = lines.stream()
                .filter(line -> List.of("1", "3", "4", "6", "10").contains(line.id()))
                .toList();
        var chart = bars("nanoseconds per operation (log)", LEAST_NANOS, 1_000, 500);
        PEERS.forEach((peer, name) -> {
            var costs = shown.stream().map(line -> costOf(line, peer)).toList();
            if (costs.stream().anyMatch(it -> it > LEAST_NANOS))
                chart.addSeries(name, shown.stream().map(Charts::shortly).toList(), costs);
        });
        return chart;
    }

    private static double costOf(Line line, String peer) {
        var figures = new ArrayList<>(line.others());
        figures.add(line.ours());
        if (line.peer() != null) figures.add(line.peer());
        return figures.stream()
                .filter(figure ->
                        Markdown.label(figure.name()).replace("TwoThreads", "").equals(peer))
                .findFirst()
                .map(Results.Figure::cost)
                .orElse(LEAST_NANOS);
    }

    /** How near each line is to its target. */
    private static CategoryChart targets(List<Line> lines) {
        var chart = bars("part of what the target allows (log; above 1 it is missed)", LEAST_PART, 1_400, 450);
        var names = lines.stream().map(Line::id).toList();
        for (boolean met : List.of(true, false)) {
            var parts = lines.stream()
                    .map(line -> line.met() == met ? Math.max(part(line), LEAST_PART) : LEAST_PART)
                    .toList();
            chart.addSeries(met ? "met" : "missed", names, parts).setFillColor(met ? GREEN : RED);
        }
        chart.getStyler().setOverlapped(true);
        return chart;
    }

    private static double part(Line line) {
        double cost =
                line.unit().equals("B") || line.ratio() == null ? line.ours().cost() : line.ratio();
        return cost / line.target();
    }

    private static CategoryChart bars(String axis, double least, int width, int height) {
        var chart = new CategoryChartBuilder()
                .width(width)
                .height(height)
                .yAxisTitle(axis)
                .build();
        chart.getStyler()
                .setYAxisLogarithmic(true)
                .setYAxisMin(least)
                .setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }

    private static String shortly(Line line) {
        int comma = line.work().indexOf(',');
        return comma < 0 ? line.work() : line.work().substring(0, comma);
    }

    private static XYChart curve(Growth growth) {
        var chart = new XYChartBuilder()
                .width(800)
                .height(420)
                .title(growth.of())
                .xAxisTitle(growth.against())
                .yAxisTitle("nanoseconds (log)")
                .build();
        chart.getStyler()
                .setXAxisLogarithmic(!growth.name().equals("loops"))
                .setYAxisLogarithmic(true)
                .setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideE);
        growth.costs()
                .forEach((benchmark, costs) -> chart.addSeries(
                        Markdown.label(benchmark), new ArrayList<>(costs.keySet()), new ArrayList<>(costs.values())));
        return chart;
    }
}
