package dev.catenary.benchmarks;

import com.softwaremill.jox.Channel;
import dev.catenary.Select;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Two producers with a rendezvous channel each, and a consumer that takes from whichever has something. */
public class Selecting extends OnALoop {
    static final int ELEMENTS = 10_000;

    @Benchmark
    @OperationsPerInvocation(2 * ELEMENTS)
    public void catenary() throws Exception {
        var left = dev.catenary.Channel.<String>rendezvous();
        var right = dev.catenary.Channel.<String>rendezvous();
        onLoop(scope -> {
            scope.fork(() -> BufferedChannel.produce(ELEMENTS, left));
            scope.fork(() -> BufferedChannel.produce(ELEMENTS, right));
            for (int i = 0; i < 2 * ELEMENTS; i++)
                Select.<String>of()
                        .onReceive(left, it -> it)
                        .onReceive(right, it -> it)
                        .await();
            return null;
        });
    }

    @Benchmark
    @OperationsPerInvocation(2 * ELEMENTS)
    public void kotlinx() {
        SelectingCoroutines.raw(ELEMENTS);
    }

    @Benchmark
    @OperationsPerInvocation(2 * ELEMENTS)
    public void jox() throws Exception {
        var left = Channel.<String>newRendezvousChannel();
        var right = Channel.<String>newRendezvousChannel();
        VirtualThreads.together(
                () -> {
                    for (int i = 0; i < ELEMENTS; i++) left.send(BALL);
                },
                () -> {
                    for (int i = 0; i < ELEMENTS; i++) right.send(BALL);
                },
                () -> {
                    for (int i = 0; i < 2 * ELEMENTS; i++)
                        com.softwaremill.jox.Select.select(left.receiveClause(), right.receiveClause());
                });
    }
}
