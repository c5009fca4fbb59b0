package dev.catenary.benchmarks;

import dev.catenary.Timeouts;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** A time limit that is set and not reached, beside ever more timers that wait, half of them for longer. */
public class GrowthOfTimers extends OnALoop {
    @Param({"1000"})
    int n;

    @Override
    void prepare() {
        for (int i = 0; i < n; i++) loop.schedule(Duration.ofSeconds(30 + i % 60), () -> {});
    }

    @Benchmark
    @OperationsPerInvocation(TimeLimit.TIMES)
    public void setAndCancel() throws Exception {
        onLoop(scope -> {
            int sum = 0;
            for (int i = 0; i < TimeLimit.TIMES; i++) sum += Timeouts.within(Duration.ofSeconds(60), () -> 1);
            return sum;
        });
    }
}
