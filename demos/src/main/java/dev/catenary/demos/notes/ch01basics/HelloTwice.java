package dev.catenary.demos.notes.ch01basics;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;

/** A method that waits, called twice: one call after the other, then side by side. It is the same method. */
public final class HelloTwice implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("One after the other");
        var watch = Stopwatch.start(scope.loop());
        hello(out);
        hello(out);
        out.line("That took %s", watch);

        out.part("Side by side");
        var second = Stopwatch.start(scope.loop());
        scope.fork(() -> hello(out));
        scope.fork(() -> hello(out));
        scope.join();
        out.line("That took %s", second);
    }

    private static void hello(Output out) throws InterruptedException {
        out.line("Hello");
        Catenary.sleep(Duration.ofSeconds(1));
        out.line("World");
    }
}
