package dev.catenary.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs one benchmark once, in a process of its own. */
final class Measurement {
    private static final double SECOND = 1e9;
    private static final List<String> JVM = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow", // JMH's own
            "-Xms1g",
            "-Xmx1g",
            // the first touch of a page is the system's work, and of those who allocate most
            "-XX:+AlwaysPreTouch");

    private final Effort effort;

    Measurement(Effort effort) {
        this.effort = effort;
    }

    /** One line of the table: a JMH method, or {@code memory:kind}. */
    Sample of(String benchmark) throws RunnerException, IOException, InterruptedException {
        if (benchmark.startsWith("memory:")) return memory(benchmark.substring("memory:".length()));
        int operations = benchmark.startsWith("Sleepers.") ? 1_000_000 : 1;
        return jmh(benchmark, operations, new OptionsBuilder());
    }

    /** One point of a curve. */
    Sample of(String benchmark, Curve curve, int n) throws RunnerException {
        return jmh(benchmark, curve.perTask() ? n : 1, new OptionsBuilder().param("n", Integer.toString(n)));
    }

    private Sample jmh(String benchmark, int operations, ChainedOptionsBuilder options) throws RunnerException {
        boolean sleeps = benchmark.startsWith("Sleepers.");
        var run = new Runner(options.include("^dev\\.catenary\\.benchmarks\\." + benchmark.replace(".", "\\.") + "$")
                        .forks(1)
                        .warmupIterations(sleeps ? 1 : effort.warmUps())
                        .measurementIterations(sleeps ? 1 : effort.iterations())
                        .warmupTime(effort.time())
                        .measurementTime(effort.time())
                        .jvmArgs(JVM.toArray(String[]::new))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
        double nanos = median(run.getPrimaryResult().getStatistics()) - (sleeps ? SECOND : 0);
        return new Sample(nanos / operations, allocated(run) / operations);
    }

    private static double median(Statistics of) {
        return of.getPercentile(50);
    }

    private static double allocated(RunResult run) {
        var norm = run.getSecondaryResults().get("gc.alloc.rate.norm");
        return norm == null ? Double.NaN : median(norm.getStatistics());
    }

    private static Sample memory(String kind) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        JVM.get(0),
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Memory.class.getName(),
                        kind)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) throw new IOException("memory of " + kind + ": " + said);
        return new Sample(Long.parseLong(said));
    }
}
