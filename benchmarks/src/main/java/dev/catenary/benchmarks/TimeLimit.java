package dev.catenary.benchmarks;

import dev.catenary.Timeouts;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A time limit that is set and not reached. */
public class TimeLimit extends OnALoop {
    static final int TIMES = 10_000;
    private static final Duration LONG = Duration.ofSeconds(60);

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void catenary() throws Exception {
        onLoop(scope -> {
            int sum = 0;
            for (int i = 0; i < TIMES; i++) sum += Timeouts.within(LONG, () -> 1);
            return sum;
        });
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void kotlinx() {
        TimeLimitCoroutines.raw(TIMES);
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public int completableFuture() {
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            var future = new CompletableFuture<Integer>().orTimeout(60, TimeUnit.SECONDS);
            future.complete(1);
            sum += future.join();
        }
        return sum;
    }
}
