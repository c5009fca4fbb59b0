package dev.catenary.benchmarks;

import dev.catenary.Catenary;
import dev.catenary.Task;
import dev.catenary.kotlin.Suspend;
import java.util.ArrayList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Java calls a suspending function: one that does not suspend, for its value; one that suspends once, as a future. */
public class CallASuspendFunction extends OnALoop {
    static final int CALLS = 10_000;

    @Benchmark
    public int catenaryAtOnce() throws Exception {
        return Suspend.<Integer>call(k -> SuspendFunctions.atOnce(7, k));
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void catenaryAtOnceInATask() throws Exception {
        onLoop(scope -> {
            int sum = 0;
            for (int i = 0; i < CALLS; i++) sum += Suspend.<Integer>call(k -> SuspendFunctions.atOnce(7, k));
            return sum;
        });
    }

    @Benchmark
    public int kotlinxAtOnce() throws Exception {
        return SuspendFunctions.atOnceBlocking(7);
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public void catenarySuspended() throws Exception {
        onLoop(scope -> {
            var calls = new ArrayList<Task<Integer>>(CALLS);
            for (int i = 0; i < CALLS; i++) calls.add(Suspend.start(scope, k -> SuspendFunctions.afterOneTurn(7, k)));
            int sum = 0;
            for (var call : calls) sum += Catenary.await(call);
            return sum;
        });
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public int kotlinxSuspended() {
        return SuspendFunctions.futures(CALLS);
    }
}
