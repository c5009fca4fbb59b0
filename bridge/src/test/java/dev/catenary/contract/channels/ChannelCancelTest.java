package dev.catenary.contract.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.Timeouts;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A cancelled send did not send and a cancelled receive received nothing, whatever the order of cancel and hand-over. */
@Proves(Feature.CHANNEL)
class ChannelCancelTest extends OnEveryCarrier {
    // ---- receive

    @ParameterizedTest
    @EnumSource
    void elementSentAfterTheCancelOfAReceiverGoesToTheNextInOrder(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            var first = receiver(scope, channel, "first");
            receiver(scope, channel, "second");
            receiver(scope, channel, "third");
            Catenary.yieldNow();

            first.cancel();
            channel.send("a");
            channel.send("b");

            scope.join();
            return null;
        });

        assertThat(events()).containsExactlyInAnyOrder("first: interrupted", "second: a", "third: b");
        assertNothingLeft(channel);
    }

    @ParameterizedTest
    @EnumSource
    void elementSentBeforeTheCancelIsReceivedAndTheCancelShowsAtTheNextWait(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            var first = scope.fork(() -> {
                note("first: " + channel.receive());
                assertThatThrownBy(Catenary::yieldNow).isInstanceOf(InterruptedException.class);
                note("cancelled");
            });
            receiver(scope, channel, "second");
            Catenary.yieldNow();

            channel.send("a");
            first.cancel();
            channel.send("b");

            scope.join();
            assertThat(first.isCancelled()).isTrue();
            return null;
        });

        assertThat(events()).containsExactlyInAnyOrder("first: a", "cancelled", "second: b");
        assertNothingLeft(channel);
    }

    private Task<?> receiver(Scope scope, Channel<String> channel, String name) {
        return scope.fork(() -> {
            try {
                note(name + ": " + channel.receive());
            } catch (InterruptedException e) {
                note(name + ": interrupted");
            }
        });
    }

    private static void assertNothingLeft(Channel<?> channel) {
        var stats = channel.stats();
        assertThat(stats.waitingReceivers()).isZero();
        assertThat(stats.waitingSenders()).isZero();
        assertThat(stats.size()).isZero();
        assertThat(stats.received()).isEqualTo(stats.sent());
    }

    @ParameterizedTest
    @EnumSource
    void oneWhoIsCancelledAlreadyNeitherReceivesNorSends(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            channel.trySend("inside");
            var before = channel.stats();
            var task = scope.fork(() -> {
                assertThatThrownBy(ChannelCancelTest::forever).isInstanceOf(InterruptedException.class);
                assertThatThrownBy(channel::receive).isInstanceOf(InterruptedException.class);
                assertThatThrownBy(() -> channel.send("x")).isInstanceOf(InterruptedException.class);
            });
            Catenary.yieldNow();
            task.cancel();
            scope.join();

            assertThat(channel.stats()).isEqualTo(before);
            return null;
        });
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void interruptedThreadReceivedNothing(Stranger stranger) throws Throwable {
        var channel = Channel.<String>rendezvous();
        var waiting = stranger.call(() -> channel.receive()).whenWaiting();

        waiting.interrupt();

        assertThatThrownBy(waiting::end).isInstanceOf(InterruptedException.class);
        assertThat(channel.trySend("x")).isFalse();
        assertNothingLeft(channel);
    }

    // ---- send

    @ParameterizedTest
    @EnumSource(names = {"RENDEZVOUS", "BUFFERED_1", "BUFFERED_3"})
    void cancelledSenderDidNotSendAndTheOthersKeepTheirOrder(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            while (channel.trySend("inside")) assertThat(channel.stats().size()).isPositive();
            var first = sender(scope, channel, "first");
            sender(scope, channel, "second");
            sender(scope, channel, "third");
            Catenary.yieldNow();

            first.cancel();

            for (int i = 0; i < kind.capacity; i++)
                assertThat(channel.receive()).isEqualTo("inside");
            assertThat(channel.receive()).isEqualTo("second");
            assertThat(channel.receive()).isEqualTo("third");
            scope.join();
            return null;
        });

        assertThat(events()).containsExactlyInAnyOrder("first: interrupted", "second: sent", "third: sent");
        assertNothingLeft(channel);
    }

    @ParameterizedTest
    @EnumSource(names = {"RENDEZVOUS", "BUFFERED_1", "BUFFERED_3"})
    void senderCancelledAfterItsElementWasTakenDidSend(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            while (channel.trySend("inside")) assertThat(channel.stats().size()).isPositive();
            var first = sender(scope, channel, "first");
            Catenary.yieldNow();

            var taken = channel.receive();
            first.cancel();

            assertThat(taken).isEqualTo(kind == Kind.RENDEZVOUS ? "first" : "inside");
            for (int i = 1; i < kind.capacity; i++) channel.receive();
            if (kind != Kind.RENDEZVOUS) assertThat(channel.receive()).isEqualTo("first");
            scope.join();
            assertThat(first.isCancelled()).isTrue();
            return null;
        });

        assertThat(events()).containsExactly("first: sent");
        assertNothingLeft(channel);
    }

    private Task<?> sender(Scope scope, Channel<String> channel, String name) {
        return scope.fork(() -> {
            try {
                channel.send(name);
                note(name + ": sent");
            } catch (InterruptedException e) {
                note(name + ": interrupted");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void interruptedThreadDidNotSend(Stranger stranger) throws Throwable {
        var channel = Channel.<String>rendezvous();
        var waiting = stranger.call(() -> {
                    channel.send("x");
                    return null;
                })
                .whenWaiting();

        waiting.interrupt();

        assertThatThrownBy(waiting::end).isInstanceOf(InterruptedException.class);
        assertThat(channel.tryReceive()).isEmpty();
        assertNothingLeft(channel);
    }

    // ---- async forms

    @ParameterizedTest
    @EnumSource
    void cancelledReceiveAsyncLeavesTheElementToTheNext(Kind kind) throws Exception {
        var channel = kind.<String>create();
        var first = channel.receiveAsync();
        var second = channel.receiveAsync();

        var cancelled = first.cancel();
        channel.send("element");

        assertThat(cancelled).isTrue();
        assertThat(first.isCancelled()).isTrue();
        assertThatThrownBy(first::join).isInstanceOf(CancellationException.class);
        assertThat(second.join()).isEqualTo("element");
        assertNothingLeft(channel);
    }

    @ParameterizedTest
    @EnumSource
    void receiveAsyncThatHasAnElementCannotBeCancelled(Kind kind) throws Exception {
        var channel = kind.<String>create();
        var first = channel.receiveAsync();

        channel.send("element");
        var cancelled = first.cancel();

        assertThat(cancelled).isFalse();
        assertThat(first.join()).isEqualTo("element");
    }

    @ParameterizedTest
    @EnumSource(names = {"RENDEZVOUS", "BUFFERED_1", "BUFFERED_3"})
    void cancelledSendAsyncDidNotSend(Kind kind) throws Exception {
        var channel = kind.<String>create();
        while (channel.trySend("inside")) assertThat(channel.stats().size()).isPositive();
        var first = channel.sendAsync("first");
        var second = channel.sendAsync("second");

        var cancelled = first.cancel("no longer needed");

        assertThat(cancelled).isTrue();
        assertThatThrownBy(first::join)
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("no longer needed");
        for (int i = 0; i < kind.capacity; i++) channel.receive();
        assertThat(channel.receive()).isEqualTo("second");
        assertThat(second.isDone()).isTrue();
        assertNothingLeft(channel);
    }

    @ParameterizedTest
    @EnumSource(names = {"RENDEZVOUS", "BUFFERED_1", "BUFFERED_3"})
    void sendAsyncWhoseElementWasTakenCannotBeCancelled(Kind kind) throws Exception {
        var channel = kind.<String>create();
        while (channel.trySend("inside")) assertThat(channel.stats().size()).isPositive();
        var pending = channel.sendAsync("element");

        channel.receive();
        var cancelled = pending.cancel();

        assertThat(cancelled).isFalse();
        pending.join();
    }

    @ParameterizedTest
    @EnumSource
    void cancelledFutureOfAReceiveTakesNothing(Kind kind) throws Exception {
        var channel = kind.<String>create();
        var future = channel.receiveAsync().toCompletableFuture();

        future.cancel(true);

        assertThat(channel.stats().waitingReceivers()).isZero();
        assertThat(channel.trySend("x")).isEqualTo(kind != Kind.RENDEZVOUS);
    }

    @ParameterizedTest
    @EnumSource
    void futureOfAReceiveWhoseElementIsOnItsWayIsNeitherCancelledNorTimedOut(Kind kind) throws Exception {
        var channel = kind.<String>create();
        run(scope -> {
            for (var future : List.of(
                    channel.receiveAsync().toCompletableFuture(),
                    channel.receiveAsync().map(it -> it).map(it -> it).toCompletableFuture())) {
                assertThat(channel.trySend("element")).isTrue();
                assertThat(future).isNotDone();

                assertThat(future.cancel(true)).isFalse();
                assertThat(future.completeExceptionally(new TimeoutException("as orTimeout does")))
                        .isFalse();

                assertThat(Catenary.await(future)).isEqualTo("element");
            }
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void futureOfAReceiveThatTimesOutTakesNothingAndIsNotCancelled(Kind kind) throws Exception {
        var channel = kind.<String>create();
        var expired = new TimeoutException("as orTimeout does");
        var outside = channel.receiveAsync().map(it -> it).toCompletableFuture();
        run(scope -> {
            var inside = channel.receiveAsync().toCompletableFuture();
            for (var future : List.of(outside, inside)) {
                assertThat(future.completeExceptionally(expired)).isTrue();

                assertThat(future).isNotCancelled();
                assertThatThrownBy(future::join)
                        .isExactlyInstanceOf(CompletionException.class)
                        .hasCause(expired);
            }
            return null;
        });

        assertThat(channel.stats().waitingReceivers()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void pendingCallsAreCancelledWhenTheScopeEndsThatAskedForThem(Kind kind) throws Exception {
        var channel = kind.<String>create();
        var other = kind.<String>create();

        var receiving = run(scope -> channel.receiveAsync());
        var sending = run(scope -> {
            while (kind.isBounded() && other.trySend("inside"))
                assertThat(other.stats().size()).isPositive();
            return other.sendAsync("last");
        });

        assertThat(receiving.isCancelled()).isTrue();
        assertThat(channel.stats().waitingReceivers()).isZero();
        assertThat(channel.trySend("x")).isEqualTo(kind != Kind.RENDEZVOUS);
        assertThat(sending.isCancelled()).isEqualTo(kind.isBounded());
        assertThat(other.stats().waitingSenders()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void pendingReceiveIsCancelledWithItsScope(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            var asked = new Task<?>[1];
            var task = scope.fork(() -> Catenary.scope(inner -> {
                asked[0] = channel.receiveAsync();
                return forever();
            }));
            Catenary.yieldNow();
            assertThat(asked[0].isDone()).isFalse();

            task.cancel();

            assertThat(asked[0].isCancelled()).isTrue();
            assertThat(channel.stats().waitingReceivers()).isZero();
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void joinerOfAReceiveAsyncThatIsCancelledLeavesItsPlaceAlone(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            var receiving = channel.receiveAsync();
            var joiner = scope.fork(() -> receiving.join());
            Catenary.yieldNow();

            joiner.cancel();
            Catenary.yieldNow();
            channel.send("element");

            assertThat(receiving.join()).isEqualTo("element");
            return null;
        });
    }

    // ---- time

    @ParameterizedTest
    @EnumSource
    void receiveThatTimesOutReceivedNothing(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, channel::receive)).isInstanceOf(TimeoutException.class);
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            assertThat(channel.stats().waitingReceivers()).isZero();

            var next = channel.receiveAsync();
            channel.send("element");
            assertThat(next.join()).isEqualTo("element");
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"RENDEZVOUS", "BUFFERED_1", "BUFFERED_3"})
    void sendThatTimesOutDidNotSend(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            while (channel.trySend("inside")) assertThat(channel.stats().size()).isPositive();
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> channel.send("late")))
                    .isInstanceOf(TimeoutException.class);
            assertThat(clock.elapsed()).isEqualTo(SECOND);

            for (int i = 0; i < kind.capacity; i++)
                assertThat(channel.receive()).isEqualTo("inside");
            assertThat(channel.tryReceive()).isEmpty();
            return null;
        });
        assertNothingLeft(channel);
    }

    @ParameterizedTest
    @EnumSource
    void receiveAsyncWithATimeoutTakesNothingAfterIt(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            var limited = channel.receiveAsync().orTimeout(SECOND);

            assertThatThrownBy(limited::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            assertThat(channel.stats().waitingReceivers()).isZero();
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void boundedJoinOfAReceiveAsyncLeavesItsPlaceAlone(Kind kind) throws Exception {
        var channel = kind.<String>create();

        run(scope -> {
            var receiving = channel.receiveAsync();

            assertThatThrownBy(() -> receiving.join(SECOND)).isInstanceOf(TimeoutException.class);
            channel.send("element");

            assertThat(receiving.join()).isEqualTo("element");
            return null;
        });
    }
}
