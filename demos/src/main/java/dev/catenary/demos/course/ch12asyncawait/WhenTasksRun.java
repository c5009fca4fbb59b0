package dev.catenary.demos.course.ch12asyncawait;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** Bodies lie still; forked ones run at the next wait; an eager fork runs at once. */
public final class WhenTasksRun implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("Two bodies");
        Callable<String> a = () -> work("A", Duration.ofSeconds(1), out);
        Callable<String> b = () -> work("B", Duration.ofMillis(500), out);
        out.line("Made, and nothing has run");

        out.part("Forked and gathered");
        var watch = Stopwatch.start(scope.loop());
        var tasks = List.of(scope.fork(a), scope.fork(b));
        out.line("Forked, and nothing has run");
        out.line("%s after %s, as long as the longer one", Tasks.gather(tasks), watch);

        out.part("An eager fork");
        var eager = scope.forkEager(() -> work("C", Duration.ofMillis(500), out));
        out.line("Forked, and it waits already");
        out.line("%s", eager.join());
    }

    private static String work(String name, Duration duration, Output out) throws InterruptedException {
        out.line("Task %s begins", name);
        Catenary.sleep(duration);
        out.line("Task %s ends", name);
        return "result of " + name;
    }
}
