package dev.catenary.demos.primer;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;

/** The restaurant: one waiter, who serves whoever is ready and stands at no table to wait. */
public final class OneWaiter implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        Catenary.scope(tables -> {
            tables.fork("A", () -> serve("A", "reads the menu", 2, "orders", watch, out));
            tables.fork("B", () -> serve("B", "looks for its purse", 1, "pays", watch, out));
            return null;
        });
        out.line("[%s] one waiter, two tables", watch);
    }

    private static void serve(String table, String first, int seconds, String then, Stopwatch watch, Output out)
            throws InterruptedException {
        out.line("[%s] table %s %s: the waiter goes on", watch, table, first);
        Catenary.sleep(Duration.ofSeconds(seconds));
        out.line("[%s] table %s %s", watch, table, then);
    }
}
