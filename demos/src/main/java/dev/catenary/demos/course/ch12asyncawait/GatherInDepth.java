package dev.catenary.demos.course.ch12asyncawait;

import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Results in the order of the arguments; how each ended; the first failure, which cancels the others. */
public final class GatherInDepth implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("All succeed");
        var watch = Stopwatch.start(scope.loop());
        var results = Tasks.gather(List.of(
                scope.fork(() -> work(1, 1000, out)),
                scope.fork(() -> work(2, 800, out)),
                scope.fork(() -> work(3, 1200, out))));
        out.line("%s after %s", results, watch);

        out.part("How each ended");
        Catenary.supervisor(workers -> {
            var outcomes = Tasks.gatherSettled(List.of(
                    workers.fork(() -> work(4, 500, out)),
                    workers.fork(() -> fail(5, 300, out)),
                    workers.fork(() -> work(6, 700, out))));
            for (var outcome : outcomes) out.line("%s", describe(outcome));
            return null;
        });

        out.part("The first failure");
        var failing = Stopwatch.start(scope.loop());
        Catenary.supervisor(workers -> {
            var tasks = List.of(
                    workers.fork("7", () -> work(7, 500, out)),
                    workers.fork("8", () -> fail(8, 300, out)),
                    workers.fork("9", () -> work(9, 700, out)));
            try {
                Tasks.gather(tasks);
            } catch (CompletionException failed) {
                out.line("%s after %s", failed.getCause().getMessage(), failing);
            }
            for (var task : tasks) out.line("%s", task);
            return null;
        });
    }

    private static String describe(Outcome<String> outcome) {
        if (outcome instanceof Outcome.Failure<String> failure)
            return "failure: " + failure.cause().getMessage();
        return "success: " + outcome.getOrThrow();
    }

    private static String work(int number, int millis, Output out) throws InterruptedException {
        out.line("worker %d begins", number);
        Catenary.sleep(Duration.ofMillis(millis));
        out.line("worker %d succeeds", number);
        return "work of " + number;
    }

    private static String fail(int number, int millis, Output out) throws IOException, InterruptedException {
        out.line("worker %d begins", number);
        Catenary.sleep(Duration.ofMillis(millis));
        out.line("worker %d fails", number);
        throw new IOException("worker " + number + " has failed");
    }
}
