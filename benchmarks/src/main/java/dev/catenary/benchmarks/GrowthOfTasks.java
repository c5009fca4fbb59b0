package dev.catenary.benchmarks;

import dev.catenary.Channel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Tasks that all work, ever more of them: once for each. */
@Fork(jvmArgsAppend = {"-Xms6g", "-Xmx6g"})
public class GrowthOfTasks extends OnALoop {
    /** So that beginning the tasks is little of the work. */
    static final int ROUNDS = 8;

    @Param({"1000"})
    int n;

    /** In pairs: one round trip. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS / 2)
    public void pingPong() throws Exception {
        onLoop(scope -> {
            for (int i = 0; i < n; i += 2) {
                var there = Channel.<String>rendezvous();
                var back = Channel.<String>rendezvous();
                scope.fork(() -> PingPong.ping(ROUNDS, there, back));
                scope.fork(() -> PingPong.pong(ROUNDS, there, back));
            }
            return null;
        });
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS / 2)
    public void pingPongCoroutines() throws Exception {
        onLoop(scope -> {
            for (int i = 0; i < n; i += 2) PingPongCoroutines.onLoop(scope, ROUNDS);
            return null;
        });
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS / 2)
    public void pingPongKotlinx() {
        PingPongCoroutines.raw(n / 2, ROUNDS);
    }

    /** As {@link #pingPong}, with the JDK's threads and nothing else. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS / 2)
    public void floor() {
        new Floor().play(n / 2, ROUNDS);
    }

    @Benchmark
    public void spawnAndJoin() throws Exception {
        onLoop(scope -> SpawnAndJoin.sum(scope, n));
    }

    @Benchmark
    public long spawnAndJoinKotlinx() {
        return SpawnAndJoinCoroutines.raw(n);
    }

    /** In pairs: one element. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void buffered() throws Exception {
        onLoop(scope -> {
            for (int i = 0; i < n; i += 2) {
                var channel = Channel.<String>buffered(BufferedChannel.ROOM);
                scope.fork(() -> BufferedChannel.produce(2 * ROUNDS, channel));
                scope.fork(() -> BufferedChannel.consume(2 * ROUNDS, channel));
            }
            return null;
        });
    }
}
