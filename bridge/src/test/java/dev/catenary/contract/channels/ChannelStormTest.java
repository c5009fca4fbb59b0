package dev.catenary.contract.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Channel;
import dev.catenary.Select;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.channels.ChannelStorm.Element;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing is lost of what goes through a channel, nor comes twice, nor in another order: see {@link ChannelStorm}. */
@Proves({Feature.CHANNEL, Feature.SHARED_PRIMITIVES})
class ChannelStormTest extends OnEveryCarrier {
    @ParameterizedTest
    @EnumSource(names = {"RENDEZVOUS", "BUFFERED_3"})
    void whatWasSentIsReceivedOnceAndInOrder(Kind kind) throws Exception {
        rage(kind, 1_000);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(names = {"RENDEZVOUS", "BUFFERED_3", "UNLIMITED"})
    void whatWasSentIsReceivedOnceAndInOrderForLong(Kind kind) throws Exception {
        rage(kind, 300_000);
    }

    private void rage(Kind kind, int elements) throws Exception {
        Channel<Element> channel = kind.create();
        var storm = new ChannelStorm(channel, elements);
        try (var one = open("one");
                var other = open("other")) {
            storm.send(one, ChannelStorm::sendNow);
            storm.send(other, ChannelStorm::sendInTime);
            storm.send(other, ChannelStorm::sendAsync);
            storm.send(null, ChannelStorm::sendNow);
            storm.send(null, ChannelStorm::sendAsync);
            storm.send(null, ChannelStormTest::sendBySelection);
            storm.send(null, (to, element, random) -> {
                Coroutines.send(to, element).join();
                return true;
            });
            storm.receive(one, (from, random) -> from.receive());
            storm.receive(other, ChannelStorm::receiveInTime);
            storm.receive(other, ChannelStormTest::receiveBySelection);
            storm.receive(null, (from, random) -> from.receive());
            storm.receive(null, ChannelStorm::receiveAsync);

            storm.end();
        }
        storm.assertConserved();
        var stats = channel.stats();
        assertThat(stats.sent()).isEqualTo(storm.elements());
        assertThat(stats.received()).isEqualTo(storm.elements());
        assertThat(stats.waitingReceivers() + stats.waitingSenders() + stats.size())
                .isZero();
    }

    private static boolean sendBySelection(Channel<Element> channel, Element element, Random random) throws Exception {
        return ChannelStorm.sent(() -> {
            var sent = Select.<Boolean>of()
                    .onSend(channel, element, () -> true)
                    .onTimeout(ChannelStorm.soon(random), () -> false)
                    .await();
            if (!sent) throw new TimeoutException();
        });
    }

    private static Element receiveBySelection(Channel<Element> channel, Random random) throws Exception {
        return Select.<Element>of()
                .onReceive(channel, element -> element)
                .onTimeout(ChannelStorm.soon(random), () -> null)
                .await();
    }
}
