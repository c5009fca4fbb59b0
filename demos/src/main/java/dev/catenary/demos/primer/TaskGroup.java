package dev.catenary.demos.primer;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.ScopeFailedException;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;

/** A scope waits for its tasks, also for those that its tasks add; one that fails ends the others. */
public final class TaskGroup implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        out.part("It waits for all");
        Catenary.scope("group", group -> {
            group.fork("A", () -> Work.of("A", 2, out));
            group.fork("B", () -> {
                Work.of("B", 2, out);
                group.fork("added by B", () -> Work.of("added by B", 1, out));
                return null;
            });
            out.line("begun after %s", watch);
            return null;
        });
        out.line("ended after %s", watch);

        out.part("One fails");
        var failing = Stopwatch.start(scope.loop());
        try {
            Catenary.scope("group", group -> {
                group.fork("C", () -> Work.of("C", 2, out));
                group.fork("D", () -> {
                    Catenary.sleep(Duration.ofSeconds(1));
                    throw new IllegalStateException("D has failed");
                });
                return null;
            });
        } catch (ScopeFailedException failed) {
            out.line("%s after %s", failed.getMessage(), failing);
        }
    }
}
