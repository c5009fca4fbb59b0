package dev.catenary.demos.notes.ch03controlflow;

import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;

/** Iteration that waits for each element, and a list made by one. */
public final class AsyncIteration implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        new Counter(1, 6, Duration.ofMillis(200)).forEach(number -> out.line("[%s] Number %d", watch, number));

        var numbers = new Counter(10, 15, Duration.ofMillis(100));
        out.line("As a list: %s", numbers.toList());
        out.line(
                "The even ones, squared: %s",
                numbers.filter(n -> n % 2 == 0).map(n -> n * n).toList());
    }
}
