package dev.catenary.demos.schemes;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.List;

/** Two tasks side by side, their results in the order of the arguments. */
public final class GatherTwoTasks implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        var results = Tasks.gather(List.of(
                scope.fork(() -> work(1, Duration.ofSeconds(2), out)),
                scope.fork(() -> work(2, Duration.ofSeconds(1), out))));
        out.line("All tasks done: %s, after %s", results, watch);
    }

    static String work(int number, Duration duration, Output out) throws InterruptedException {
        out.line("Task %d started", number);
        Catenary.sleep(duration);
        out.line("Task %d completed", number);
        return "Result " + number;
    }
}
