package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.CALLBACKS;
import static dev.catenary.contract.features.Feature.OFFLOAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Handle;
import dev.catenary.LoopClock;
import dev.catenary.Promise;
import dev.catenary.contract.features.Proves;
import dev.catenary.testing.TestLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** First come, first served: joiners, callbacks, timers; and nobody starves. */
class FairnessTest extends OnEveryCarrier {
    @Test
    void joinersAreWokenInTheOrderInWhichTheyCame() throws Exception {
        run(scope -> {
            var promise = Promise.<String>create();
            for (int i = 0; i < 10; i++) {
                var number = i;
                scope.fork(() -> note(promise.join() + number));
            }
            Catenary.yieldNow();

            promise.complete("");

            scope.join();
            assertThat(events()).containsExactlyElementsOf(numbers(10));
            return null;
        });
    }

    @Test
    void joinersAndCallbacksOfATaskAreServedInTheOrderInWhichTheyCame() throws Exception {
        run(scope -> {
            var gate = Promise.<String>create();
            var task = scope.fork(() -> gate.join());
            for (int i = 0; i < 10; i += 2) {
                var number = i;
                scope.fork(() -> note(task.join() + number));
                Catenary.yieldNow();
                task.onComplete(Callback.of(value -> note(value + (number + 1)), failure -> {}));
            }
            Catenary.yieldNow();

            gate.complete("");

            scope.join();
            Catenary.yieldNow();
            assertThat(events()).containsExactlyElementsOf(numbers(10));
            return null;
        });
    }

    @Test
    void joinerThatLeavesDoesNotHoldUpTheOthers() throws Exception {
        run(scope -> {
            var promise = Promise.<String>create();
            var waiting = IntStream.range(0, 10)
                    .mapToObj(number -> scope.fork(() -> note(promise.join() + number)))
                    .toList();
            Catenary.yieldNow();

            waiting.get(0).cancel();
            waiting.get(4).cancel();
            waiting.get(9).cancel();
            Catenary.yieldNow();
            promise.complete("");

            scope.join();
            assertThat(events()).containsExactly("1", "2", "3", "5", "6", "7", "8");
            return null;
        });
    }

    @Test
    void sleepersOfOneDeadlineWakeInTheOrderInWhichTheyWentToSleep() throws Exception {
        run(scope -> {
            for (int i = 0; i < 10; i++) {
                var number = i;
                scope.fork(() -> {
                    Catenary.sleep(SECOND);
                    note("" + number);
                });
            }
            return null;
        });

        assertThat(events()).containsExactlyElementsOf(numbers(10));
    }

    @Test
    @Proves(CALLBACKS)
    void timersOfOneDeadlineFireInTheOrderInWhichTheyWereSet() throws Exception {
        run(scope -> {
            var loop = scope.loop();
            var at = loop.nanoTime() + SECOND.toNanos();
            for (int i = 0; i < 10; i += 2) {
                var number = i;
                loop.schedule(SECOND, () -> note("" + number));
                loop.scheduleAt(at, () -> note("" + (number + 1)));
            }
            Catenary.sleep(HOUR);
            return null;
        });

        assertThat(events()).containsExactlyElementsOf(numbers(10));
    }

    @Test
    @Proves(CALLBACKS)
    void timersFireInTheOrderOfTheirDeadlines() throws Exception {
        run(scope -> {
            for (int second : new int[] {5, 1, 4, 2, 3, 0})
                scope.loop().schedule(Duration.ofSeconds(second), () -> {
                    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(second));
                    note("" + second);
                });
            Catenary.sleep(HOUR);
            return null;
        });

