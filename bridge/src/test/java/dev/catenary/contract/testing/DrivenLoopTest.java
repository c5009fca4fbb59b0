package dev.catenary.contract.testing;

import static dev.catenary.contract.features.Feature.ALL_BLOCKED;
import static dev.catenary.contract.features.Feature.LEAK_CHECK;
import static dev.catenary.contract.features.Feature.VIRTUAL_TIME;
import static dev.catenary.testing.CatenaryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.LoopOptions;
import dev.catenary.Mutex;
import dev.catenary.Promise;
import dev.catenary.Tasks;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Proves;
import dev.catenary.testing.TestLoop;
import dev.catenary.testing.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A loop that its test drives: time stands still but when the test lets it pass. */
class DrivenLoopTest extends OnEveryCarrier {
    private TestLoop loop;

    @BeforeEach
    void create() {
        loop = TestLoop.create(LoopOptions.named("test").carrier(carrier).clock(clock));
    }

    @AfterEach
    void close() throws InterruptedException {
        loop.close();
    }

    // ---- time

    @Test
    @Proves(VIRTUAL_TIME)
    void timeStandsStillUntilItIsAdvanced() throws Exception {
        var task = loop.start(scope -> {
            Catenary.sleep(HOUR);
            return "value";
        });

        loop.waitUntilAllBlocked();
        assertThat(task).isRunning();
        loop.advance(HOUR.minusNanos(1));
        assertThat(task).isRunning();
        loop.advance(Duration.ofNanos(1));
        assertThat(task).succeededWith("value");
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void whatBecomesDueRunsAtItsTime() throws Exception {
        loop.start(scope -> {
            for (int i = 1; i <= 3; i++) {
                Catenary.sleep(SECOND);
                note("task at " + clock.elapsed());
            }
            return null;
        });
        loop.eventLoop().schedule(SECOND.multipliedBy(2), () -> note("callback at " + clock.elapsed()));
        loop.waitUntilAllBlocked();

        loop.advance(Duration.ofMillis(2_500));

        assertThat(events()).containsExactly("task at PT1S", "callback at PT2S", "task at PT2S");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(2_500));
        loop.runUntilIdle();
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void advanceByZeroRunsWhatIsReady() throws Exception {
        var task = loop.start(scope -> {
            Catenary.yieldNow();
            return "value";
        });

        loop.advance(Duration.ZERO);

        assertThat(task).succeededWith("value");
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void advanceOfAnEmptyLoopIsTimeThatPasses() throws Exception {
        loop.advance(HOUR);

        assertThat(loop.clock().elapsed()).isEqualTo(HOUR);
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void runUntilIdleRunsAllTimersAndStaysAtTheLast() throws Exception {
        var task = loop.start(scope -> {
            scope.fork(() -> Catenary.sleep(HOUR));
            scope.fork(() -> Catenary.sleep(HOUR.multipliedBy(2)));
            Catenary.sleep(SECOND);
            return "value";
        });

        loop.runUntilIdle();

        assertThat(task).succeededWith("value");
        assertThat(clock.elapsed()).isEqualTo(HOUR.multipliedBy(2));
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void runUntilIdleLeavesThoseWhoWaitForNoTimer() throws Exception {
        var channel = Channel.<String>rendezvous();
        var task = loop.start(scope -> {
            Catenary.sleep(HOUR);
            return channel.receive();
        });

        loop.runUntilIdle();

        assertThat(task).isWaitingFor(channel);
        channel.trySend("value");
        loop.runUntilIdle();
        assertThat(task).succeededWith("value");
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void offloadedWorkIsNotIdle() throws Exception {
        var mayEnd = new CountDownLatch(1);
        var task = loop.start(scope -> {
            Catenary.offload(() -> {
                mayEnd.await();
                return null;
            });
            Catenary.sleep(SECOND);
            return clock.elapsed();
        });
        var advance = Stranger.PLATFORM_THREAD.call(() -> {
            loop.advance(HOUR);
            return clock.elapsed();
        });

        advance.whenWaiting();
        assertThat(clock.elapsed()).isZero();
        mayEnd.countDown();

        assertThat(advance.result().get()).isEqualTo(HOUR);
        assertThat(task).succeededWith(SECOND);
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void taskMayLetTimePass() throws Exception {
        var end = loop.runToEnd(scope -> {
            scope.fork(() -> {
                Catenary.sleep(SECOND);
                points.reach(2);
                Catenary.sleep(HOUR);
                points.end(4);
            });
            points.reach(1);
            loop.advance(Duration.ofMinutes(1));
            points.reach(3);
            return clock.elapsed();
        });

        assertThat(end).isEqualTo(Duration.ofMinutes(1));
        assertThat(clock.elapsed()).isEqualTo(HOUR.plus(SECOND));
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void severalMayLetTimePassAndEachIsToldAtItsTime() throws Exception {
        loop.runToEnd(scope -> {
            for (int seconds = 3; seconds >= 1; seconds--) {
                var time = Duration.ofSeconds(seconds);
                scope.fork(() -> {
                    loop.advance(time);
                    note(time + " at " + clock.elapsed());
                });
            }
            return null;
        });

        assertThat(events()).containsExactly("PT1S at PT1S", "PT2S at PT2S", "PT3S at PT3S");
    }

    @Test
    void negativeTimeIsRefused() {
        assertThatThrownBy(() -> loop.advance(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time < 0: PT-1S");
    }

    // ---- everything waits

    @Test
    @Proves(ALL_BLOCKED)
    void allAreBlockedWhenTheyWaitForEachOther() throws Exception {
        var channel = Channel.<String>rendezvous();
        var mutex = Mutex.create("lock");
        var task = loop.start(scope -> {
            scope.fork(() -> {
                try (var held = mutex.acquire()) {
                    channel.receive();
                }
            });
            scope.fork(() -> {
                for (int i = 0; i < 10; i++) Catenary.yieldNow();
                try (var held = mutex.acquire()) {
                    points.reach(2);
                }
            });
            return null;
        });

        loop.waitUntilAllBlocked();

        points.reach(1);
        assertThat(task).isRunning();
        assertThat(mutex.stats().isHeld()).isTrue();
        assertThat(channel.trySend("value")).isTrue();
        loop.waitUntilAllBlocked();
        assertThat(task).succeeded();
        points.end(3);
    }

    // ---- run to the end

    @Test
    @Proves(VIRTUAL_TIME)
    void bodyRunToItsEndSeesTimeJump() throws Exception {
        var value = loop.runToEnd(scope -> {
            var child = scope.fork(() -> {
                Catenary.sleep(HOUR);
                return "value";
            });
            return child.join();
        });

        assertThat(value).isEqualTo("value");
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void timeStandsStillAgainWhenTheBodyHasEnded() throws Exception {
        var other = loop.start(scope -> {
            Catenary.sleep(HOUR);
            return null;
        });

        loop.runToEnd(scope -> {
            Catenary.sleep(SECOND);
            return null;
        });
        loop.waitUntilAllBlocked();

        assertThat(clock.elapsed()).isEqualTo(SECOND);
        assertThat(other).isRunning();
        loop.runUntilIdle();
    }

    @Test
    void failureOfTheBodyIsThrownAsItIs() {
        var failure = new IOException("boom");

        assertThatThrownBy(() -> loop.runToEnd(scope -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void hangOfTheBodyIsAFailureWithTheTree() throws Exception {
        var channel = Channel.<String>rendezvous("orders");
        try (var impatient = TestLoop.create(
                LoopOptions.named("impatient").carrier(carrier).clock(new VirtualClock(Duration.ofMillis(20))))) {

            assertThatThrownBy(() -> impatient.runToEnd(scope -> {
                        scope.fork("lost child", () -> channel.receive());
                        Catenary.sleep(HOUR);
                        return null;
                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("the test hangs, after PT1H of virtual time")
                    .hasMessageContaining("event loop 'impatient'")
                    .hasMessageContaining("task 'lost child'")
                    .hasMessageContaining("waits in Channel.receive: channel 'orders'")
                    .hasMessageContaining("DrivenLoopTest.java");
        }
    }

    @Test
    @Proves(VIRTUAL_TIME)
    void hangInADeadlockNamesTheCircle() throws Exception {
        var one = Mutex.create("one");
        var two = Mutex.create("two");
        try (var impatient = TestLoop.create(
                LoopOptions.named("impatient").carrier(carrier).clock(new VirtualClock(Duration.ofMillis(20))))) {

            assertThatThrownBy(() -> impatient.runToEnd(scope -> {
                        scope.fork("left", () -> takeBoth(one, two));
                        scope.fork("right", () -> takeBoth(two, one));
                        return null;
                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("deadlock of 2 tasks")
                    .hasMessageContaining("mutex 'one', held by task 'left'")
                    .hasMessageContaining("mutex 'two', held by task 'right'");
        }
    }

    private static void takeBoth(Mutex first, Mutex second) throws InterruptedException {
        try (var held = first.acquire()) {
            Catenary.sleep(SECOND);
            try (var both = second.acquire()) {
                throw new AssertionError("not a deadlock");
            }
        }
    }

    // ---- the end

    @Test
    @Proves(LEAK_CHECK)
    void taskLeftBehindIsAFailureWithTheTree() throws Exception {
        var promise = Promise.<String>create("never");
        var task = loop.start("lost", scope -> promise.join());

        assertThatThrownBy(loop::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("the test leaves 1 task behind:\nevent loop 'test'")
                .hasMessageContaining("task 'lost'")
                .hasMessageContaining("task 'never'");
        assertThat(task).isCancelled();
        assertThat(loop.eventLoop().isClosed()).isTrue();
    }

    @Test
    @Proves(LEAK_CHECK)
    void taskLeftBehindMayNeedTimeToUnwind() throws Exception {
        loop.start(scope -> {
            try {
                return forever();
            } finally {
                Tasks.shielded(HOUR, () -> Catenary.sleep(SECOND));
                points.end(1);
            }
        });

        assertThatThrownBy(loop::close).isInstanceOf(AssertionError.class);

        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    @Proves(LEAK_CHECK)
    void whatIsReadyAtTheEndMayStillRun() throws Exception {
        var task = loop.start(scope -> forever());
        loop.waitUntilAllBlocked();
        task.cancel();

        loop.close();

        assertThat(task).isCancelled();
    }

    @Test
    @Proves(LEAK_CHECK)
    void failureThatNobodyHasSeenIsAFailureOfTheTest() throws Exception {
        var failure = new IOException("boom");
        loop.start("careless", scope -> {
            throw failure;
        });

        assertThatThrownBy(loop::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("task 'careless' failed, and nobody looked at its outcome")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).containsExactly(failure));
    }

    @Test
    @Proves(LEAK_CHECK)
    void failureOfACallbackIsForgivenToTheTestThatAsksForIt() throws Exception {
        var failure = new IllegalStateException("boom");
        loop.eventLoop().execute(() -> {
            throw failure;
        });
        loop.waitUntilAllBlocked();

        var reported = loop.reported();

        assertThat(reported)
                .singleElement()
                .satisfies(report -> assertThat(report.failure()).isSameAs(failure));
        loop.close();
    }

    @Test
    void failureHandlerOfTheOptionsIsAskedInstead() throws Exception {
        var failure = new IllegalStateException("boom");
        try (var handled = TestLoop.create(options().clock(new VirtualClock()))) {
            handled.eventLoop().execute(() -> {
                throw failure;
            });
        }

        assertThat(reported())
                .singleElement()
                .satisfies(report -> assertThat(report.failure()).isSameAs(failure));
    }

    @Test
    void secondCloseDoesNothing() throws Exception {
        loop.close();

        loop.close();
    }

    @Test
    void showsWhatItDoes() throws Exception {
        var task = loop.start("sleeper", scope -> {
            Catenary.sleep(HOUR);
            return null;
        });
        loop.waitUntilAllBlocked();

        assertThat(loop).asString().contains("event loop 'test'", "task 'sleeper'", "Catenary.sleep");
        task.cancel();
    }
}
