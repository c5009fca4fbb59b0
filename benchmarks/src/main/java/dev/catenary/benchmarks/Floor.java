package dev.catenary.benchmarks;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What Java bodies can't go below: virtual threads on the plainest scheduler there is, a queue that one thread empties, and
 * nothing between them but the JDK.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Floor {
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
    private final ThreadFactory threads = carriedBy(ready::add);

    private static ThreadFactory carriedBy(Executor scheduler) {
        try {
            var builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            builder.setAccessible(true);
            return ((Thread.Builder) builder.newInstance(scheduler)).factory();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run() {
        for (var next = ready.poll(); next != null; next = ready.poll()) next.run();
    }

    /** One thread gives up its turn. */
    @Benchmark
    @OperationsPerInvocation(GiveUpTheTurn.TIMES)
    public void yield() {
        threads.newThread(() -> {
                    for (int i = 0; i < GiveUpTheTurn.TIMES; i++) Thread.yield();
                })
                .start();
        run();
    }

    /** Two threads wake each other and park: two waits a round trip. */
    @Benchmark
    @OperationsPerInvocation(PingPong.ROUNDS)
    public void roundTrip() {
        play(1, PingPong.ROUNDS);
    }

    void play(int pairs, int rounds) {
        for (int i = 0; i < pairs; i++) {
            var players = new Thread[2];
            for (int me = 0; me < 2; me++) {
                int other = 1 - me;
                players[me] = threads.newThread(() -> {
                    for (int round = 0; round < rounds; round++) {
                        LockSupport.unpark(players[other]);
                        LockSupport.park();
                    }
                    LockSupport.unpark(players[other]);
                });
            }
            for (var player : players) player.start();
        }
        run();
    }
}
