package dev.catenary.benchmarks;

import dev.catenary.Task;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Many tasks that give a value without waiting, and the sum of their values. */
public class SpawnAndJoin extends OnALoop {
    static final int TASKS = 300_000;

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void catenary() throws Exception {
        onLoop(scope -> sum(scope, TASKS));
    }

    static long sum(dev.catenary.Scope scope, int size) throws InterruptedException {
        var tasks = new ArrayList<Task<Integer>>(size);
        for (int i = 0; i < size; i++) tasks.add(scope.fork(() -> 1));
        long sum = 0;
        for (var task : tasks) sum += task.join();
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void catenaryCoroutines() throws Exception {
        onLoop(scope -> SpawnAndJoinCoroutines.onLoop(scope, TASKS));
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public long kotlinx() {
        return SpawnAndJoinCoroutines.raw(TASKS);
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public long virtualThreads() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Future<Integer>>(TASKS);
            for (int i = 0; i < TASKS; i++) tasks.add(executor.submit(() -> 1));
            long sum = 0;
            for (var task : tasks) sum += task.get();
            return sum;
        }
    }

    /** On the JDK's common pool. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public long completableFuture() {
        var tasks = new ArrayList<CompletableFuture<Integer>>(TASKS);
        for (int i = 0; i < TASKS; i++) tasks.add(CompletableFuture.supplyAsync(() -> 1));
        long sum = 0;
        for (var task : tasks) sum += task.join();
        return sum;
    }
}
