package dev.catenary.demos.notes.ch01basics;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** The same work twice, computing and waiting: by one task, by two, by two threads, by two processes. */
public final class TasksThreadsProcesses implements Demo {
    private final int limit;
    private final Duration pause;

    public TasksThreadsProcesses() {
        this(3_000_000, Duration.ofSeconds(1));
    }

    /**
     * @param limit up to where primes are counted
     * @param pause how long there is to wait
     */
    TasksThreadsProcesses(int limit, Duration pause) {
        this.limit = limit;
        this.pause = pause;
    }

    @Override
    public void run(Scope scope, Output out) throws Exception {
        Primes.below(limit); // so that the first one measured is compiled, as the others are

        out.part("Computing");
        time(scope, out, "One after the other", () -> List.of(Primes.below(limit), Primes.below(limit)));
        time(scope, out, "Two tasks", () -> twice(() -> Primes.below(limit)));
        time(scope, out, "Two threads", () -> twice(() -> Catenary.offload(() -> Primes.below(limit))));
        time(scope, out, "Two processes", () -> twice(() -> Catenary.offload(this::inAProcess)));

        out.part("Waiting");
        time(scope, out, "Two tasks", () -> twice(this::waitInTask));
        time(scope, out, "Two threads", () -> twice(() -> Catenary.offload(this::waitInThread)));
    }

    private static void time(Scope scope, Output out, String how, Callable<List<?>> work) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        out.line("%-19s %s in %s", how, work.call(), watch);
    }

    private static <T> List<T> twice(Callable<T> body) throws InterruptedException {
        return Tasks.map(List.of(body, body), 2, Callable::call);
    }

    private int inAProcess() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-cp", classes(), Primes.class.getName(), Integer.toString(limit))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Integer.parseInt(printed.strip());
        } finally {
            process.destroy();
        }
    }

    private static String classes() {
        try {
            return Path.of(Primes.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private String waitInTask() throws InterruptedException {
        Catenary.sleep(pause);
        return "waited";
    }

    private String waitInThread() throws InterruptedException {
        Thread.sleep(pause.toMillis());
        return "waited";
    }
}
