package dev.catenary.contract.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Broadcast;
import dev.catenary.Broadcast.WhenFull;
import dev.catenary.Catenary;
import dev.catenary.ChannelClosedException;
import dev.catenary.Receiver;
import dev.catenary.Select;
import dev.catenary.Timeouts;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Broadcasts: every subscriber receives every element, or what its policy leaves of them. */
@Proves(Feature.HOT_STREAM)
class BroadcastTest extends OnEveryCarrier {
    private static List<Integer> drained(Receiver<Integer> subscription) {
        var elements = new ArrayList<Integer>();
        for (var element = subscription.tryReceive(); element.isPresent(); element = subscription.tryReceive())
            elements.add(element.get());
        return elements;
    }

    // ---- who receives what

    @ParameterizedTest
    @EnumSource
    void everySubscriberReceivesEveryElementInOrder(WhenFull policy) throws Exception {
        var broadcast = Broadcast.<Integer>create(3, policy);
        var first = broadcast.subscribe();
        var second = broadcast.subscribe();

        for (int i = 0; i < 3; i++) broadcast.send(i);

        assertThat(drained(first)).containsExactly(0, 1, 2);
        assertThat(drained(second)).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void subscriberReceivesWhatIsSentFromItsSubscriptionOn(WhenFull policy) throws Exception {
        var broadcast = Broadcast.<Integer>create(3, policy);
        broadcast.send(0);

        var late = broadcast.subscribe();
        broadcast.send(1);

        assertThat(drained(late)).containsExactly(1);
    }

    @ParameterizedTest
    @EnumSource
    void withoutSubscribersElementsGoNowhereAndNobodyWaits(WhenFull policy) throws Exception {
        var broadcast = Broadcast.<Integer>create(1, policy);

        for (int i = 0; i < 10; i++) broadcast.send(i);

        assertThat(broadcast.stats()).isEqualTo(new Broadcast.Stats(0, 1, 10, 0, false));
    }

    @ParameterizedTest
    @EnumSource
    void receiversOfOneSubscriptionAreServedInTheOrderInWhichTheyCame(WhenFull policy) throws Exception {
        var broadcast = Broadcast.<Integer>create(1, policy);
        var subscription = broadcast.subscribe();
        var first = subscription.receiveAsync();
        var second = subscription.receiveAsync();

        broadcast.send(1);
        broadcast.send(2);

        assertThat(first.join()).isEqualTo(1);
        assertThat(second.join()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void newSubscribersBeginWithTheLastElements(WhenFull policy) throws Exception {
        var broadcast = Broadcast.<Integer>create(null, 3, 2, policy);
        for (int i = 0; i < 3; i++) broadcast.send(i);

        var late = broadcast.subscribe();
        broadcast.send(3);

        assertThat(drained(late)).containsExactly(1, 2, 3);
    }

    @Test
    void replayThatFillsTheBufferMakesSendersWait() throws Exception {
        var broadcast = Broadcast.<Integer>create("ticks", 1, 1, WhenFull.WAIT);
        broadcast.send(1);
        var subscription = broadcast.subscribe();

        assertThat(broadcast.trySend(2)).isFalse();
        var pending = broadcast.sendAsync(2);
        assertThat(subscription.receive()).isEqualTo(1);

        assertThat(pending.isDone()).isTrue();
        assertThat(subscription.receive()).isEqualTo(2);
    }

    // ---- slow subscribers

    @Test
    void senderWaitsUntilEverySubscriberHasRoomAndHasSentToNobodyYet() throws Exception {
        var broadcast = Broadcast.<Integer>create(1, WhenFull.WAIT);
        var slow = broadcast.subscribe();
        var fast = broadcast.subscribe();

        run(scope -> {
            scope.fork(() -> {
                broadcast.send(1);
                points.reach(1);
                broadcast.send(2);
                points.reach(3);
            });
            Catenary.yieldNow();
            assertThat(drained(fast)).containsExactly(1);
            assertThat(broadcast.stats().waitingSenders()).isEqualTo(1);
            points.reach(2);

            assertThat(slow.receive()).isEqualTo(1);

            scope.join();
            points.end(4);
            return null;
        });
        assertThat(drained(slow)).containsExactly(2);
        assertThat(drained(fast)).containsExactly(2);
    }

    @Test
    void sendersThatWaitAreServedInOrderAndNobodyPassesThem() throws Exception {
        var broadcast = Broadcast.<Integer>create(1, WhenFull.WAIT);
        var subscription = broadcast.subscribe();
        broadcast.send(0);
        var first = broadcast.sendAsync(1);
        broadcast.sendAsync(2);

        assertThat(subscription.receive()).isZero();
        assertThat(first.isDone()).isTrue();
        assertThat(broadcast.trySend(3)).isFalse();

        assertThat(drained(subscription)).containsExactly(1, 2);
    }

    @Test
    void cancelledSenderThatWaitedHasSentToNobody() throws Exception {
        var broadcast = Broadcast.<Integer>create(1, WhenFull.WAIT);
        var slow = broadcast.subscribe();
        var fast = broadcast.subscribe();
        broadcast.send(1);
        drained(fast);

        run(scope -> {
            var sending = scope.fork(() -> broadcast.send(2));
            Catenary.yieldNow();
            var next = broadcast.sendAsync(3);

            sending.cancel();
            assertThat(drained(slow)).containsExactly(1, 3);

            assertThat(next.isDone()).isTrue();
            return null;
        });
        assertThat(drained(fast)).containsExactly(3);
        assertThat(broadcast.stats().waitingSenders()).isZero();
        assertThat(broadcast.stats().sent()).isEqualTo(2);
    }

    @Test
    void senderCancelledAfterItsElementWentOutHasSentToAll() throws Exception {
        var broadcast = Broadcast.<Integer>create(1, WhenFull.WAIT);
        var one = broadcast.subscribe();
        var other = broadcast.subscribe();
        broadcast.send(1);
        var pending = broadcast.sendAsync(2);

        one.receive();
        other.receive();

        assertThat(pending.cancel()).isFalse();
        assertThat(one.receive()).isEqualTo(2);
        assertThat(other.receive()).isEqualTo(2);
    }

    @Test
    void sendThatTimesOutHasSentToNobody() throws Exception {
        var broadcast = Broadcast.<Integer>create(1, WhenFull.WAIT);
        var slow = broadcast.subscribe();

        run(scope -> {
            broadcast.send(1);
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> broadcast.send(2)))
                    .isInstanceOf(TimeoutException.class);
            return null;
        });

        assertThat(drained(slow)).containsExactly(1);
    }

    @Test
    void slowSubscriberMissesTheOldest() throws Exception {
        var broadcast = Broadcast.<Integer>create(2, WhenFull.DROP_OLDEST);
        var slow = broadcast.subscribe();

        for (int i = 0; i < 5; i++) assertThat(broadcast.trySend(i)).isTrue();

        assertThat(drained(slow)).containsExactly(3, 4);
    }

    @Test
    void slowSubscriberMissesTheNewest() throws Exception {
        var broadcast = Broadcast.<Integer>create(2, WhenFull.DROP_NEWEST);
        var slow = broadcast.subscribe();
        var fast = broadcast.subscribe();

        for (int i = 0; i < 4; i++) {
            broadcast.send(i);
            assertThat(fast.receive()).isEqualTo(i);
        }

        assertThat(drained(slow)).containsExactly(0, 1);
    }

    @Test
    void subscriptionOfASlowSubscriberEnds() throws Exception {
        var broadcast = Broadcast.<Integer>create("ticks", 2, WhenFull.END_SUBSCRIPTION);
        var slow = broadcast.subscribe();
        var fast = broadcast.subscribe();

        for (int i = 0; i < 3; i++) {
            broadcast.send(i);
            assertThat(fast.receive()).isEqualTo(i);
        }

        assertThat(broadcast.subscribers()).isEqualTo(1);
        assertThat(slow.receive()).isZero();
        assertThat(slow.receive()).isEqualTo(1);
        assertThatThrownBy(slow::receive)
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("broadcast 'ticks' has ended a subscription: its subscriber was too slow");
        assertThat(fast.tryReceive()).isEmpty();
    }

    // ---- leaving

    @ParameterizedTest
    @EnumSource
    void cancelledSubscriptionReceivesNothingMore(WhenFull policy) throws Exception {
        var broadcast = Broadcast.<Integer>create("ticks", 2, policy);
        var leaving = broadcast.subscribe();
        var staying = broadcast.subscribe();
        broadcast.send(1);

        leaving.cancel();
        leaving.cancel();
        broadcast.send(2);

        assertThat(broadcast.subscribers()).isEqualTo(1);
        assertThatThrownBy(leaving::receive)
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("a subscription of broadcast 'ticks' was cancelled");
        assertThat(drained(staying)).containsExactly(1, 2);
        assertThat(broadcast.isClosed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void cancelOfASubscriptionEndsTheWaitsOfItsReceivers(WhenFull policy) throws Exception {
        var broadcast = Broadcast.<Integer>create(2, policy);
        var leaving = broadcast.subscribe();
        var pending = leaving.receiveAsync();

        leaving.close();

        assertThat(pending.exceptionNow()).isInstanceOf(ChannelClosedException.class);
    }

    @Test
    void oneWhoLeavesMakesRoomForThoseWhoWaitToSend() throws Exception {
        var broadcast = Broadcast.<Integer>create(1, WhenFull.WAIT);
        var slow = broadcast.subscribe();
        var fast = broadcast.subscribe();
        broadcast.send(1);
        fast.receive();
        var pending = broadcast.sendAsync(2);
        assertThat(pending.isDone()).isFalse();

        slow.cancel();

        assertThat(pending.isDone()).isTrue();
        assertThat(fast.receive()).isEqualTo(2);
    }

    // ---- the end

    @ParameterizedTest
    @EnumSource
    void subscribersOfAClosedBroadcastReceiveWhatTheyHave(WhenFull policy) throws Exception {
        var broadcast = Broadcast.<Integer>create("ticks", 2, policy);
        var subscription = broadcast.subscribe();
        var waiting = broadcast.subscribe();
        broadcast.send(1);
        waiting.receive();
        var pending = waiting.receiveAsync();

        broadcast.close();
        broadcast.close();

        assertThat(subscription.receive()).isEqualTo(1);
        assertClosed(subscription::receive);
        assertThat(pending.exceptionNow()).isInstanceOf(ChannelClosedException.class);
        assertClosed(() -> broadcast.send(2));
        assertClosed(() -> broadcast.trySend(2));
        assertClosed(broadcast.subscribe()::receive);
        assertThat(broadcast.isClosed()).isTrue();
        assertThat(broadcast.subscribers()).isZero();
    }

    private static void assertClosed(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ChannelClosedException.class).hasMessage("broadcast 'ticks' is closed");
    }

    @Test
    void senderThatWaitsWhenItIsClosedHasSentToNobody() throws Exception {
        var broadcast = Broadcast.<Integer>create(1, WhenFull.WAIT);
        var slow = broadcast.subscribe();
        broadcast.send(1);
        var pending = broadcast.sendAsync(2);

        broadcast.close();

        assertThat(pending.exceptionNow()).isInstanceOf(ChannelClosedException.class);
        assertThat(slow.receive()).isEqualTo(1);
        assertThatThrownBy(slow::receive).isInstanceOf(ChannelClosedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void subscribersFindTheCauseOfTheEnd(WhenFull policy) {
        var broadcast = Broadcast.<Integer>create(1, policy);
        var subscription = broadcast.subscribe();
        var cause = new IOException("upstream");

        broadcast.close(cause);

        assertThatThrownBy(subscription::receive).hasCause(cause);
        assertThatThrownBy(() -> broadcast.send(1)).hasCause(cause);
    }

    @ParameterizedTest
    @EnumSource
    void lastOfTheSendersClosesTheBroadcast(WhenFull policy) throws Exception {
        var broadcast = Broadcast.<Integer>create("ticks", 2, policy);
        var subscription = broadcast.subscribe();
        var first = broadcast.newSender();
        var second = first.newSender();

        first.close();
        second.send(1);
        assertThatThrownBy(() -> first.send(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this end of broadcast 'ticks' is closed");
        second.close();

        assertThat(subscription.receive()).isEqualTo(1);
        assertClosed(subscription::receive);
    }

    // ---- together with others

    @Test
    void selectionReceivesFromASubscriptionAndSendsToABroadcast() throws Exception {
        var broadcast = Broadcast.<Integer>create(1, WhenFull.WAIT);
        var subscription = broadcast.subscribe();
        var receiving = Select.<Integer>of().onReceive(subscription, element -> element);
        var sending = Select.<String>of().onSend(broadcast, 2, () -> "sent");

        var pending = receiving.awaitAsync();
        broadcast.send(1);
        assertThat(pending.join()).isEqualTo(1);
        assertThat(sending.await()).isEqualTo("sent");
        assertThat(sending.tryNow()).isEmpty();

        assertThat(receiving.await()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void threadsOfAllKindsSubscribe(Stranger stranger) throws Throwable {
        var broadcast = Broadcast.<Integer>create(1, WhenFull.WAIT);
        var subscription = broadcast.subscribe();
        var other = stranger.call(subscription::receive).whenWaiting();

        run(scope -> {
            broadcast.send(1);
            return null;
        });

        assertThat(other.end()).isEqualTo(1);
    }

    // ---- arguments and what it tells

    @Test
    void badArgumentsAreRefused() {
        var broadcast = Broadcast.<Integer>create(1, WhenFull.WAIT);

        assertThatThrownBy(() -> Broadcast.create(0, WhenFull.WAIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("buffer < 1: 0");
        assertThatThrownBy(() -> Broadcast.create("ticks", 1, -1, WhenFull.WAIT))
                .hasMessage("replay < 0: -1");
        assertThatThrownBy(() -> Broadcast.create("ticks", 1, 2, WhenFull.WAIT)).hasMessage("replay > buffer: 2 > 1");
        assertThatThrownBy(() -> Broadcast.create(1, null)).hasMessage("whenFull");
        assertThatThrownBy(() -> Broadcast.create(" ", 1, WhenFull.WAIT)).hasMessage("name is blank: ' '");
        assertThatThrownBy(() -> Broadcast.create(" ", 1, 1, WhenFull.WAIT)).hasMessage("name is blank: ' '");
        for (ThrowingCallable send : List.<ThrowingCallable>of(
                () -> broadcast.send(null), () -> broadcast.sendAsync(null), () -> broadcast.trySend(null)))
            assertThatThrownBy(send).isInstanceOf(NullPointerException.class).hasMessage("element");
    }

    @Test
    void statsAndTextTellTheLiveState() throws Exception {
        var broadcast = Broadcast.<Integer>create("ticks", 1, WhenFull.WAIT);
        var subscription = broadcast.subscribe();
        broadcast.send(1);
        broadcast.sendAsync(2);

        assertThat(broadcast.name()).isEqualTo("ticks");
        assertThat(subscription.name()).isEqualTo("ticks");
        assertThat(broadcast.stats()).isEqualTo(new Broadcast.Stats(1, 1, 1, 1, false));
        assertThat(broadcast).hasToString("broadcast 'ticks', 1 subscribers, 1 sending");
        assertThat(subscription).hasToString("a subscription of broadcast 'ticks', 1 subscribers, 1 sending");
        broadcast.close();
        assertThat(broadcast).hasToString("broadcast 'ticks', 0 subscribers, 0 sending, closed");
    }
}
