package dev.catenary.benchmarks;

import com.softwaremill.jox.Channel;
import dev.catenary.Receiver;
import dev.catenary.Sender;
import java.util.concurrent.SynchronousQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Two tasks and two rendezvous channels between them: one round trip. */
public class PingPong extends OnALoop {
    static final int ROUNDS = 20_000;

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void catenary() throws Exception {
        var there = dev.catenary.Channel.<String>rendezvous();
        var back = dev.catenary.Channel.<String>rendezvous();
        onLoop(scope -> {
            scope.fork(() -> ping(ROUNDS, there, back));
            scope.fork(() -> pong(ROUNDS, there, back));
            return null;
        });
    }

    static void ping(int rounds, Sender<String> there, Receiver<String> back) throws InterruptedException {
        for (int i = 0; i < rounds; i++) {
            there.send(BALL);
            back.receive();
        }
    }

    static void pong(int rounds, Receiver<String> there, Sender<String> back) throws InterruptedException {
        for (int i = 0; i < rounds; i++) back.send(there.receive());
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void catenaryCoroutines() throws Exception {
        onLoop(scope -> {
            PingPongCoroutines.onLoop(scope, ROUNDS);
            return null;
        });
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void kotlinx() {
        PingPongCoroutines.raw(ROUNDS);
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void jox() throws Exception {
        var there = Channel.<String>newRendezvousChannel();
        var back = Channel.<String>newRendezvousChannel();
        VirtualThreads.together(
                () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        there.send(BALL);
                        back.receive();
                    }
                },
                () -> {
                    for (int i = 0; i < ROUNDS; i++) back.send(there.receive());
                });
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void virtualThreads() throws Exception {
        var there = new SynchronousQueue<String>();
        var back = new SynchronousQueue<String>();
        VirtualThreads.together(
                () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        there.put(BALL);
                        back.take();
                    }
                },
                () -> {
                    for (int i = 0; i < ROUNDS; i++) back.put(there.take());
                });
    }
}
