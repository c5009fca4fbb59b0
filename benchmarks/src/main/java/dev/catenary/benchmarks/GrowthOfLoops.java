package dev.catenary.benchmarks;

import dev.catenary.Channel;
import dev.catenary.EventLoop;
import dev.catenary.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The same work shared out among loops, each with two tasks of its own: one round trip. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GrowthOfLoops {
    /** Of all loops together; can be divided by 1 to 4. */
    static final int ROUNDS = 48_000;

    @Param({"1"})
    int n;

    private final List<EventLoop> loops = new ArrayList<>();

    @Setup
    public void open() {
        for (int i = 0; i < n; i++) loops.add(EventLoop.open("loop-" + i));
    }

    @TearDown
    public void close() {
        loops.forEach(EventLoop::close);
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void pingPong() throws Exception {
        var games = new ArrayList<Task<Object>>();
        for (var loop : loops)
            games.add(loop.start(scope -> {
                var there = Channel.<String>rendezvous();
                var back = Channel.<String>rendezvous();
                scope.fork(() -> PingPong.ping(ROUNDS / n, there, back));
                scope.fork(() -> PingPong.pong(ROUNDS / n, there, back));
                return scope;
            }));
        for (var game : games) game.join();
    }
}
