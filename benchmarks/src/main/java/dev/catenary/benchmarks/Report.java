package dev.catenary.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures all rows of the table of targets and all curves, and writes the report.
 *
 * <p>A round runs every benchmark once, each in a process of its own; the next round runs them in the opposite order. So ours and
 * its peer meet the same moods of the machine, and the ratio of their medians is worth more than either.
 */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures Catenary beside its peers, in under 30 minutes, and writes a report.")
public final class Report implements Callable<Integer> {
    @Option(
            names = "--short",
            description = "In under 5 minutes: fewer rounds, only the peers that targets name, no curves.")
    private boolean isShort;

    @Option(names = "--rounds", description = "How often each benchmark is run.")
    private int rounds;

    @Option(names = "--rows", split = ",", description = "Only these rows of the table, as in 1,9a.")
    private List<String> rows = List.of();

    @Option(
            names = "--curves",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether to measure how costs grow.")
    private boolean curves;

    @Option(
            names = "--programs",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether to run the programs of other languages.")
    private boolean programs;

    @Option(names = "--out", defaultValue = "benchmarks/results", description = "Where to write. ${DEFAULT-VALUE}")
    private Path out = Path.of("benchmarks/results");

    private final Results results = new Results();
    private final Map<String, String> machine = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(new CommandLine(new Report()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        var effort = isShort ? Effort.SHORT : Effort.LONG;
        if (rounds > 0) effort = effort.withRounds(rounds);
        machine.putAll(Machine.described());
        long start = System.nanoTime();
        measureRows(effort);
        if (curves && !isShort && rows.isEmpty()) measureCurves(effort);
        machine.put("took", (System.nanoTime() - start) / 60_000_000_000L + " minutes, " + effort.rounds() + " rounds");
        write();
        failures.forEach(System.err::println);
        return failures.isEmpty() ? 0 : 1;
    }

    private void measureRows(Effort effort) throws IOException, InterruptedException {
        var measurement = new Measurement(effort);
        for (int round = 1; round <= effort.rounds(); round++) {
            for (var benchmark : benchmarks(effort.others() && round == 1, round % 2 == 0))
                measure("%d/%d %s".formatted(round, effort.rounds(), benchmark), () -> {
                    var sample = measurement.of(benchmark);
                    results.add(benchmark, sample);
                    return sample;
                });
            if (programs && round % 2 == 1) Programs.run(effort.others() && round == 1, results::add, machine::put);
        }
    }

    /** Each once, in the order of the rows, so that opponents are run close to each other. */
    private List<String> benchmarks(boolean withOthers, boolean backwards) {
        var all = new LinkedHashSet<String>();
        for (var row : Row.ALL)
            if (rows.isEmpty() || rows.contains(row.id())) (withOthers ? row.all() : row.opponents()).forEach(all::add);
        all.removeIf(it -> it.contains(":") && !it.startsWith("memory:"));
        var order = new ArrayList<>(all);
        if (backwards) Collections.reverse(order);
        return order;
    }

    private void measureCurves(Effort effort) {
        for (var curve : Curve.ALL)
            for (var benchmark : curve.benchmarks())
                for (int n : effort.numbersOf(curve))
                    measure("%s %d".formatted(benchmark, n), () -> {
                        var sample = new Measurement(effort.ofPoint(curve, n)).of(benchmark, curve, n);
                        results.add(benchmark, n, sample);
                        return sample;
                    });
    }

    /** One that fails does not keep the others from being measured. */
    private void measure(String what, Callable<Sample> measurement) {
        try {
            var sample = measurement.call();
            System.out.printf(
                    "%-55s %12s  %8s B%n", what, Markdown.number(sample.cost()), Markdown.number(sample.bytes()));
        } catch (Exception failure) {
            failures.add(what + " failed: " + failure);
        }
    }

    private void write() throws IOException {
        Files.createDirectories(out);
        var page = Markdown.page(machine, results);
        Files.writeString(out.resolve("README.md"), page);
        var all = new LinkedHashMap<String, Object>();
        all.put("machine", machine);
        all.put("rows", results.lines());
        all.put("curves", results.curves());
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(out.resolve("results.json").toFile(), all);
        Charts.write(out, results);
        System.out.println(page);
    }
}
