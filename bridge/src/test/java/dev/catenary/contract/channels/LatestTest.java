package dev.catenary.contract.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.ChannelClosedException;
import dev.catenary.Latest;
import dev.catenary.Select;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A value that changes, and those who want to know. */
@Proves(Feature.HOT_STREAM)
class LatestTest extends OnEveryCarrier {
    private final Latest<String> latest = Latest.of("mood", "calm");

    @Test
    void subscriberReceivesTheValueOfTheMomentFirst() throws Exception {
        latest.set("merry");

        var subscription = latest.subscribe();

        assertThat(subscription.receive()).isEqualTo("merry");
        assertThat(subscription.tryReceive()).isEmpty();
    }

    @Test
    void slowSubscriberReceivesTheNewestValueOnly() throws Exception {
        var subscription = latest.subscribe();
        subscription.receive();

        for (var mood : new String[] {"a", "b", "c"}) latest.set(mood);

        assertThat(subscription.receive()).isEqualTo("c");
        assertThat(subscription.tryReceive()).isEmpty();
    }

    @Test
    void valueThatIsSetAgainIsNew() throws Exception {
        var subscription = latest.subscribe();
        subscription.receive();

        latest.set("calm");

        assertThat(subscription.tryReceive()).contains("calm");
    }

    @Test
    void subscriberWaitsForTheNextValue() throws Exception {
        var subscription = latest.subscribe();
        subscription.receive();

        run(scope -> {
            scope.fork(() -> {
                points.reach(1);
                assertThat(subscription.receive()).isEqualTo("merry");
                points.reach(3);
                assertThat(subscription.tryReceive()).isEmpty();
            });
            Catenary.yieldNow();
            points.reach(2);
            latest.set("merry");
            scope.join();
            points.end(4);
            return null;
        });
    }

    @Test
    void receiverThatIsCancelledMissesNothingForTheNext() throws Exception {
        var subscription = latest.subscribe();
        subscription.receive();
        var first = subscription.receiveAsync();
        var second = subscription.receiveAsync();

        first.cancel();
        latest.set("merry");

        assertThat(second.join()).isEqualTo("merry");
    }

    @Test
    void receiverThatIsCancelledLeavesTheNewValueToBeReceived() throws Exception {
        var subscription = latest.subscribe();
        subscription.receive();
        var pending = subscription.receiveAsync();

        assertThat(pending.cancel()).isTrue();
        latest.set("merry");

        assertThat(subscription.tryReceive()).contains("merry");
    }

    @Test
    void receiverThatHasTheValueCannotBeCancelled() throws Exception {
        var subscription = latest.subscribe();
        subscription.receive();
        var pending = subscription.receiveAsync();

        latest.set("merry");

        assertThat(pending.cancel()).isFalse();
        assertThat(pending.join()).isEqualTo("merry");
    }

    @Test
    void subscribersAreToldApart() throws Exception {
        var one = latest.subscribe();
        var other = latest.subscribe();
        one.receive();

        latest.set("merry");

        assertThat(one.receive()).isEqualTo("merry");
        assertThat(other.receive()).isEqualTo("merry");
        assertThat(other.tryReceive()).isEmpty();
    }

    @Test
    void updateChangesTheValueByAFunctionOfIt() throws Exception {
        var subscription = latest.subscribe();
        subscription.receive();

        var changed = latest.update(mood -> mood + "!");

        assertThat(changed).isEqualTo("calm!");
        assertThat(latest.get()).isEqualTo("calm!");
        assertThat(subscription.receive()).isEqualTo("calm!");
    }

    @Test
    void updateBeginsAgainIfTheValueWasSetMeanwhile() {
        var counter = Latest.of(1);

        var changed = counter.update(value -> {
            note("" + value);
            if (value == 1) counter.set(10);
            return value + 1;
        });

        assertThat(changed).isEqualTo(11);
        assertThat(counter.get()).isEqualTo(11);
        assertThat(events()).containsExactly("1", "10");
    }

    @Test
    void updatesOfManyThreadsAreAllMade() throws Throwable {
        var counter = Latest.of(0);
        var calls = new java.util.ArrayList<Stranger.Call<Void>>();

        for (int i = 0; i < 4; i++)
            calls.add(Stranger.PLATFORM_THREAD.call(() -> {
                for (int j = 0; j < 1_000; j++) counter.update(value -> value + 1);
                return null;
            }));

        for (var call : calls) call.end();
        assertThat(counter.get()).isEqualTo(4_000);
    }

    @Test
    void failureOfAnUpdateLeavesTheValue() {
        assertThatThrownBy(() -> latest.update(mood -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThatThrownBy(() -> latest.update(mood -> null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the changed value");

        assertThat(latest.get()).isEqualTo("calm");
    }

    @Test
    void cancelledSubscriptionReceivesNothingMore() throws Exception {
        var leaving = latest.subscribe();
        var staying = latest.subscribe();
        leaving.receive();
        var pending = leaving.receiveAsync();

        leaving.cancel();
        leaving.close();
        latest.set("merry");

        assertThat(latest.subscribers()).isEqualTo(1);
        assertThat(pending.exceptionNow())
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("a subscription of latest value 'mood' was cancelled");
        assertThatThrownBy(leaving::receive).isInstanceOf(ChannelClosedException.class);
        assertThat(staying.receive()).isEqualTo("merry");
    }

    @Test
    void selectionReceivesFromASubscription() throws Exception {
        var subscription = latest.subscribe();
        var selection =
                Select.<String>of().onReceive(subscription, mood -> mood).onTimeout(Duration.ZERO, () -> "no change");

        assertThat(selection.await()).isEqualTo("calm");
        assertThat(selection.await()).isEqualTo("no change");
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void threadsOfAllKindsAreTold(Stranger stranger) throws Throwable {
        var subscription = latest.subscribe();
        subscription.receive();
        var waiting = stranger.call(subscription::receive).whenWaiting();

        latest.set("merry");

        assertThat(waiting.end()).isEqualTo("merry");
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> Latest.of(null)).hasMessage("initial");
        assertThatThrownBy(() -> Latest.of(" ", "calm")).hasMessage("name is blank: ' '");
        assertThatThrownBy(() -> latest.set(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value");
        assertThatThrownBy(() -> latest.update(null)).hasMessage("change");
        assertThat(latest.get()).isEqualTo("calm");
    }

    @Test
    void textTellsTheLiveState() {
        var subscription = latest.subscribe();

        assertThat(latest.name()).isEqualTo("mood");
        assertThat(subscription.name()).isEqualTo("mood");
        assertThat(latest).hasToString("latest value 'mood', calm, 1 subscribers");
        assertThat(subscription).hasToString("a subscription of latest value 'mood', calm, 1 subscribers");
    }
}