        assertThat(events()).containsExactlyElementsOf(numbers(6));
    }

    @Test
    @Proves(CALLBACKS)
    void timerOfThePastFiresSoon() throws Exception {
        run(scope -> {
            Catenary.sleep(HOUR);
            scope.loop().scheduleAt(SECOND.toNanos(), () -> points.reach(2));
            points.reach(1);
            Catenary.sleep(Duration.ofNanos(1));
            points.end(3);
            return null;
        });
    }

    @Test
    @Proves(CALLBACKS)
    void callbacksRunInTheOrderInWhichTheyWereGiven() throws Exception {
        run(scope -> {
            for (int i = 0; i < 10; i++) {
                var number = i;
                scope.loop().execute(() -> note("" + number));
            }
            Catenary.yieldNow();
            return null;
        });

        assertThat(events()).containsExactlyElementsOf(numbers(10));
    }

    @Test
    @Proves(CALLBACKS)
    void callbackGivenByACallbackRunsInALaterRound() throws Exception {
        run(scope -> {
            var loop = scope.loop();
            loop.execute(() -> {
                points.reach(1);
                loop.execute(() -> {
                    points.reach(4);
                    loop.execute(() -> points.reach(5));
                });
                points.reach(2);
            });
            loop.execute(() -> points.reach(3));
            Catenary.sleep(SECOND);
            points.end(6);
            return null;
        });
    }

    @Test
    void yieldLetsEverythingThatIsReadyGoFirst() throws Exception {
        run(scope -> {
            for (var name : new String[] {"a", "b", "c"})
                scope.fork(() -> {
                    for (int i = 0; i < 3; i++) {
                        note(name + i);
                        Catenary.yieldNow();
                    }
                });
            return null;
        });

        assertThat(events()).containsExactly("a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2");
    }

    @Test
    void sleepOfZeroGivesUpTheTurnOnce() throws Exception {
        run(scope -> {
            scope.fork(() -> points.reach(2));
            points.reach(1);
            Catenary.sleep(Duration.ZERO);
            points.end(3);
            return null;
        });
        assertThat(clock.elapsed()).isZero();
    }

    @Test
    void busyCallbacksDoNotStarveTimers() throws Exception {
        var ticks = new AtomicLong();
        LoopClock ticking = () -> ticks.addAndGet(1_000);
        try (var loop = EventLoop.open(options().clock(ticking))) {
            var fired = new CountDownLatch(1);
            loop.schedule(SECOND.dividedBy(1_000), fired::countDown);

            loop.execute(again(loop, fired));

            fired.await();
        }
    }

    @Test
    void busyCallbacksDoNotStarveStrangers() throws Exception {
        try (var loop = open()) {
            var called = new CountDownLatch(1);
            loop.execute(again(loop, called));

            loop.execute(called::countDown);

            called.await();
        }
    }

    @Test
    void busyTasksDoNotStarveTimersAndStrangers() throws Exception {
        try (var loop = open()) {
            var called = new CountDownLatch(2);
            var busy = loop.start(scope -> {
                while (called.getCount() > 0) Catenary.yieldNow();
                return null;
            });

            loop.schedule(Duration.ofNanos(1), called::countDown);
            Stranger.PLATFORM_THREAD.start(() -> loop.execute(called::countDown));

            busy.join();
        }
    }

    /** A callback that gives itself to the loop, again and again, until the latch opens. */
    private static Runnable again(EventLoop loop, CountDownLatch until) {
        return new Runnable() {
            @Override
            public void run() {
                if (until.getCount() > 0) loop.execute(this);
            }
        };
    }

    @Test
    @Proves(OFFLOAD)
    void offloadedBodiesBeginInTheOrderInWhichTheyCame() throws Exception {
        TestLoop.run(options().offloadLimit(1), scope -> {
            for (int i = 0; i < 10; i++) {
                var number = i;
                scope.fork(() -> Catenary.offload(() -> note("" + number)));
            }
            return null;
        });

        assertThat(events()).containsExactlyElementsOf(numbers(10));
    }

    @Test
    @Proves(CALLBACKS)
    void cancelledTimersLeaveTheOthersInOrder() throws Exception {
        run(scope -> {
            var handles = IntStream.range(0, 10)
                    .mapToObj(number -> scope.loop().schedule(SECOND, () -> note("" + number)))
                    .toList();

            var cancelled = handles.get(0).cancel()
                    & handles.get(5).cancel()
                    & handles.get(9).cancel();
            Catenary.sleep(HOUR);

            assertThat(cancelled).isTrue();
            assertThat(events()).containsExactly("1", "2", "3", "4", "6", "7", "8");
            return null;
        });
    }

    @Test
    @Proves(CALLBACKS)
    void callbackMayTakeBackOneThatIsDueAtTheSameInstant() throws Exception {
        run(scope -> {
            var taken = new AtomicBoolean();
            var second = Promise.<Handle>create();
            scope.loop().schedule(SECOND, () -> taken.set(second.resultNow().cancel()));
            second.complete(scope.loop().schedule(SECOND, () -> points.unreachable()));

            Catenary.sleep(HOUR);

            assertThat(taken).isTrue();
            return null;
        });
        points.end(1);
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }
}
