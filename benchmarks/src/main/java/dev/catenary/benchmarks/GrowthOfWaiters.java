package dev.catenary.benchmarks;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.Semaphore;
import dev.catenary.Task;
import java.util.ArrayList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Ever more waiters on one primitive. */
@Fork(jvmArgsAppend = {"-Xms6g", "-Xmx6g"})
public class GrowthOfWaiters extends OnALoop {
    static final int HAND_OFFS = 1_000_000;
    static final int CANCELS = 100_000;

    @Param({"1000"})
    int n;

    /** One permit goes round. */
    @Benchmark
    @OperationsPerInvocation(HAND_OFFS)
    public void handOff() throws Exception {
        var permit = Semaphore.of(0);
        onLoop(scope -> {
            for (int i = 0; i < n; i++)
                scope.fork(() -> {
                    for (int time = 0; time < HAND_OFFS / n; time++) {
                        permit.acquire();
                        permit.release();
                    }
                });
            Catenary.yieldNow(); // all of them wait by now
            permit.release();
            return null;
        });
    }

    /** Waiters that come while others wait, and are cancelled: the last one first, so from the middle of the queue. */
    @Benchmark
    @OperationsPerInvocation(CANCELS)
    public void cancel() throws Exception {
        var channel = Channel.<String>rendezvous();
        onLoop(scope -> {
            for (int time = 0; time < CANCELS / n; time++) {
                var calls = new ArrayList<Task<String>>(n);
                for (int i = 0; i < n; i++) calls.add(channel.receiveAsync());
                for (int i = 0; i < n; i++) calls.get((i + n / 2) % n).cancel(true);
            }
            return null;
        });
    }
}
