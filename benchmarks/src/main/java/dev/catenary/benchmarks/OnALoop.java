package dev.catenary.benchmarks;

import dev.catenary.EventLoop;
import dev.catenary.ScopeBody;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What all topics share: a loop that stays open, so that only the work on it is measured. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class OnALoop {
    /** What is passed around; one object, so that no allocation of the work itself is counted. */
    static final String BALL = "ball";

    EventLoop loop;

    @Setup
    public void open() throws Exception {
        loop = EventLoop.open("loop");
        prepare();
    }

    /** With the loop open, before anything is measured. */
    void prepare() throws Exception {}

    @TearDown
    public void close() {
        loop.close();
    }

    /** Runs a body on the loop, in a scope of its own, to its end. */
    void onLoop(ScopeBody<?, Exception> body) throws Exception {
        loop.run(body);
    }
}
