package dev.catenary.benchmarks;

import dev.catenary.Task;
import dev.catenary.Tasks;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A thousand tasks and the list of their values. */
public class Gathered extends OnALoop {
    static final int TASKS = 1_000;

    /** So that entering the loop is little of the work. */
    static final int TIMES = 20;

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void catenary() throws Exception {
        onLoop(scope -> {
            for (int time = 0; time < TIMES; time++) {
                var tasks = new ArrayList<Task<Integer>>(TASKS);
                for (int i = 0; i < TASKS; i++) tasks.add(scope.fork(() -> 1));
                Tasks.gather(tasks);
            }
            return null;
        });
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void kotlinx() {
        GatheredCoroutines.raw(TASKS, TIMES);
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void completableFuture() {
        for (int time = 0; time < TIMES; time++) {
            var tasks = new CompletableFuture<?>[TASKS];
            for (int i = 0; i < TASKS; i++) tasks[i] = CompletableFuture.supplyAsync(() -> 1);
            CompletableFuture.allOf(tasks).join();
        }
    }
}
