package dev.catenary.contract.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Channel;
import dev.catenary.ChannelClosedException;
import dev.catenary.EventLoop;
import dev.catenary.Task;
import dev.catenary.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Senders and receivers of all kinds on one channel, interrupted, cancelled and timed out at random: what was sent is
 * received, once, and each receiver has the elements of each sender in order. A failure names the seed; {@code
 * -Dstorm.seed=…} makes the same choices again.
 */
final class ChannelStorm {
    record Element(int sender, int number) {}

    private final long seed = Long.getLong("storm.seed", System.nanoTime());
    private final Channel<Element> channel;
    private final int elements;
    private final List<FutureTask<Void>> senders = new ArrayList<>();
    private final List<FutureTask<Void>> receivers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<Element> sent = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Element> received = new ConcurrentLinkedQueue<>();
    private int parts;

    ChannelStorm(Channel<Element> channel, int elements) {
        this.channel = channel;
        this.elements = elements;
    }

    /** By a task of the loop, or by a thread that is interrupted now and then. */
    void send(EventLoop loop, Sending way) {
        var sender = senders.size();
        senders.add(begin(loop, random -> {
            for (int i = 0; i < elements; i++) {
                var element = new Element(sender, i);
                if (way.send(channel, element, random)) sent.add(element);
            }
        }));
    }

    void receive(EventLoop loop, Receiving way) {
        receivers.add(begin(loop, random -> {
            var last = new int[10];
            while (true) {
                try {
                    var element = way.receive(channel, random);
                    if (element == null) continue;
                    received.add(element);
                    assertThat(element.number()).as("in order").isGreaterThanOrEqualTo(last[element.sender()]);
                    last[element.sender()] = element.number() + 1;
                } catch (ChannelClosedException e) {
                    return;
                } catch (InterruptedException | TimeoutException e) {
                    assertThat(e).isNotNull();
                }
            }
        }));
    }

    private FutureTask<Void> begin(EventLoop loop, Part part) {
        var random = new Random(seed + parts++);
        var playing = new FutureTask<Void>(() -> {
            part.play(random);
            return null;
        });
        if (loop != null)
            loop.start(scope -> {
                playing.run();
                return null;
            });
        else {
            var thread = new Thread(playing, "storm-" + parts);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return playing;
    }

    void end() throws Exception {
        var interrupter = new Thread(this::interruptAtRandom, "storm-interrupter");
        interrupter.start();
        await(senders);
        channel.close();
        await(receivers);
        interrupter.join();
    }

    private void interruptAtRandom() {
        var random = new Random(seed + parts);
        while (!senders.stream().allMatch(FutureTask::isDone)) {
            threads.get(random.nextInt(threads.size())).interrupt();
            LockSupport.parkNanos(random.nextInt(200_000));
        }
    }

    private void await(List<FutureTask<Void>> parts) throws Exception {
        for (var part : parts) {
            try {
                part.get();
            } catch (ExecutionException e) {
                throw new AssertionError("storm of seed " + seed, e.getCause());
            }
        }
    }

    void assertConserved() {
        assertThat(received).as("storm of seed %d", seed).hasSameSizeAs(sent);
        assertThat(new HashSet<>(received)).isEqualTo(new HashSet<>(sent));
    }

    int elements() {
        return sent.size();
    }

    // ---- ways to send: whether it did

    interface Sending {
        boolean send(Channel<Element> channel, Element element, Random random) throws Exception;
    }

    interface Attempt {
        void make() throws Exception;
    }

    static boolean sent(Attempt attempt) throws Exception {
        try {
            attempt.make();
            return true;
        } catch (InterruptedException | TimeoutException e) {
            return false;
        }
    }

    static boolean sendNow(Channel<Element> channel, Element element, Random random) throws Exception {
        return sent(() -> channel.send(element));
    }

    static boolean sendInTime(Channel<Element> channel, Element element, Random random) throws Exception {
        return sent(() -> Timeouts.within(soon(random), () -> channel.send(element)));
    }

    static boolean sendAsync(Channel<Element> channel, Element element, Random random) throws Exception {
        var sending = channel.sendAsync(element);
        return !cancelled(sending, random);
    }

    // ---- ways to receive: null for nothing

    interface Receiving {
        Element receive(Channel<Element> channel, Random random) throws Exception;
    }

    static Element receiveInTime(Channel<Element> channel, Random random) throws Exception {
        return Timeouts.within(soon(random), channel::receive);
    }

    static Element receiveAsync(Channel<Element> channel, Random random) throws Exception {
        var receiving = channel.receiveAsync();
        if (cancelled(receiving, random)) return null;
        if (receiving.outcome().orElseThrow().isSuccess()) return receiving.resultNow();
        throw (Exception) receiving.exceptionNow();
    }

    /** Sees to it that the operation is over; whether by a cancel. */
    static boolean cancelled(Task<?> operation, Random random) throws InterruptedException {
        if (random.nextInt(3) == 0 && operation.cancel()) return true;
        while (true) {
            try {
                operation.join(Duration.ofSeconds(50));
                return false;
            } catch (TimeoutException e) {
                throw new AssertionError("hangs: " + operation, e);
            } catch (CompletionException e) {
                return false;
            } catch (InterruptedException e) {
                if (operation.cancel()) return true;
            }
        }
    }

    static Duration soon(Random random) {
        return Duration.ofNanos(1_000 + random.nextInt(200_000));
    }

    // ---- who takes part

    private interface Part {
        void play(Random random) throws Exception;
    }
}
