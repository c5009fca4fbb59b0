package dev.catenary.benchmarks;

import dev.catenary.Catenary;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A task that lets others go first, of which there are none. */
public class GiveUpTheTurn extends OnALoop {
    static final int TIMES = 50_000;

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void catenary() throws Exception {
        onLoop(scope -> {
            for (int i = 0; i < TIMES; i++) Catenary.yieldNow();
            return null;
        });
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void catenaryCoroutines() throws Exception {
        onLoop(scope -> {
            YieldCoroutines.onLoop(scope, TIMES);
            return null;
        });
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void kotlinx() {
        YieldCoroutines.raw(TIMES);
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void virtualThreads() throws Exception {
        VirtualThreads.together(() -> {
            for (int i = 0; i < TIMES; i++) Thread.yield();
        });
    }
}
