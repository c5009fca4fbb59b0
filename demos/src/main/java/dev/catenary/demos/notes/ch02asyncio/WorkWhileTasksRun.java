package dev.catenary.demos.notes.ch02asyncio;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.time.Duration;

/** Whoever forks tasks does something else until it needs their results. */
public final class WorkWhileTasksRun implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var square = new Square(out);
        var ten = scope.fork(() -> square.of(10));
        var twenty = scope.fork(() -> square.of(20));
        out.line("Both are forked");

        Catenary.sleep(Duration.ofMillis(500));
        out.line("Doing something else");

        out.line("Results: %d, %d", ten.join(), twenty.join());
    }
}
