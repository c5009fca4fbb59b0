package dev.catenary.demos.notes.ch02asyncio;

import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.util.List;

/** Calls one after the other, forked and joined, gathered. */
public final class WaysToRunTasks implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var square = new Square(out);

        out.part("One after the other");
        var first = Stopwatch.start(scope.loop());
        square.of(2);
        square.of(3);
        out.line("That took %s", first);

        out.part("Side by side");
        var second = Stopwatch.start(scope.loop());
        var four = scope.fork(() -> square.of(4));
        var five = scope.fork(() -> square.of(5));
        four.join();
        five.join();
        out.line("That took %s", second);

        out.part("Gathered");
        var third = Stopwatch.start(scope.loop());
        var results = Tasks.gather(List.of(
                scope.fork(() -> square.of(6)), scope.fork(() -> square.of(7)), scope.fork(() -> square.of(8))));
        out.line("That took %s", third);
        out.line("Results: %s", results);
    }
}
