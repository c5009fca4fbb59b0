package dev.catenary.demos.schemes;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Semaphore;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;

/** Five tasks, of which two at a time do their work. */
public final class SemaphoreLimits implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        var permits = Semaphore.of(2);
        for (int i = 1; i <= 5; i++) {
            int number = i;
            scope.fork(() -> {
                try (var permit = permits.acquire()) {
                    out.line("[%s] Task %d has a permit", watch, number);
                    Catenary.sleep(Duration.ofSeconds(1));
                }
            });
        }
    }
}
