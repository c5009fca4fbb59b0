package dev.catenary.contract.testing;

import static dev.catenary.contract.features.Feature.SHUFFLED_ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.Mutex;
import dev.catenary.Scope;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Proves;
import dev.catenary.testing.TestLoop;
import dev.catenary.testing.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Under a seed the order of ready tasks is left to chance, and nothing else is. */
@Proves(SHUFFLED_ORDER)
class ShuffledLoopTest extends OnEveryCarrier {
    private static final int MANY = 10;
    private static final List<Integer> IN_ORDER =
            IntStream.range(0, MANY).boxed().toList();

    private interface Story {
        void tell(Scope scope, List<Integer> order) throws Exception;
    }

    private List<Integer> orderUnder(long seed, Story story) throws Exception {
        var order = new ArrayList<Integer>();
        TestLoop.run(options().clock(new VirtualClock()).shuffled(seed), scope -> {
            story.tell(scope, order);
            scope.join();
            return null;
        });
        return order;
    }

    private void assertAlwaysInOrder(Story story) throws Exception {
        for (int seed = 0; seed < MANY; seed++)
            assertThat(orderUnder(seed, story)).as("under seed " + seed).isEqualTo(IN_ORDER);
    }

    private void assertLeftToChance(Story story) throws Exception {
        var orders = new ArrayList<List<Integer>>();
        for (int seed = 0; seed < MANY; seed++) {
            orders.add(orderUnder(seed, story));
            assertThat(orders.get(seed))
                    .isEqualTo(orderUnder(seed, story))
                    .containsExactlyInAnyOrderElementsOf(IN_ORDER);
        }
        assertThat(orders.stream().distinct()).hasSizeGreaterThan(MANY / 2);
    }

    // ---- by lot, the same for the same seed

    @Test
    void childrenBeginInAnyOrder() throws Exception {
        assertLeftToChance((scope, order) -> {
            for (var i : IN_ORDER) scope.fork(() -> order.add(i));
        });
    }

    @Test
    void thoseWhoAreDueTogetherGoOnInAnyOrder() throws Exception {
        assertLeftToChance((scope, order) -> {
            for (var i : IN_ORDER)
                scope.fork(() -> {
                    Catenary.sleep(HOUR);
                    order.add(i);
                });
        });
    }

    @Test
    void thoseWhoYieldGoOnInAnyOrder() throws Exception {
        assertLeftToChance((scope, order) -> {
            for (var i : IN_ORDER)
                scope.forkEager(() -> {
                    Catenary.yieldNow();
                    return order.add(i);
                });
        });
    }

    // ---- not left to chance

    @Test
    void callbacksRunInOrder() throws Exception {
        assertAlwaysInOrder((scope, order) -> {
            for (var i : IN_ORDER) scope.loop().execute(() -> order.add(i));
            Catenary.sleep(SECOND);
        });
    }

    @Test
    void timersThatAreDueTogetherRunInOrder() throws Exception {
        assertAlwaysInOrder((scope, order) -> {
            for (var i : IN_ORDER) scope.loop().schedule(HOUR, () -> order.add(i));
            Catenary.sleep(HOUR.plus(SECOND));
        });
    }

    @Test
    void callbacksOfATaskRunInOrder() throws Exception {
        assertAlwaysInOrder((scope, order) -> {
            var task = scope.fork(() -> "value");
            for (var i : IN_ORDER) task.onComplete(Callback.of(value -> order.add(i), failure -> {}));
            Catenary.sleep(SECOND);
        });
    }

    @Test
    void eagerChildRunsAtOnce() throws Exception {
        assertAlwaysInOrder((scope, order) -> {
            for (var i : IN_ORDER) {
                if (i % 2 == 0) scope.forkEager(() -> order.add(i));
                else order.add(i);
            }
        });
    }

    @Test
    void elementsArriveInOrder() throws Exception {
        assertAlwaysInOrder((scope, order) -> {
            var channel = Channel.<Integer>buffered(3);
            scope.fork(() -> {
                for (var i : IN_ORDER) channel.send(i);
                channel.close();
            });
            scope.fork(() -> channel.forEach(order::add));
        });
    }

    @Test
    void lockIsHandedOverInTheOrderOfTheQueue() throws Exception {
        assertAlwaysInOrder((scope, order) -> {
            var mutex = Mutex.create();
            var held = mutex.acquire();
            for (var i : IN_ORDER)
                scope.forkEager(() -> {
                    try (var it = mutex.acquire()) {
                        return order.add(i);
                    }
                });
            held.close();
        });
    }
}
