package dev.catenary.benchmarks;

import dev.catenary.Catenary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;

/** Many tasks that sleep for a second, from the start of the first to the end of the last. The ideal is a second. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = {"-Xms6g", "-Xmx6g"})
public class Sleepers extends OnALoop {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Param({"1000000"})
    int n;

    /** A million that begin before the first of them ends would be compiled as if none ever ended. */
    @Override
    void prepare() throws Exception {
        for (int i = 0; i < 20; i++) sleep(10_000, Duration.ofMillis(1));
    }

    @Benchmark
    public void catenary() throws Exception {
        sleep(n, SECOND);
    }

    private void sleep(int tasks, Duration duration) throws Exception {
        onLoop(scope -> {
            for (int i = 0; i < tasks; i++) scope.fork(() -> Catenary.sleep(duration));
            return null;
        });
    }

    @Benchmark
    public void catenaryCoroutines() throws Exception {
        onLoop(scope -> {
            SleepersCoroutines.onLoop(scope, n);
            return null;
        });
    }

    @Benchmark
    public void kotlinx() {
        SleepersCoroutines.raw(n);
    }

    @Benchmark
    public void virtualThreads() throws Exception {
        var threads = new ArrayList<Thread>(n);
        for (int i = 0; i < n; i++) threads.add(Thread.startVirtualThread(Sleepers::sleep));
        for (var thread : threads) thread.join();
    }

    private static void sleep() {
        try {
            Thread.sleep(SECOND);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
