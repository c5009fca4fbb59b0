package dev.catenary.contract.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Channels of every kind: order, room, and what they tell of themselves. */
@Proves(Feature.CHANNEL)
class ChannelTest extends OnEveryCarrier {
    // ---- order

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONFLATED")
    void elementsArriveInTheOrderInWhichTheyWereSent(Kind kind) throws Exception {
        var channel = kind.<Integer>create();
        var received = new ArrayList<Integer>();

        run(scope -> {
            scope.fork(() -> {
                for (int i = 0; i < 20; i++) channel.send(i);
                channel.close();
            });
            channel.forEach(received::add);
            return null;
        });

        assertThat(received).containsExactlyElementsOf(upTo(20));
    }

    @ParameterizedTest
    @EnumSource
    void receiversAreServedInTheOrderInWhichTheyCame(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            for (int i = 0; i < 5; i++) {
                var number = i;
                scope.fork(() -> note(number + channel.receive()));
            }
            Catenary.yieldNow();
            for (var element : List.of("a", "b", "c", "d", "e")) channel.send(element);
            scope.join();
            return null;
        });

        assertThat(events()).containsExactly("0a", "1b", "2c", "3d", "4e");
    }

    @ParameterizedTest
    @EnumSource(names = {"RENDEZVOUS", "BUFFERED_1", "BUFFERED_3"})
    void sendersAreServedInTheOrderInWhichTheyCame(Kind kind) throws Exception {
        var channel = kind.<Integer>create();
        var received = new ArrayList<Integer>();

        run(scope -> {
            fill(channel);
            var inside = channel.stats().size();
            for (int i = 0; i < 5; i++) {
                var number = i;
                scope.fork(() -> {
                    channel.send(number);
                    note("" + number);
                });
            }
            Catenary.yieldNow();

            for (int i = 0; i < inside + 5; i++) {
                received.add(channel.receive());
                Catenary.yieldNow();
            }
            assertThat(received.subList(inside, inside + 5)).containsExactlyElementsOf(upTo(5));
            return null;
        });

        assertThat(events()).containsExactly("0", "1", "2", "3", "4");
    }

    private static void fill(Channel<Integer> channel) {
        while (channel.trySend(-1)) assertThat(channel.stats().size()).isLessThan(10);
    }

    @ParameterizedTest
    @EnumSource
    void newcomerDoesNotGetWhatWasHandedToAReceiverThatHasNotRunYet(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            var waiting = scope.fork(channel::receive);
            Catenary.yieldNow();

            channel.send("first");

            assertThat(channel.tryReceive()).isEmpty();
            assertThat(waiting.join()).isEqualTo("first");
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RENDEZVOUS", "BUFFERED_1", "BUFFERED_3"})
    void newcomerDoesNotGetTheRoomForWhichAnotherWaits(Kind kind) throws Exception {
        var channel = kind.<Integer>create();

        run(scope -> {
            fill(channel);
            var waiting = channel.sendAsync(7);
            assertThat(channel.trySend(8)).isFalse();

            if (kind != Kind.RENDEZVOUS) assertThat(channel.receive()).isEqualTo(-1);

            assertThat(channel.trySend(8)).isFalse();
            for (int i = 1; i < kind.capacity; i++) channel.receive();
            assertThat(channel.receive()).isEqualTo(7);
            assertThat(waiting.isDone()).isTrue();
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONFLATED")
    void sendsTakeEffectInTheOrderOfTheCallsAwaitedOrNot(Kind kind) throws Exception {
        var channel = kind.<Integer>create();
        var received = new ArrayList<Integer>();

        run(scope -> {
            var expected = new ArrayList<Integer>();
            for (int i = 0; i < 8; i += 2) {
                channel.sendAsync(i);
                expected.add(i);
                if (channel.trySend(i + 1)) expected.add(i + 1);
            }
            scope.fork(() -> channel.send(8));
            expected.add(8);
            for (int i = 0; i < expected.size(); i++) received.add(channel.receive());

            assertThat(received).containsExactlyElementsOf(expected);
            assertThat(channel.stats().size()).isZero();
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void receivesTakeEffectInTheOrderOfTheCallsAwaitedOrNot(Kind kind) throws Exception {
        var channel = kind.<Integer>create();

        run(scope -> {
            var first = channel.receiveAsync();
            var second = scope.fork(channel::receive);
            Catenary.yieldNow();
            var third = channel.receiveAsync();

            for (int i = 1; i <= 3; i++) assertThat(channel.trySend(i)).isTrue();

            assertThat(first.resultNow()).isEqualTo(1);
            assertThat(second.join()).isEqualTo(2);
            assertThat(third.resultNow()).isEqualTo(3);
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONFLATED")
    void manySendersAndReceiversExchangeAllElementsEachSendersInOrder(Kind kind) throws Exception {
        var channel = kind.<int[]>create();
        var received = new int[1];

        run(scope -> {
            for (int s = 0; s < 4; s++) {
                var sender = channel.newSender();
                var number = s;
                scope.fork(() -> {
                    try (sender) {
                        for (int i = 1; i <= 25; i++) sender.send(new int[] {number, i});
                    }
                });
            }
            for (int r = 0; r < 3; r++) {
                var last = new int[4];
                scope.fork(() -> channel.forEach(element -> {
                    assertThat(element[1]).isGreaterThan(last[element[0]]);
                    last[element[0]] = element[1];
                    received[0]++;
                }));
            }
            return null;
        });

        assertThat(received[0]).isEqualTo(100);
        assertThat(channel.stats().received()).isEqualTo(100);
    }

    // ---- room

    @ParameterizedTest
    @EnumSource(names = {"RENDEZVOUS", "BUFFERED_1", "BUFFERED_3"})
    void asManyElementsHaveRoomAsTheCapacitySays(Kind kind) {
        var channel = kind.<Integer>create();

        fill(channel);

        assertThat(channel.stats().size()).isEqualTo(kind.capacity);
    }

    @Test
    void unlimitedChannelHasRoomForAnyNumber() throws Exception {
        var channel = Channel.<Integer>unlimited();

        for (int i = 0; i < 10_000; i++) channel.send(i);

        assertThat(channel.stats().size()).isEqualTo(10_000);
        for (int i = 0; i < 10_000; i++) assertThat(channel.receive()).isEqualTo(i);
    }

    @Test
    void conflatedChannelKeepsTheNewestElementOnly() throws Exception {
        var channel = Channel.<String>conflated();

        for (var element : List.of("a", "b", "c")) channel.send(element);

        assertThat(channel.receive()).isEqualTo("c");
        assertThat(channel.tryReceive()).isEmpty();
    }

    @Test
    void rendezvousSenderWaitsForItsReceiver() throws Exception {
        var channel = Channel.<String>rendezvous();

        run(scope -> {
            scope.fork(() -> {
                points.reach(2);
                channel.send("element");
                points.reach(5);
            });
            points.reach(1);
            Catenary.yieldNow();
            points.reach(3);
            assertThat(channel.receive()).isEqualTo("element");
            points.reach(4);
            scope.join();
            points.end(6);
            return null;
        });
    }

    @Test
    void senderOnAFullBufferWaitsForRoom() throws Exception {
        var channel = Channel.<String>buffered(1);

        run(scope -> {
            scope.fork(() -> {
                channel.send("first");
                points.reach(1);
                channel.send("second");
                points.reach(4);
            });
            Catenary.yieldNow();
            points.reach(2);
            assertThat(channel.receive()).isEqualTo("first");
            points.reach(3);
            scope.join();
            points.end(5);
            return null;
        });
        assertThat(channel.receive()).isEqualTo("second");
    }

    @ParameterizedTest
    @EnumSource
    void receiverWaitsForAnElement(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            scope.fork(() -> {
                points.reach(2);
                assertThat(channel.receive()).isEqualTo("element");
                points.reach(4);
            });
            points.reach(1);
            Catenary.sleep(HOUR);
            points.reach(3);
            channel.send("element");
            scope.join();
            points.end(5);
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void triesNeverWaitAndMayBeMadeInCallbacks(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            scope.loop().execute(() -> {
                assertThat(channel.tryReceive()).isEmpty();
                assertThat(channel.trySend("element")).isEqualTo(kind != Kind.RENDEZVOUS);
                assertThat(channel.tryReceive().isPresent()).isEqualTo(kind != Kind.RENDEZVOUS);
                points.reach(1);
            });
            Catenary.yieldNow();
            points.end(2);
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void asyncFormsMayBeCalledInCallbacks(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            scope.loop().execute(() -> {
                var receiving = channel.receiveAsync();
                var sending = channel.sendAsync("element");
                assertThat(sending.isDone()).isTrue();
                assertThat(receiving.resultNow()).isEqualTo("element");
                points.reach(1);
            });
            Catenary.yieldNow();
            points.end(2);
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void waitingFormsAreRefusedInCallbacks(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            scope.loop().execute(() -> {
                assertThatThrownBy(channel::receive)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith(
                                "Channel.receive was called from a callback or a coroutine of event loop 'test'");
                assertThatThrownBy(() -> channel.send("element"))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith(
                                "Channel.send was called from a callback or a coroutine of event loop 'test'");
                points.reach(1);
            });
            Catenary.yieldNow();
            points.end(2);
            return null;
        });
        assertThat(channel.stats().sent()).isZero();
    }

    // ---- arguments

    @ParameterizedTest
    @EnumSource
    void nullIsNoElement(Kind kind) {
        var channel = kind.<String>create();

        assertThatThrownBy(() -> channel.send(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("element");
        assertThatThrownBy(() -> channel.sendAsync(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("element");
        assertThatThrownBy(() -> channel.trySend(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("element");
        assertThatThrownBy(() -> channel.close(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("cause");
        assertThatThrownBy(() -> channel.forEach(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("action");
        assertThat(channel.isClosed()).isFalse();
        assertThat(channel.stats().sent()).isZero();
    }

    @Test
    void capacityIsOneAtLeast() {
        assertThatThrownBy(() -> Channel.buffered(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity < 1: 0");
        assertThatThrownBy(() -> Channel.buffered("named", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity < 1: -1");
    }

    @ParameterizedTest
    @EnumSource
    void nameIsNotBlank(Kind kind) {
        assertThatThrownBy(() -> kind.create(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name is blank: ' '");
        assertThatThrownBy(() -> kind.create(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("name");
    }

    // ---- what it tells

    @ParameterizedTest
    @EnumSource
    void nameIsTheOneGivenOrOneOfItsOwn(Kind kind) {
        assertThat(kind.create("lines").name()).isEqualTo("lines");
        assertThat(kind.create().name())
                .matches("channel-\\d+")
                .isNotEqualTo(kind.create().name());
    }

    @ParameterizedTest
    @EnumSource
    void statsTellWhatIsInsideAndWhatHasPassed(Kind kind) throws Exception {
        var channel = kind.<Integer>create();
        var before = channel.stats();

        fillUpTo(channel, 2);
        var full = channel.stats();
        while (channel.tryReceive().isPresent()) assertThat(channel.isClosed()).isFalse();
        var empty = channel.stats();

        var most = Math.min(kind.capacity, 2);
        var passed = kind == Kind.CONFLATED ? 2 : most;
        assertThat(before).isEqualTo(new Channel.Stats(0, kind.capacity, 0, 0, 0, 0, 0, 0, 0, false));
        assertThat(full).isEqualTo(new Channel.Stats(most, kind.capacity, most, passed, 0, 0, 0, 0, 0, false));
        assertThat(empty).isEqualTo(new Channel.Stats(0, kind.capacity, most, passed, most, 0, 0, 0, 0, false));
    }

    private static void fillUpTo(Channel<Integer> channel, int count) {
        for (int i = 0; i < count; i++) if (!channel.trySend(i)) return;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsHandedToAReceiverThatWaitsIsNeverInside(Kind kind) throws Exception {
        var channel = kind.<Integer>create();

        run(scope -> {
            scope.fork(channel::receive);
            Catenary.yieldNow();
            assertThat(channel.stats().waitingReceivers()).isEqualTo(1);

            channel.send(1);

            assertThat(channel.stats()).isEqualTo(new Channel.Stats(0, kind.capacity, 0, 1, 1, 0, 0, 0, 0, false));
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RENDEZVOUS", "BUFFERED_1", "BUFFERED_3"})
    void statsTellWhoWaits(Kind kind) throws Exception {
        var channel = kind.<Integer>create();

        run(scope -> {
            fill(channel);
            scope.fork(() -> channel.send(1));
            Catenary.yieldNow();
            channel.sendAsync(2);

            assertThat(channel.stats().waitingSenders()).isEqualTo(2);

            for (int i = 0; i < kind.capacity + 2; i++) channel.receive();
            assertThat(channel.stats().waitingSenders()).isZero();
            assertThat(channel.stats().sent()).isEqualTo(kind.capacity + 2);
            assertThat(channel.stats().peak()).isEqualTo(kind.capacity);
            return null;
        });
    }

    @Test
    void textTellsWhatIsInsideAndWhoWaits() throws Exception {
        var lines = Channel.<String>buffered("lines", 1);
        var meeting = Channel.<String>rendezvous("meeting");
        var all = Channel.<String>unlimited("all");

        lines.send("a");
        lines.sendAsync("b");
        meeting.receiveAsync();
        all.close();

        assertThat(lines).hasToString("channel 'lines', 1 inside, of 1, 1 sending, 0 receiving");
        assertThat(meeting).hasToString("channel 'meeting', 0 inside, of 0, 0 sending, 1 receiving");
        assertThat(all).hasToString("channel 'all', 0 inside, unlimited, 0 sending, 0 receiving, closed");
    }

    static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
