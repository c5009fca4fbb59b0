package dev.catenary.contract.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Barrier;
import dev.catenary.BrokenException;
import dev.catenary.Catenary;
import dev.catenary.Event;
import dev.catenary.EventLoop;
import dev.catenary.Latch;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.Timeouts;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events, latches and barriers: waits that end for many at once. */
class SignalsTest extends OnEveryCarrier {
    // ---- event

    @Test
    @Proves(Feature.EVENT)
    void allWhoWaitGoOnInTheirOrderAlsoIfItIsClearedAtOnce() throws Exception {
        var event = Event.create();
        run(scope -> {
            for (int i = 0; i < 3; i++) {
                var who = "" + i;
                scope.fork(() -> {
                    event.await();
                    note(who);
                });
            }
            Catenary.yieldNow();
            var late = event.awaitAsync();
            assertThat(event.stats()).isEqualTo(new Event.Stats(false, 4));

            assertThat(event.set()).isTrue();
            event.clear();

            assertThat(late.outcome()).isPresent();
            assertThat(event.stats()).isEqualTo(new Event.Stats(false, 0));
            return null;
        });

        assertThat(events()).containsExactly("0", "1", "2");
    }

    @Test
    @Proves(Feature.EVENT)
    void oneWhoComesAfterTheClearWaits() throws Exception {
        var event = Event.create();
        run(scope -> {
            event.set();
            event.clear();

            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> event.await()))
                    .isInstanceOf(TimeoutException.class);
            assertThat(event.stats().waiting()).isZero();
            return null;
        });
    }

    @Test
    @Proves(Feature.EVENT)
    void eventThatIsSetIsNotWaitedFor() throws Exception {
        var event = Event.create("ready");

        assertThat(event.set()).isTrue();
        assertThat(event.set()).isFalse();

        event.await();
        assertThat(event.awaitAsync().outcome()).isPresent();
        assertThat(event.isSet()).isTrue();
        assertThat(event).hasToString("event 'ready', set, 0 waiting");
        event.clear();
        assertThat(event).hasToString("event 'ready', not set, 0 waiting");
        assertThat(Event.create().name()).startsWith("event-");
    }

    @Test
    @Proves(Feature.EVENT)
    void cancelledWaiterLeavesAndTheOthersStay() throws Exception {
        var event = Event.create();
        run(scope -> {
            var cancelled = scope.fork(event::await);
            var other = event.awaitAsync();
            Catenary.yieldNow();

            cancelled.cancel();
            assertThat(event.stats().waiting()).isOne();
            event.set();

            assertThat(other.outcome()).isPresent();
            return null;
        });
    }

    @Test
    @Proves({Feature.EVENT, Feature.BARRIER})
    void waitsInACallbackAreRefused() throws Exception {
        var event = Event.create();
        event.set();
        run(scope -> {
            var thrown = Promise.<List<String>>create();
            scope.loop().execute(() -> {
                var texts = new ArrayList<String>();
                for (var wait : List.<Wait>of(event::await, Latch.of(0)::await, Barrier.of(1)::await))
                    try {
                        wait.await();
                    } catch (IllegalStateException | InterruptedException e) {
                        texts.add(e.getMessage().split(" ")[0]);
                    }
                thrown.complete(texts);
            });

            assertThat(thrown.join()).containsExactly("Event.await", "Latch.await", "Barrier.await");
            return null;
        });
    }

    private interface Wait {
        void await() throws InterruptedException;
    }

    @Test
    @Proves(Feature.SHARED_PRIMITIVES)
    void eventWakesThreadsAndTasksOfTwoLoops() throws Throwable {
        var event = Event.create();
        try (var one = open("one");
                var other = open("other")) {
            Wait wait = event::await;
            var tasks = List.of(start(one, wait), start(other, wait));
            var threads = Stranger.offered()
                    .map(kind -> kind.call(() -> {
                        event.await();
                        return "woken";
                    }))
                    .toList();
            while (event.stats().waiting() < tasks.size() + threads.size()) Thread.yield();

            event.set();

            for (var task : tasks) task.join();
            for (var thread : threads) assertThat(thread.end()).isEqualTo("woken");
        }
    }

    private static Task<Void> start(EventLoop loop, Wait wait) {
        return loop.start(scope -> {
            wait.await();
            return null;
        });
    }

    // ---- latch

    @Test
    @Proves(Feature.BARRIER)
    void latchOpensAtZeroAndStaysOpen() throws Exception {
        var latch = Latch.of("start", 2);
        run(scope -> {
            var waiter = scope.fork(() -> {
                latch.await();
                note("open");
            });
            Catenary.yieldNow();
            assertThat(latch).hasToString("latch 'start', 2 to go, 1 waiting");

            assertThat(latch.countDown()).isOne();
            Catenary.yieldNow();
            assertThat(events()).isEmpty();
            assertThat(latch.countDown()).isZero();
            waiter.join();

            assertThat(latch.countDown()).isZero();
            latch.await();
            assertThat(latch.awaitAsync().outcome()).isPresent();
            assertThat(latch.stats()).isEqualTo(new Latch.Stats(0, 0));
            return null;
        });
    }

    @Test
    @Proves(Feature.BARRIER)
    void cancelledWaiterOfALatchLeaves() throws Exception {
        var latch = Latch.of(1);
        run(scope -> {
            var pending = latch.awaitAsync();

            assertThat(pending.cancel()).isTrue();
            assertThat(latch.stats()).isEqualTo(new Latch.Stats(1, 0));
            return null;
        });
    }

    @Test
    @Proves(Feature.BARRIER)
    void latchOfZeroIsOpenAndFewerAreRefused() throws Exception {
        Latch.of(0).await();

        assertThatThrownBy(() -> Latch.of(-1)).hasMessage("count < 0: -1");
    }

    // ---- barrier

    @Test
    @Proves(Feature.BARRIER)
    void eachIndexIsGivenOnceInEachGeneration() throws Exception {
        var barrier = Barrier.of(3);
        var indexes = Collections.synchronizedList(new ArrayList<Integer>());
        run(scope -> {
            for (int i = 0; i < 3; i++)
                scope.fork(() -> {
                    for (int round = 0; round < 50; round++) indexes.add(barrier.await());
                });
            return null;
        });

        for (int round = 0; round < 50; round++)
            assertThat(indexes.subList(3 * round, 3 * round + 3)).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    @Proves({Feature.BARRIER, Feature.SHARED_PRIMITIVES})
    void generationsOfThreadsAndLoopsNeverMix() throws Throwable {
        var barrier = Barrier.of(3);
        var rounds = 100;
        var sums = new AtomicIntegerArray(rounds);
        try (var one = open("one");
                var other = open("other")) {
            Callable<Void> party = () -> {
                for (int round = 0; round < rounds; round++) {
                    // 1, 10 and 100: any other sum has an index twice
                    sums.addAndGet(round, (int) Math.pow(10, barrier.await()));
                    if (round > 0) assertThat(sums.get(round - 1)).isPositive();
                }
                return null;
            };
            var tasks = List.of(one.start(scope -> party.call()), other.start(scope -> party.call()));
            Stranger.PLATFORM_THREAD.call(party).end();
            for (var task : tasks) task.join();
        }

        assertThat(IntStream.range(0, rounds).map(sums::get)).containsOnly(111);
    }

    @Test
    @Proves(Feature.BARRIER)
    void indexIsThePlaceInTheOrderOfArrival() throws Exception {
        var barrier = Barrier.of(3);

        var first = barrier.awaitAsync();
        var second = barrier.awaitAsync();
        assertThat(barrier.stats()).isEqualTo(new Barrier.Stats(3, 2, false));
        var last = barrier.awaitAsync();

        assertThat(List.of(first.resultNow(), second.resultNow(), last.resultNow()))
                .containsExactly(0, 1, 2);
        assertThat(barrier.stats().waiting()).isZero();
    }

    @Test
    @Proves(Feature.BARRIER)
    void cancelledPartyHasNotArrived() throws Exception {
        var barrier = Barrier.of(2);
        run(scope -> {
            var cancelled = scope.fork(barrier::await);
            Catenary.yieldNow();
            cancelled.cancel();
            Catenary.yieldNow();
            assertThat(barrier.stats().waiting()).isZero();

            var first = barrier.awaitAsync();
            assertThat(first.outcome()).isEmpty();
            assertThat(barrier.await()).isOne();
            assertThat(first.join()).isZero();
            return null;
        });
    }

    @Test
    @Proves(Feature.BARRIER)
    void resetBreaksThoseWhoWaitAndNobodyElse() throws Exception {
        var barrier = Barrier.of("round", 2);
        var waiting = barrier.awaitAsync();

        barrier.reset();

        assertThatThrownBy(waiting::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isExactlyInstanceOf(BrokenException.class)
                .hasMessage("barrier 'round' was reset while this one waited");
        assertThat(barrier.stats()).isEqualTo(new Barrier.Stats(2, 0, false));
        barrier.awaitAsync();
        assertThat(barrier.await()).isOne();
    }

    @Test
    @Proves(Feature.BARRIER)
    void abortBreaksThoseWhoWaitAndAllWhoComeUntilTheReset() throws Exception {
        var barrier = Barrier.of("round", 2);
        var waiting = barrier.awaitAsync();

        barrier.abort();

        assertThat(waiting.exceptionNow())
                .isExactlyInstanceOf(BrokenException.class)
                .hasMessage("barrier 'round' is broken: it was aborted");
        assertThatThrownBy(barrier::await).isExactlyInstanceOf(BrokenException.class);
        assertThat(barrier.awaitAsync().exceptionNow()).isExactlyInstanceOf(BrokenException.class);
        assertThat(barrier).hasToString("barrier 'round', 0 of 2 waiting, broken");

        barrier.reset();
        barrier.awaitAsync();
        assertThat(barrier.await()).isOne();
    }

    @Test
    @Proves(Feature.BARRIER)
    void barrierOfOneNeverWaits() throws Exception {
        assertThat(Barrier.of(1).await()).isZero();
        assertThatThrownBy(() -> Barrier.of(0)).hasMessage("parties < 1: 0");
        assertThat(Barrier.of("round", 2)).hasToString("barrier 'round', 0 of 2 waiting");
    }
}
