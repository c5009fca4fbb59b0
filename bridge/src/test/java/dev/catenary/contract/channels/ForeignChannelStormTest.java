package dev.catenary.contract.channels;

import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.channels.ChannelStorm.Element;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import dev.catenary.kotlin.Coroutines;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.ChannelKt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing is lost of what goes through a channel of kotlinx either, as long as it is sent and received through ours: see
 * {@link ChannelStorm}. What a coroutine of its own receives, on a dispatcher, kotlinx may lose when that is cancelled.
 */
class ForeignChannelStormTest extends OnEveryCarrier {
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    @Proves(Feature.SHARED_PRIMITIVES)
    void whatWasSentIsReceivedOnceAndInOrder(int capacity) throws Exception {
        rage(capacity, 1_000);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {0, 3, Integer.MAX_VALUE})
    void whatWasSentIsReceivedOnceAndInOrderForLong(int capacity) throws Exception {
        rage(capacity, 300_000);
    }

    private void rage(int capacity, int elements) throws Exception {
        var channel = Coroutines.channel(ChannelKt.<Element>Channel(capacity, BufferOverflow.SUSPEND, null));
        var storm = new ChannelStorm(channel, elements);
        try (var one = open("one");
                var other = open("other")) {
            storm.send(one, ChannelStorm::sendNow);
            storm.send(one, ChannelStorm::sendAsync);
            storm.send(other, ChannelStorm::sendInTime);
            storm.send(null, ChannelStorm::sendNow);
            storm.send(null, ChannelStorm::sendAsync);
            storm.receive(one, (from, random) -> from.receive());
            storm.receive(other, ChannelStorm::receiveInTime);
            storm.receive(other, ChannelStorm::receiveAsync);
            storm.receive(null, (from, random) -> from.receive());
            storm.receive(null, ChannelStorm::receiveAsync);

            storm.end();
        }
        storm.assertConserved();
    }
}
