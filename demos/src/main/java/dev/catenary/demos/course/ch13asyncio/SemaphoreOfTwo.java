package dev.catenary.demos.course.ch13asyncio;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Semaphore;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.List;

/** Five tasks and two permits: first come, first served. */
public final class SemaphoreOfTwo implements Demo {
    private static final List<Integer> MILLIS = List.of(1000, 1400, 1800, 1200, 1600);

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        var permits = Semaphore.of("resource", 2);
        var results = Tasks.map(List.of(1, 2, 3, 4, 5), 5, number -> {
            out.line("[%s] task %d waits", watch, number);
            try (var held = permits.acquire()) {
                out.line("[%s] task %d has a permit", watch, number);
                Catenary.sleep(Duration.ofMillis(MILLIS.get(number - 1)));
            }
            out.line("[%s] task %d is done", watch, number);
            return "task " + number;
        });
        out.line("%s after %s", results, watch);
    }
}
