package dev.catenary.benchmarks;

import dev.catenary.Channel;
import dev.catenary.Latch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Two tasks at work beside ever more that merely wait. */
@Fork(jvmArgsAppend = {"-Xms6g", "-Xmx6g"})
public class GrowthOfBystanders extends OnALoop {
    @Param({"1000"})
    int n;

    @Override
    void prepare() throws Exception {
        var waiting = Latch.of(n);
        var never = Latch.of(1);
        loop.start(scope -> {
            for (int i = 0; i < n; i++)
                scope.fork(() -> {
                    waiting.countDown();
                    never.await();
                });
            return null;
        });
        waiting.await();
    }

    @Benchmark
    @OperationsPerInvocation(PingPong.ROUNDS)
    public void pingPong() throws Exception {
        var there = Channel.<String>rendezvous();
        var back = Channel.<String>rendezvous();
        onLoop(scope -> {
            scope.fork(() -> PingPong.ping(PingPong.ROUNDS, there, back));
            scope.fork(() -> PingPong.pong(PingPong.ROUNDS, there, back));
            return null;
        });
    }
}
