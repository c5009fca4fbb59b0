package dev.catenary.demos.course.ch13asyncio;

import dev.catenary.Catenary;
import dev.catenary.Mutex;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.List;

/** A counter that is read, waited with, and written: without a lock updates are lost, even on one loop. */
public final class LockAroundAWait implements Demo {
    private static final int ROUNDS = 10;
    private static final List<Integer> WORKERS = List.of(1, 2, 3);

    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("Without a lock");
        var watch = Stopwatch.start(scope.loop());
        var bare = new Counter();
        Tasks.map(WORKERS, WORKERS.size(), worker -> {
            for (var round = 1; round <= ROUNDS; round++) bare.increment();
            return worker;
        });
        out.line("%d rounds counted %d, after %s", WORKERS.size() * ROUNDS, bare.value, watch);

        out.part("With a lock");
        watch = Stopwatch.start(scope.loop());
        var guarded = new Counter();
        var mutex = Mutex.create("counter");
        Tasks.map(WORKERS, WORKERS.size(), worker -> {
            for (var round = 1; round <= ROUNDS; round++) {
                try (var held = mutex.acquire()) {
                    guarded.increment();
                }
                if (round % 5 == 0) out.line("worker %d is at %d of %d", worker, round, ROUNDS);
            }
            return worker;
        });
        out.line("%d rounds counted %d, after %s", WORKERS.size() * ROUNDS, guarded.value, watch);
    }

    private static final class Counter {
        int value;

        void increment() throws InterruptedException {
            var read = value;
            Catenary.sleep(Duration.ofMillis(10)); // here others have their turns
            value = read + 1;
        }
    }
}
