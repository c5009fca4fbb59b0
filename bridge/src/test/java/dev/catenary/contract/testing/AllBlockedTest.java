package dev.catenary.contract.testing;

import static dev.catenary.contract.features.Feature.ALL_BLOCKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.Timeouts;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Proves;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A task waits until all others do, before time jumps. */
@Proves(ALL_BLOCKED)
class AllBlockedTest extends OnEveryCarrier {
    private final Channel<String> channel = Channel.rendezvous();

    @Test
    void othersRunUntilTheyWait() throws Exception {
        run(scope -> {
            scope.fork(() -> {
                for (int i = 0; i < 100; i++) Catenary.yieldNow();
                points.reach(2);
                return channel.receive();
            });
            points.reach(1);

            clock.waitUntilAllBlocked();

            points.end(3);
            assertThat(channel.trySend("value")).isTrue();
            return null;
        });
    }

    @Test
    void timeDoesNotJumpBefore() throws Exception {
        run(scope -> {
            scope.fork(() -> {
                Catenary.sleep(SECOND);
                points.reach(2);
            });

            clock.waitUntilAllBlocked();

            points.reach(1);
            assertThat(clock.elapsed()).isZero();
            Catenary.sleep(HOUR);
            points.end(3);
            return null;
        });
    }

    @Test
    void workOffTheLoopIsWaitedFor() throws Exception {
        var mayEnd = new CountDownLatch(1);
        run(scope -> {
            scope.fork(() -> {
                Catenary.offload(() -> {
                    mayEnd.await();
                    return null;
                });
                points.reach(2);
            });
            scope.fork(() -> {
                Catenary.yieldNow();
                points.reach(1);
                mayEnd.countDown();
            });

            clock.waitUntilAllBlocked();

            points.end(3);
            return null;
        });
    }

    @Test
    void severalAreWokenTogetherInTheOrderInWhichTheyCame() throws Exception {
        run(scope -> {
            for (var name : new String[] {"first", "second"}) {
                scope.fork(() -> {
                    clock.waitUntilAllBlocked();
                    note(name);
                    Catenary.sleep(SECOND);
                    note(name + " again");
                });
            }
            Catenary.sleep(Duration.ofMillis(1));
            assertThat(events()).containsExactly("first", "second");
            return null;
        });
    }

    @Test
    void cancelEndsTheWait() throws Exception {
        run(scope -> {
            var waiting = scope.fork(() -> {
                clock.waitUntilAllBlocked();
                throw points.unreachable();
            });
            Catenary.yieldNow();
            waiting.cancel();
            scope.join();
            Catenary.sleep(HOUR);
            points.end(1);
            return null;
        });

        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    void timeSpentByComputingIsSeenLaterByTimers() throws Exception {
        run(scope -> {
            scope.fork(() -> {
                assertThatThrownBy(() -> Timeouts.within(SECOND, () -> channel.receive()))
                        .isInstanceOf(TimeoutException.class);
                points.end(2);
            });
            Catenary.yieldNow();

            clock.spend(HOUR);

            points.reach(1);
            return null;
        });

        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    void outsideOfALoopItIsRefused() {
        assertThatThrownBy(clock::waitUntilAllBlocked)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside of a loop")
                .hasMessageContaining("TestLoop.waitUntilAllBlocked");
    }
}
