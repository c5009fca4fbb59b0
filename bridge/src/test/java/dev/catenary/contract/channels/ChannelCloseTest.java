package dev.catenary.contract.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.ChannelClosedException;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of a channel: closed, closed because something failed, abandoned; and the ends it may have. */
@Proves(Feature.CHANNEL)
class ChannelCloseTest extends OnEveryCarrier {
    private final IOException cause = new IOException("upstream");

    // ---- close

    @ParameterizedTest
    @EnumSource
    void nothingCanBeSentOnAClosedChannel(Kind kind) throws Exception {
        var channel = kind.<String>create("lines");

        channel.close();

        assertThat(channel.isClosed()).isTrue();
        assertThat(channel.stats().isClosed()).isTrue();
        assertClosed(() -> channel.send("x"));
        assertClosed(() -> channel.trySend("x"));
        assertThat(channel.sendAsync("x").exceptionNow())
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("channel 'lines' is closed")
                .hasNoCause();
        assertThat(channel.stats().sent()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void nothingCanBeReceivedFromAClosedAndEmptyChannel(Kind kind) throws Exception {
        var channel = kind.<String>create("lines");

        channel.close();

        assertClosed(channel::receive);
        assertClosed(channel::tryReceive);
        assertThat(channel.receiveAsync().exceptionNow())
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("channel 'lines' is closed");
    }

    private static void assertClosed(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("channel 'lines' is closed")
                .hasNoCause();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RENDEZVOUS")
    void closedChannelStillDeliversWhatIsInside(Kind kind) throws Exception {
        var channel = kind.<String>create("lines");
        channel.send("element");

        channel.close();

        assertThat(channel.receive()).isEqualTo("element");
        assertClosed(channel::receive);
    }

    @ParameterizedTest
    @EnumSource(names = {"RENDEZVOUS", "BUFFERED_1", "BUFFERED_3"})
    void closedChannelStillTakesTheElementsOfSendersThatWait(Kind kind) throws Exception {
        var channel = kind.<Integer>create("lines");

        run(scope -> {
            var inside = fill(channel);
            var waiting = scope.fork(() -> channel.send(inside));
            Catenary.yieldNow();
            var pending = channel.sendAsync(inside + 1);

            channel.close();

            assertThat(channel.stats().waitingSenders()).isEqualTo(2);
            for (int i = 0; i < inside + 2; i++) assertThat(channel.receive()).isEqualTo(i);
            waiting.join();
            pending.join();
            assertClosed(channel::receive);
            return null;
        });
    }

    private static int fill(Channel<Integer> channel) {
        var count = 0;
        while (channel.trySend(count)) count++;
        return count;
    }

    @ParameterizedTest
    @EnumSource
    void closeEndsTheWaitsOfReceivers(Kind kind) throws Exception {
        var channel = kind.<String>create("lines");

        run(scope -> {
            var waiting = scope.fork(() -> assertClosed(channel::receive));
            Catenary.yieldNow();
            var pending = channel.receiveAsync();

            channel.close();

            waiting.join();
            assertThat(pending.exceptionNow()).isInstanceOf(ChannelClosedException.class);
            assertThat(channel.stats().waitingReceivers()).isZero();
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void receiversFindTheCauseForWhichAChannelWasClosed(Kind kind) throws Exception {
        var channel = kind.<String>create("lines");
        var pending = channel.receiveAsync();

        channel.close(cause);

        assertThat(pending.exceptionNow())
                .isInstanceOf(ChannelClosedException.class)
                .hasCause(cause);
        assertThatThrownBy(channel::receive)
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("channel 'lines' is closed")
                .hasCause(cause);
        assertThatThrownBy(channel::tryReceive).hasCause(cause);
        assertThatThrownBy(() -> channel.send("x")).hasCause(cause);
    }

    @ParameterizedTest
    @EnumSource
    void eachWhoMeetsTheEndHasAnExceptionOfTheirOwn(Kind kind) {
        var channel = kind.<String>create();

        channel.close();

        var first = catchThrowable(channel::receive);
        var second = catchThrowable(channel::receive);
        assertThat(first).isNotSameAs(second);
        assertThat(first.getStackTrace()[0]).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void firstCloseCountsAndLaterOnesDoNothing(Kind kind) {
        var channel = kind.<String>create("lines");

        channel.close();
        channel.close();
        channel.close(cause);

        assertClosed(channel::receive);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RENDEZVOUS")
    void elementsComeBeforeTheCauseOfTheEnd(Kind kind) throws Exception {
        var channel = kind.<String>create();
        channel.send("element");

        channel.close(cause);

        assertThat(channel.receive()).isEqualTo("element");
        assertThatThrownBy(channel::receive).hasCause(cause);
    }

    // ---- forEach

    @Test
    void forEachEndsWithTheChannel() throws Exception {
        var channel = Channel.<String>unlimited();
        for (var element : List.of("a", "b", "c")) channel.send(element);
        channel.close();

        channel.forEach(this::note);

        assertThat(events()).containsExactly("a", "b", "c");
    }

    @Test
    void forEachThrowsTheEndIfTheChannelWasClosedWithACause() throws Exception {
        var channel = Channel.<String>unlimited();
        channel.send("a");
        channel.close(cause);

        assertThatThrownBy(() -> channel.forEach(this::note))
                .isInstanceOf(ChannelClosedException.class)
                .hasCause(cause);

        assertThat(events()).containsExactly("a");
    }

    @Test
    void forEachThrowsWhatTheActionThrowsAsItIsAndThatElementHasBeenReceived() throws Exception {
        var channel = Channel.<String>unlimited();
        for (var element : List.of("a", "b", "c")) channel.send(element);

        assertThatThrownBy(() -> channel.forEach(element -> {
                    if (element.equals("b")) throw cause;
                }))
                .isSameAs(cause);

        assertThat(channel.receive()).isEqualTo("c");
    }

    @Test
    void endOfAnotherChannelInsideOfForEachIsAFailureOfTheAction() throws Exception {
        var channel = Channel.<String>unlimited();
        var closed = Channel.<String>unlimited("other");
        closed.close();
        channel.send("a");

        assertThatThrownBy(() -> channel.forEach(element -> closed.receive()))
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("channel 'other' is closed");
    }

    // ---- cancel

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RENDEZVOUS")
    void abandonedChannelDropsWhatIsInside(Kind kind) throws Exception {
        var channel = kind.<String>create("lines");
        channel.send("element");

        channel.cancel();

        assertThat(channel.stats().size()).isZero();
        assertThat(channel.isClosed()).isTrue();
        assertAbandoned(channel::receive);
    }

    @ParameterizedTest
    @EnumSource(names = {"RENDEZVOUS", "BUFFERED_1", "BUFFERED_3"})
    void sendersThatWaitMeetTheEndOfAnAbandonedChannel(Kind kind) throws Exception {
        var channel = kind.<Integer>create("lines");

        run(scope -> {
            fill(channel);
            var waiting = scope.fork(() -> assertAbandoned(() -> channel.send(7)));
            Catenary.yieldNow();
            var pending = channel.sendAsync(8);

            channel.cancel();

            waiting.join();
            assertThat(pending.exceptionNow()).isInstanceOf(ChannelClosedException.class);
            assertThat(channel.stats().waitingSenders()).isZero();
            assertThat(channel.stats().sent()).isEqualTo(kind.capacity);
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void receiversThatWaitMeetTheEndOfAnAbandonedChannel(Kind kind) throws Exception {
        var channel = kind.<String>create("lines");
        var pending = channel.receiveAsync();

        channel.cancel();

        assertThat(pending.exceptionNow()).hasMessage("channel 'lines' was cancelled: it was abandoned");
        assertAbandoned(() -> channel.send("x"));
    }

    private static void assertAbandoned(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("channel 'lines' was cancelled: it was abandoned")
                .hasNoCause();
    }

    @ParameterizedTest
    @EnumSource(names = {"RENDEZVOUS", "BUFFERED_1", "BUFFERED_3"})
    void closedChannelThatIsAbandonedDropsWhatIsLeft(Kind kind) throws Exception {
        var channel = kind.<Integer>create("lines");
        fill(channel);
        var pending = channel.sendAsync(7);
        channel.close();

        channel.cancel();

        assertThat(pending.exceptionNow()).isInstanceOf(ChannelClosedException.class);
        assertClosed(channel::receive);
    }

    // ---- several ends

    @ParameterizedTest
    @EnumSource
    void lastOfTheSendersClosesTheChannel(Kind kind) throws Exception {
        var channel = kind.<String>create("lines");
        var first = channel.newSender();
        var second = first.newSender();
        assertThat(channel.stats().openSenders()).isEqualTo(2);
        var waiting = channel.receiveAsync();

        first.close();
        first.close();
        assertThat(channel.isClosed()).isFalse();
        assertThat(channel.stats().openSenders()).isEqualTo(1);
        second.send("element");
        assertThat(waiting.join()).isEqualTo("element");
        second.close();

        assertThat(channel.stats().openSenders()).isZero();
        assertClosed(channel::receive);
    }

    @ParameterizedTest
    @EnumSource
    void lastOfTheReceiversAbandonsTheChannel(Kind kind) throws Exception {
        var channel = kind.<Integer>create("lines");
        var first = channel.newReceiver();
        var second = first.newReceiver();
        assertThat(channel.stats().openReceivers()).isEqualTo(2);
        channel.trySend(1);
        channel.sendAsync(2);

        second.close();
        second.close();
        assertThat(channel.isClosed()).isFalse();
        assertThat(channel.stats().openReceivers()).isEqualTo(1);
        assertThat(first.receive()).isPositive();
        first.close();

        assertThat(channel.stats().openReceivers()).isZero();
        assertThat(channel.stats().size()).isZero();
        assertThatThrownBy(() -> channel.send(3))
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("channel 'lines' was cancelled: its last receiver was closed");
    }

    @ParameterizedTest
    @EnumSource
    void oneSenderClosesTheWholeChannelWhenItFails(Kind kind) {
        var channel = kind.<String>create();
        var first = channel.newSender();
        var second = channel.newSender();

        first.close(cause);

        assertThatThrownBy(channel::receive).hasCause(cause);
        assertThatThrownBy(() -> second.trySend("x"))
                .isInstanceOf(ChannelClosedException.class)
                .hasCause(cause);
        assertThat(channel.stats().openSenders()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void closingAnEndTwiceDoesNothingWithOrWithoutACause(Kind kind) {
        var channel = kind.<String>create();
        var first = channel.newSender();
        channel.newSender();

        first.close();
        first.close(cause);
        first.close(cause);

        assertThat(channel.isClosed()).isFalse();
        assertThat(channel.stats().openSenders()).isEqualTo(1);
    }

    @Test
    void closedEndIsOfNoUse() {
        var channel = Channel.<String>buffered("lines", 3);
        var sender = channel.newSender();
        var receiver = channel.newReceiver();
        channel.newSender();
        channel.newReceiver();

        sender.close();
        receiver.close();

        assertThat(sender.isClosed()).isTrue();
        assertEndIsClosed(() -> sender.send("x"));
        assertEndIsClosed(() -> sender.sendAsync("x"));
        assertEndIsClosed(() -> sender.trySend("x"));
        assertEndIsClosed(sender::newSender);
        assertEndIsClosed(receiver::receive);
        assertEndIsClosed(receiver::receiveAsync);
        assertEndIsClosed(receiver::tryReceive);
        assertEndIsClosed(receiver::newReceiver);
        assertThat(channel.isClosed()).isFalse();
        assertThat(channel.stats().openSenders()).isEqualTo(1);
        assertThat(channel.stats().openReceivers()).isEqualTo(1);
    }

    private static void assertEndIsClosed(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this end of channel 'lines' is closed");
    }

    @Test
    void endsHaveTheNameOfTheirChannelAndTellWhatTheyAre() {
        var channel = Channel.<String>rendezvous("lines");
        var sender = channel.newSender();
        var receiver = channel.newReceiver();
        channel.newReceiver();

        receiver.close();

        assertThat(sender.name()).isEqualTo("lines");
        assertThat(receiver.name()).isEqualTo("lines");
        assertThat(sender).hasToString("a sender of channel 'lines', 0 inside, of 0, 0 sending, 0 receiving");
        assertThat(receiver)
                .hasToString("a closed receiver of channel 'lines', 0 inside, of 0, 0 sending, 0 receiving");
    }

    @ParameterizedTest
    @EnumSource
    void sendersThatAreClosedByTheirTasksEndTheLoopOfTheReceiver(Kind kind) throws Exception {
        var channel = kind.<Integer>create();

        run(scope -> {
            for (int i = 0; i < 3; i++) {
                var sender = channel.newSender();
                var number = i;
                scope.fork(() -> {
                    try (sender) {
                        sender.send(number);
                    }
                });
            }
            channel.forEach(element -> note("" + element));
            return null;
        });

        assertThat(events()).endsWith("2").hasSize(kind == Kind.CONFLATED ? 2 : 3);
    }
}
