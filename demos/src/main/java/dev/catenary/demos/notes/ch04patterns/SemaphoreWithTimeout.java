package dev.catenary.demos.notes.ch04patterns;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Semaphore;
import dev.catenary.Timeouts;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Two permits for four workers, first come, first served; then workers that wait for a permit no longer than they like. */
public final class SemaphoreWithTimeout implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("Two at a time");
        shareTwoPermits(scope, out);

        out.part("With a time limit");
        waitInVain(scope, out);

        out.part("A waiter that is cancelled as it is its turn loses no permit");
        cancelTheNext(scope, out);
    }

    private static void shareTwoPermits(Scope scope, Output out) throws InterruptedException {
        var watch = Stopwatch.start(scope.loop());
        var permits = Semaphore.of(2);
        for (int i = 0; i < 4; i++) {
            int worker = i;
            scope.fork("S" + worker, () -> {
                for (int task = 0; task < 3; task++) {
                    try (var permit = permits.acquire()) {
                        out.line("[%s] S%d has a permit for task %d", watch, worker, task);
                        Catenary.sleep(Duration.ofMillis(500));
                    }
                }
            });
        }
        scope.join();
    }

    private static void waitInVain(Scope scope, Output out) throws InterruptedException {
        var watch = Stopwatch.start(scope.loop());
        var permits = Semaphore.of(1);
        scope.fork("holder", () -> {
            try (var permit = permits.acquire()) {
                Catenary.sleep(Duration.ofSeconds(1));
            }
        });
        for (var patience : new int[] {300, 2_000}) {
            scope.fork(() -> {
                try (var permit = Timeouts.within(Duration.ofMillis(patience), () -> permits.acquire())) {
                    out.line("[%s] A permit within %d ms", watch, patience);
                } catch (TimeoutException e) {
                    out.line("[%s] No permit within %d ms", watch, patience);
                }
            });
        }
        scope.join();
    }

    private static void cancelTheNext(Scope scope, Output out) throws InterruptedException {
        var permits = Semaphore.of(1);
        var permit = permits.acquire();
        var next = scope.fork("next", () -> take(permits, "Next", out));
        scope.fork("the one after", () -> take(permits, "The one after", out));
        Catenary.yieldNow(); // both wait now

        permit.close();
        next.cancel();
        scope.join();
        out.line("Free permits: %d", permits.stats().available());
    }

    private static void take(Semaphore permits, String who, Output out) throws InterruptedException {
        try (var permit = permits.acquire()) {
            Catenary.yieldNow();
            out.line("%s has had the permit", who);
        }
    }
}
