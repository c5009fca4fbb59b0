package dev.catenary.demos.course.ch13asyncio;

import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.List;

/** A call, named tasks, a promise. */
public final class BasicParts implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("A call");
        var watch = Stopwatch.start(scope.loop());
        out.line("%s after %s", work("alone", 1000, out), watch);

        out.part("Tasks");
        watch = Stopwatch.start(scope.loop());
        var tasks = List.of(
                scope.fork("task 1", () -> work("1", 500, out)),
                scope.fork("task 2", () -> work("2", 800, out)),
                scope.fork("task 3", () -> work("3", 300, out)));
        out.line("done: %s, name: %s", tasks.get(0).isDone(), tasks.get(1).name());
        out.line("%s after %s", Tasks.gather(tasks), watch);

        out.part("A promise");
        watch = Stopwatch.start(scope.loop());
        var promise = Promise.<String>create();
        scope.fork("keeper", () -> {
            Catenary.sleep(Duration.ofMillis(500));
            promise.complete("kept");
        });
        out.line("%s after %s", promise.join(), watch);
    }

    private static String work(String name, int millis, Output out) throws InterruptedException {
        out.line("%s begins", name);
        Catenary.sleep(Duration.ofMillis(millis));
        out.line("%s ends", name);
        return "result of " + name;
    }
}
