package dev.catenary.benchmarks;

import com.softwaremill.jox.Channel;
import dev.catenary.EventLoop;
import dev.catenary.Receiver;
import dev.catenary.Sender;
import java.util.concurrent.ArrayBlockingQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A channel with room for 64, one producer, one consumer: one element. On one loop, and between two. */
public class BufferedChannel extends OnALoop {
    static final int ELEMENTS = 100_000;
    static final int ROOM = 64;

    private EventLoop other;

    @Setup
    public void openOther() {
        other = EventLoop.open("other");
    }

    @TearDown
    public void closeOther() {
        other.close();
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void catenary() throws Exception {
        var channel = dev.catenary.Channel.<String>buffered(ROOM);
        onLoop(scope -> {
            scope.fork(() -> produce(ELEMENTS, channel));
            scope.fork(() -> consume(ELEMENTS, channel));
            return null;
        });
    }

    static void produce(int elements, Sender<String> to) throws InterruptedException {
        for (int i = 0; i < elements; i++) to.send(BALL);
    }

    static void consume(int elements, Receiver<String> from) throws InterruptedException {
        for (int i = 0; i < elements; i++) from.receive();
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void catenaryCoroutines() throws Exception {
        onLoop(scope -> {
            BufferedCoroutines.onLoop(scope, ELEMENTS, ROOM);
            return null;
        });
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void kotlinx() {
        BufferedCoroutines.raw(ELEMENTS, ROOM);
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void catenaryTwoLoops() throws Exception {
        var channel = dev.catenary.Channel.<String>buffered(ROOM);
        var producer = loop.start(scope -> {
            produce(ELEMENTS, channel);
            return null;
        });
        var consumer = other.start(scope -> {
            consume(ELEMENTS, channel);
            return null;
        });
        producer.join();
        consumer.join();
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void kotlinxTwoThreads() {
        BufferedCoroutines.rawOnTwoThreads(ELEMENTS, ROOM);
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void jox() throws Exception {
        var channel = Channel.<String>newBufferedChannel(ROOM);
        VirtualThreads.together(
                () -> {
                    for (int i = 0; i < ELEMENTS; i++) channel.send(BALL);
                },
                () -> {
                    for (int i = 0; i < ELEMENTS; i++) channel.receive();
                });
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public void virtualThreads() throws Exception {
        var queue = new ArrayBlockingQueue<String>(ROOM);
        VirtualThreads.together(
                () -> {
                    for (int i = 0; i < ELEMENTS; i++) queue.put(BALL);
                },
                () -> {
                    for (int i = 0; i < ELEMENTS; i++) queue.take();
                });
    }
}
