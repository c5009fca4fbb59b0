package dev.catenary.demos.schemes;

import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;

/** Tasks started by hand: whoever started them goes on, and joins them later. */
public final class StartAndJoin implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        var first = scope.fork(() -> GatherTwoTasks.work(1, Duration.ofSeconds(2), out));
        var second = scope.fork(() -> GatherTwoTasks.work(2, Duration.ofSeconds(1), out));

        out.line("Both are forked; they begin when this task first waits");
        var firstResult = first.join();
        var secondResult = second.join();
        out.line("Results: %s, %s, after %s", firstResult, secondResult, watch);
    }
}
