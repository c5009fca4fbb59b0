package dev.catenary.demos.notes.ch04patterns;

import dev.catenary.Catenary;
import dev.catenary.RateLimiter;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;

/** Three workers with three tasks each, and two tasks begin in each second. Then the same with a burst. */
public final class RateLimit implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("Two each second");
        work(scope, RateLimiter.perSecond(2), 3, out);

        out.part("The same rate, and a burst of 2 after a rest");
        work(scope, RateLimiter.perSecond(2).burst(2), 1, out);
    }

    private static void work(Scope scope, RateLimiter limiter, int tasks, Output out) throws InterruptedException {
        var watch = Stopwatch.start(scope.loop());
        for (int i = 0; i < 3; i++) {
            int worker = i;
            scope.fork("W" + worker, () -> {
                for (int task = 0; task < tasks; task++) {
                    limiter.acquire();
                    out.line("[%s] W%d runs task %d", watch, worker, task);
                    Catenary.sleep(Duration.ofMillis(100));
                }
            });
        }
        scope.join();
    }
}
