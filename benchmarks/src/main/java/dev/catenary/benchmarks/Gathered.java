package dev.catenary.benchmarks;

import dev.catenary.Task;
import dev.catenary.Tasks;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;

/** A thousand tasks and the list of their values. */
public class Gathered extends OnALoop {
    static final int TASKS = 1_000;

    @Benchmark
    public void catenary() throws Exception {
        onLoop(scope -> {
            var tasks = new ArrayList<Task<Integer>>(TASKS);
            for (int i = 0; i < TASKS; i++) tasks.add(scope.fork(() -> 1));
            return Tasks.gather(tasks);
        });
    }

    @Benchmark
    public Object kotlinx() {
        return GatheredCoroutines.raw(TASKS);
    }

    @Benchmark
    public void completableFuture() {
        var tasks = new CompletableFuture<?>[TASKS];
        for (int i = 0; i < TASKS; i++) tasks[i] = CompletableFuture.supplyAsync(() -> 1);
        CompletableFuture.allOf(tasks).join();
    }
}
