package dev.catenary.demos.course.ch13asyncio;

import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.Until;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The first that ends; those that end within a limit; the rest is cancelled. */
public final class WaitForSome implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        Catenary.supervisor(workers -> {
            var watch = Stopwatch.start(scope.loop());
            var tasks = List.of(
                    workers.fork("A", () -> work("A", 1000)),
                    workers.fork("B", () -> work("B", 2000)),
                    workers.fork("C", () -> fail("C", 1500)),
                    workers.fork("D", () -> work("D", 800)));

            out.part("The first that ends");
            var first = Tasks.waitFor(tasks, Until.FIRST_COMPLETED);
            out.line(
                    "%s after %s, %d go on",
                    first.done(), watch, first.pending().size());

            out.part("One more second");
            var second = Tasks.waitFor(first.pending(), Until.ALL_COMPLETED, Duration.ofSeconds(1));
            for (var task : second.done())
                out.line("%s", describe(task.outcome().orElseThrow()));
            out.line("after %s %d go on", watch, second.pending().size());

            for (var task : second.pending()) task.cancel("the time is up");
            Tasks.waitFor(second.pending(), Until.ALL_COMPLETED);
            out.line("%s", second.pending());
            return null;
        });
    }

    private static String describe(Outcome<String> outcome) {
        if (outcome instanceof Outcome.Failure<String> failure)
            return "failure: " + failure.cause().getMessage();
        return "success: " + outcome.getOrThrow();
    }

    private static String work(String name, int millis) throws InterruptedException {
        Catenary.sleep(Duration.ofMillis(millis));
        return "work of " + name;
    }

    private static String fail(String name, int millis) throws IOException, InterruptedException {
        Catenary.sleep(Duration.ofMillis(millis));
        throw new IOException(name + " has failed");
    }
}
