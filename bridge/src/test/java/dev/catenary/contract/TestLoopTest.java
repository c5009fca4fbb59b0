package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.CLOCK;
import static dev.catenary.contract.features.Feature.SCRIPTED_ORDER;
import static dev.catenary.contract.features.Feature.VIRTUAL_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Carrier;
import dev.catenary.Catenary;
import dev.catenary.LoopOptions;
import dev.catenary.Promise;
import dev.catenary.contract.features.Proves;
import dev.catenary.testing.TestLoop;
import dev.catenary.testing.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A loop in virtual time jumps when everything waits, and fails when it hangs. */
class TestLoopTest extends OnEveryCarrier {
    private final VirtualClock impatient = new VirtualClock(Duration.ofMillis(20));

    @Test
    @Proves({CLOCK, VIRTUAL_TIME})
    void hourTakesNoTime() throws Exception {
        var value = TestLoop.run(options(), scope -> {
            Catenary.sleep(HOUR);
            return "value";
        });

        assertThat(value).isEqualTo("value");
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void timeStandsStillWhileThereIsSomethingToDo() throws Exception {
        TestLoop.run(options(), scope -> {
            scope.loop().schedule(SECOND, () -> points.reach(2));
            for (int i = 0; i < 100; i++) Catenary.yieldNow();
            points.reach(1);
            Catenary.sleep(HOUR);
            points.end(3);
            return null;
        });
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void timeStandsStillWhileABodyRunsAnotherLoop() throws Exception {
        TestLoop.run(options(), scope -> {
            scope.fork(() -> {
                Catenary.sleep(HOUR);
                points.reach(2);
            });
            Catenary.run(LoopOptions.named("inner").carrier(carrier), inner -> {
                var promise = Promise.<String>create();
                Stranger.PLATFORM_THREAD.start(() -> promise.complete("value"));
                return promise.join();
            });
            points.reach(1);
            scope.join();
            points.end(3);
            return null;
        });
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void hangIsAFailureThatSaysWhatStillWaits() {
        assertThatThrownBy(() -> TestLoop.run(options().clock(impatient), scope -> {
                    scope.fork("lost child", () -> forever());
                    Catenary.sleep(HOUR);
                    return forever();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("the test hangs, after PT1H of virtual time")
                .hasMessageContaining("lost child");
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void hangOfABodyThatSwallowsTheCancelIsAFailureToo() {
        assertThatThrownBy(() -> TestLoop.run(options().clock(impatient), scope -> {
                    try {
                        return OnEveryCarrier.<String>forever();
                    } catch (InterruptedException e) {
                        points.reach(1);
                        return "value";
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("the test hangs");
        points.end(2);
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void hangKeepsWhatTheBodyThrewAsItUnwound() {
        assertThatThrownBy(() -> TestLoop.run(options().clock(impatient), scope -> {
                    try {
                        return OnEveryCarrier.<String>forever();
                    } catch (InterruptedException e) {
                        throw new IOException("rollback failed");
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .satisfies(e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(IOException.class));
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void strangersAreWaitedFor() throws Exception {
        TestLoop.run(options(), scope -> {
            var promise = Promise.<String>create();
            var stranger = Stranger.PLATFORM_THREAD.call(() -> {
                points.await(1);
                return promise.complete("value");
            });
            points.reach(1);

            assertThat(promise.join()).isEqualTo("value");
            while (!stranger.result().isDone()) Thread.onSpinWait();
            return null;
        });
    }

    @Test
    void bodysFailureIsThrownAsItIs() {
        var failure = new IOException("boom");

        assertThatThrownBy(() -> TestLoop.run(carrier, scope -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void optionsWithoutAVirtualClockGetOne() throws Exception {
        var elapsed = TestLoop.run(LoopOptions.named("test").carrier(carrier), scope -> {
            Catenary.sleep(HOUR);
            return scope.loop().nanoTime();
        });

        assertThat(elapsed).isEqualTo(HOUR.toNanos());
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void openedLoopIsInVirtualTime() throws Exception {
        try (var loop = TestLoop.open(LoopOptions.named("test").carrier(carrier))) {
            loop.run(scope -> {
                Catenary.sleep(HOUR);
                return null;
            });

            assertThat(loop.nanoTime()).isEqualTo(HOUR.toNanos());
        }
    }

    @Test
    void automaticCarrierIsTheDefault() throws Exception {
        Carrier used = TestLoop.run(scope -> scope.loop().carrier());

        assertThat(used).isEqualTo(Carriers.automatic());
    }

    @Test
    @Proves(SCRIPTED_ORDER)
    void pointsAreAwaitedByTasksAndByThreads() throws Exception {
        TestLoop.run(options(), scope -> {
            var stranger = Stranger.PLATFORM_THREAD.call(() -> {
                points.await(2);
                points.reach(3);
                return null;
            });
            scope.fork(() -> {
                points.await(1);
                points.reach(2);
            });
            Catenary.yieldNow();
            points.reach(1);
            points.await(3);
            points.end(4);
            while (!stranger.result().isDone()) Thread.onSpinWait();
            return null;
        });
    }
}
