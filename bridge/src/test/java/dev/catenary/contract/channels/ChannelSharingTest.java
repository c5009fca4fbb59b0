package dev.catenary.contract.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Channel;
import dev.catenary.EventLoop;
import dev.catenary.Select;
import dev.catenary.Task;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One channel in the hands of tasks of several loops, plain threads and Kotlin coroutines. */
@Proves({Feature.CHANNEL, Feature.SHARED_PRIMITIVES})
class ChannelSharingTest extends OnEveryCarrier {
    private final Channel<Integer> meeting = Channel.rendezvous("meeting");

    /** Returns when the task waits: what is started later on a loop runs later. */
    private static <T> Task<T> startAndLetWait(EventLoop loop, Callable<T> body) throws Exception {
        var task = loop.start(scope -> body.call());
        loop.run(scope -> null);
        return task;
    }

    @Test
    void receiversOfAllKindsAreServedInTheOrderInWhichTheyCame() throws Throwable {
        try (var one = open("one");
                var other = open("other")) {
            var first = startAndLetWait(one, meeting::receive);
            var second = Coroutines.receive(meeting);
            var third = Stranger.PLATFORM_THREAD.call(meeting::receive).whenWaiting();
            var fourth = startAndLetWait(other, meeting::receive);
            var fifth = meeting.receiveAsync();
            var sixth =
                    Select.<Integer>of().onReceive(meeting, element -> element).awaitAsync();

            for (int i = 1; i <= 6; i++) assertThat(meeting.trySend(i)).isTrue();

            assertThat(first.join()).isEqualTo(1);
            assertThat(second.join()).isEqualTo(2);
            assertThat(third.end()).isEqualTo(3);
            assertThat(fourth.join()).isEqualTo(4);
            assertThat(fifth.join()).isEqualTo(5);
            assertThat(sixth.join()).isEqualTo(6);
        }
    }

    @Test
    void sendersOfAllKindsAreServedInTheOrderInWhichTheyCame() throws Throwable {
        try (var one = open("one");
                var other = open("other")) {
            var first = startAndLetWait(one, () -> send(1));
            var second = Coroutines.send(meeting, 2);
            var third = Stranger.PLATFORM_THREAD.call(() -> send(3)).whenWaiting();
            var fourth = startAndLetWait(other, () -> send(4));
            var fifth = meeting.sendAsync(5);
            var sixth = Select.<Integer>of().onSend(meeting, 6, () -> 6).awaitAsync();

            for (int i = 1; i <= 6; i++) assertThat(meeting.tryReceive()).contains(i);

            first.join();
            second.join();
            third.end();
            fourth.join();
            fifth.join();
            assertThat(sixth.join()).isEqualTo(6);
        }
    }

    private Integer send(int element) throws InterruptedException {
        meeting.send(element);
        return element;
    }

    @Test
    void receiverOfAnyKindThatIsCancelledTakesNothing() throws Throwable {
        try (var loop = open()) {
            var task = startAndLetWait(loop, meeting::receive);
            var coroutine = Coroutines.receive(meeting);
            var thread = Stranger.PLATFORM_THREAD.call(meeting::receive).whenWaiting();
            var asynchronous = meeting.receiveAsync();
            var selecting =
                    Select.<Integer>of().onReceive(meeting, element -> element).awaitAsync();
            var last = meeting.receiveAsync();

            task.cancel();
            coroutine.cancel(true);
            thread.interrupt();
            assertThat(asynchronous.cancel()).isTrue();
            assertThat(selecting.cancel()).isTrue();
            assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
            assertThatThrownBy(thread::end).isInstanceOf(InterruptedException.class);

            assertThat(meeting.trySend(1)).isTrue();
            assertThat(last.join()).isEqualTo(1);
            assertThat(meeting.stats().waitingReceivers()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONFLATED")
    void everybodyExchangesElementsAtOnce(Kind kind) throws Throwable {
        var channel = kind.<Integer>create();
        var received = new ConcurrentLinkedQueue<Integer>();
        try (var one = open("one");
                var other = open("other")) {
            var receivers = new ArrayList<Task<Void>>();
            for (var loop : new EventLoop[] {one, other})
                receivers.add(loop.start(scope -> {
                    channel.forEach(received::add);
                    return null;
                }));
            var sending = one.start(scope -> sendAll(channel, 0));
            var thread = Stranger.PLATFORM_THREAD.call(() -> sendAll(channel, 100));
            for (int i = 200; i < 300; i++) Coroutines.send(channel, i).join();
            sending.join();
            thread.end();
            channel.close();
            for (var receiver : receivers) receiver.join();
        }

        assertThat(received).containsExactlyInAnyOrderElementsOf(ChannelTest.upTo(300));
    }

    private static Void sendAll(Channel<Integer> channel, int from) throws InterruptedException {
        for (int i = from; i < from + 100; i++) channel.send(i);
        return null;
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void whatASenderDidBeforeIsSeenByTheReceiver(Stranger stranger) throws Throwable {
        var channel = Channel.<int[]>rendezvous();
        try (var loop = open()) {
            var sum = loop.start(scope -> {
                var total = new int[1];
                channel.forEach(element -> total[0] += element[0]);
                return total[0];
            });

            stranger.call(() -> {
                        for (int i = 1; i <= 100; i++) {
                            var element = new int[1];
                            element[0] = i;
                            channel.send(element);
                        }
                        channel.close();
                        return null;
                    })
                    .end();

            assertThat(sum.join()).isEqualTo(5_050);
        }
    }
}
