package dev.catenary.contract.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Carrier;
import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.Select;
import dev.catenary.Task;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What did not come to pass leaves nothing behind, a million times over. */
@Proves(Feature.CHANNEL)
class ChannelLeakTest extends OnEveryCarrier {
    /** What one wait that is left behind would hold at the very least, in bytes. */
    private static final int WAIT = 50;

    private final Channel<String> channel = Channel.rendezvous("quiet");
    private final Channel<String> other = Channel.rendezvous("quiet too");

    private Select<String> selection() {
        return Select.<String>of()
                .onReceive(channel, element -> element)
                .onSend(other, "x", () -> "sent")
                .onTimeout(SECOND, () -> "idle");
    }

    @Test
    void cancelledReceivesAndSendsLeaveNothingBehind() throws Exception {
        var count = scaled(450_000);

        run(scope -> {
            var before = usedHeap();
            for (int i = 0; i < count; i++) {
                channel.receiveAsync().cancel();
                other.sendAsync("x").cancel();
            }

            assertNothingIsLeft(before, 2 * count);
            return null;
        });
    }

    @Test
    void cancelledSelectionsLeaveNothingBehind() throws Exception {
        var count = scaled(100_000);

        run(scope -> {
            var before = usedHeap();
            for (int i = 0; i < count; i++) {
                selection().awaitAsync().cancel();
                if (i % 1_000 == 0) Catenary.yieldNow();
            }
            Catenary.yieldNow();
            assertNothingIsLeft(before, count);
            return null;
        });
    }

    @Test
    void timedOutReceivesAndSelectionsLeaveNothingBehind() throws Exception {
        var rounds = 5;
        var atATime = 1_000;

        run(scope -> {
            var before = usedHeap();
            for (int round = 0; round < rounds; round++) {
                var waits = new ArrayList<Task<String>>();
                for (int i = 0; i < atATime; i++) {
                    waits.add(channel.receiveAsync().orTimeout(SECOND).recover(failure -> "idle"));
                    waits.add(selection().awaitAsync());
                }
                for (var wait : waits) assertThat(wait.join()).isEqualTo("idle");
            }
            assertNothingIsLeft(before, 2 * rounds * atATime);
            return null;
        });
    }

    /** A million in all on the one carrier that every JDK has; the others differ little here. */
    private int scaled(int count) {
        return carrier == Carrier.PLATFORM_THREADS ? count : count / 10;
    }

    private void assertNothingIsLeft(long before, int count) {
        for (var quiet : new Channel<?>[] {channel, other}) {
            assertThat(quiet.stats().waitingReceivers()).isZero();
            assertThat(quiet.stats().waitingSenders()).isZero();
        }
        assertThat(usedHeap() - before).as("bytes left behind").isLessThan((long) count * WAIT);
    }

    private static long usedHeap() {
        for (int i = 0; i < 2; i++) System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
