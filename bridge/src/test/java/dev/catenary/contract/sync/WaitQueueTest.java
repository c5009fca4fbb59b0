package dev.catenary.contract.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.Task;
import dev.catenary.WaitQueue;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@Proves(Feature.PARKING_LOT)
class WaitQueueTest extends OnEveryCarrier {
    private final WaitQueue<String> queue = WaitQueue.create("lot");

    @Test
    void signalHandsItsValueToTheOneWhoHasWaitedLongest() throws Exception {
        run(scope -> {
            var first = scope.fork(queue::await);
            var second = scope.fork(queue::await);
            Catenary.yieldNow();
            assertThat(queue).hasToString("wait queue 'lot', 2 waiting");

            assertThat(queue.signal("a")).isTrue();
            assertThat(first.join()).isEqualTo("a");
            assertThat(second.outcome()).isEmpty();
            assertThat(queue.signal("b")).isTrue();
            assertThat(second.join()).isEqualTo("b");
            return null;
        });
    }

    @Test
    void signalThatNobodyWaitsForSaysSoAndIsNotKept() {
        assertThat(queue.signal("lost")).isFalse();
        assertThat(queue.signalAll("lost")).isZero();
        assertThat(queue.awaitAsync().outcome()).isEmpty();
    }

    @Test
    void signalToAllGivesTheirNumber() throws Exception {
        var first = queue.awaitAsync();
        var second = queue.awaitAsync();

        assertThat(queue.signalAll("all")).isEqualTo(2);

        assertThat(first.resultNow()).isEqualTo("all");
        assertThat(second.resultNow()).isEqualTo("all");
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void signalGoesPastThoseWhoWereCancelled() throws Exception {
        run(scope -> {
            var cancelled = scope.fork(queue::await);
            Catenary.yieldNow();
            var alsoCancelled = queue.awaitAsync();
            var next = queue.awaitAsync();

            cancelled.cancel();
            assertThat(alsoCancelled.cancel()).isTrue();

            assertThat(queue.waiting()).isOne();
            assertThat(queue.signal("a")).isTrue();
            assertThat(next.join()).isEqualTo("a");
            assertThat(queue.signal("b")).isFalse();
            return null;
        });
    }

    @Test
    void cancelAfterASignalIsTooLate() {
        var place = queue.awaitAsync();
        queue.signal("a");

        assertThat(place.cancel()).isFalse();
        assertThat(place.resultNow()).isEqualTo("a");
    }

    @Test
    void nullCanBeHandedOver() throws Exception {
        var place = queue.awaitAsync();

        queue.signal(null);

        assertThat(place.resultNow()).isNull();
        assertThat(WaitQueue.create().name()).startsWith("wait queue-");
    }

    /** The example of the interface: a count that threads raise, and those who wait for it. */
    private static final class Count {
        private final WaitQueue<Void> queue = WaitQueue.create();
        private final AtomicInteger value = new AtomicInteger();

        void raise() {
            value.incrementAndGet();
            queue.signalAll(null);
        }

        void awaitAtLeast(int wanted) throws InterruptedException {
            while (value.get() < wanted) {
                Task<Void> place = queue.awaitAsync();
                if (value.get() < wanted || !place.cancel()) place.join();
            }
        }
    }

    @Test
    void placeThatIsTakenBeforeLookingMissesNoChange() throws Throwable {
        var count = new Count();
        var raising = Stranger.PLATFORM_THREAD.call(() -> {
            for (int i = 0; i < 2_000; i++) count.raise();
            return null;
        });
        try (var loop = open()) {
            loop.run(scope -> {
                for (int wanted = 1; wanted <= 2_000; wanted++) count.awaitAtLeast(wanted);
                return null;
            });
        }
        raising.end();

        assertThat(count.queue.waiting()).isZero();
    }
}
