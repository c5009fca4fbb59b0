package dev.catenary.contract.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.ChannelClosedException;
import dev.catenary.Timeouts;
import dev.catenary.WorkQueue;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Work queues: as asyncio's, of every order. */
@Proves(Feature.WORK_QUEUE)
class WorkQueueTest extends OnEveryCarrier {
    private static WorkQueue<String> queue(WorkQueue.Order order, int capacity) {
        return switch (order) {
            case FIFO -> WorkQueue.bounded(capacity);
            case LIFO -> WorkQueue.lifo(capacity);
            case PRIORITY -> WorkQueue.priority(capacity, String::length);
        };
    }

    private static List<String> drained(WorkQueue<String> queue) {
        var items = new ArrayList<String>();
        for (var item = queue.tryGet(); item.isPresent(); item = queue.tryGet()) items.add(item.get());
        return items;
    }

    // ---- which item is next

    @Test
    void firstInIsFirstOut() throws Exception {
        var queue = WorkQueue.<String>unbounded();

        for (var item : List.of("a", "b", "c")) queue.put(item);

        assertThat(drained(queue)).containsExactly("a", "b", "c");
    }

    @Test
    void lastInIsFirstOut() throws Exception {
        var queue = WorkQueue.<String>lifo();

        for (var item : List.of("a", "b", "c")) queue.put(item);
        var last = queue.get();
        queue.put("d");

        assertThat(last).isEqualTo("c");
        assertThat(drained(queue)).containsExactly("d", "b", "a");
    }

    @Test
    void lowestPriorityIsNextAndOfEqualOnesTheFirst() throws Exception {
        var queue = WorkQueue.<String>priority(String::length);

        for (var item : List.of("ccc", "a1", "b", "a2", "ddd", "a3", "c")) queue.put(item);

        assertThat(drained(queue)).containsExactly("b", "c", "a1", "a2", "a3", "ccc", "ddd");
    }

    @Test
    void equalPrioritiesStayInOrderAmongManyGetsAndPuts() throws Exception {
        var queue = WorkQueue.<Integer>priority(item -> item % 2);
        var taken = new ArrayList<Integer>();

        for (int i = 0; i < 100; i++) {
            queue.put(i);
            if (i % 3 == 0) taken.add(queue.get());
        }
        while (queue.size() > 0) taken.add(queue.get());

        assertThat(taken.stream().filter(item -> item % 2 == 0)).hasSize(50).isSorted();
        assertThat(taken.stream().filter(item -> item % 2 == 1)).hasSize(50).isSorted();
    }

    @Test
    void priorityIsAskedForOncePerItemAlsoIfItWaitsForRoom() throws Exception {
        var asked = new ArrayList<String>();
        var queue = WorkQueue.<String>priority(1, item -> {
            asked.add(item);
            return item.length();
        });

        queue.put("a");
        var pending = queue.putAsync("b");
        queue.get();
        queue.get();

        assertThat(pending.isDone()).isTrue();
        assertThat(asked).containsExactly("a", "b");
    }

    @Test
    void failureOfThePriorityIsThrownAndNothingIsPut() {
        var queue = WorkQueue.<String>priority(item -> {
            throw new IllegalArgumentException("no priority");
        });

        assertThatThrownBy(() -> queue.put("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no priority");
        assertThat(queue.stats().unfinished()).isZero();
    }

    @Test
    void itemOfAPutterThatWaitedIsNextAsItsOrderSays() throws Exception {
        var queue = WorkQueue.<String>priority(1, String::length);
        queue.put("long");
        queue.putAsync("longer");
        queue.putAsync("s");

        assertThat(queue.get()).isEqualTo("long");
        assertThat(queue.get()).isEqualTo("longer");
        assertThat(queue.get()).isEqualTo("s");
    }

    // ---- waiting

    @ParameterizedTest
    @EnumSource
    void putWaitsForRoom(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 1);

        run(scope -> {
            scope.fork(() -> {
                queue.put("a");
                points.reach(1);
                queue.put("b");
                points.reach(4);
            });
            Catenary.yieldNow();
            points.reach(2);
            assertThat(queue.get()).isEqualTo("a");
            points.reach(3);
            scope.join();
            points.end(5);
            return null;
        });
        assertThat(queue.get()).isEqualTo("b");
    }

    @ParameterizedTest
    @EnumSource
    void gettersAreServedInTheOrderInWhichTheyCame(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 5);

        run(scope -> {
            for (int i = 0; i < 3; i++) {
                var number = i;
                scope.fork(() -> note(number + queue.get()));
            }
            Catenary.yieldNow();
            for (var item : List.of("ccc", "bb", "a")) queue.put(item);
            assertThat(queue.tryGet()).isEmpty();
            return null;
        });

        assertThat(events()).containsExactly("0ccc", "1bb", "2a");
    }

    @ParameterizedTest
    @EnumSource
    void puttersAreServedInTheOrderInWhichTheyCameAndNobodyPassesThem(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 1);
        queue.put("0");
        var first = queue.putAsync("1");
        var second = queue.putAsync("2");

        assertThat(queue.get()).isEqualTo("0");
        assertThat(first.isDone()).isTrue();
        assertThat(second.isDone()).isFalse();
        assertThat(queue.tryPut("3")).isFalse();
        assertThat(queue.get()).isEqualTo("1");
        assertThat(queue.get()).isEqualTo("2");
        assertThat(second.isDone()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void cancelledGetTookNothing(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 3);

        run(scope -> {
            var first = scope.fork(queue::get);
            Catenary.yieldNow();
            var second = queue.getAsync();

            first.cancel();
            queue.put("a");

            assertThat(second.join()).isEqualTo("a");
            return null;
        });
        assertThat(queue.stats().waitingToGet()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void getThatHasAnItemHappenedAndItsCancelShowsAtTheNextWait(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 3);

        run(scope -> {
            var getting = scope.fork(() -> {
                note(queue.get());
                return forever();
            });
            Catenary.yieldNow();

            queue.put("a");
            getting.cancel();
            return null;
        });

        assertThat(events()).containsExactly("a");
        assertThat(queue.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void cancelledPutPutNothing(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 1);
        queue.put("inside");

        run(scope -> {
            var putting = scope.fork(() -> queue.put("never"));
            Catenary.yieldNow();
            var next = queue.putAsync("next");

            putting.cancel();

            assertThat(drained(queue)).containsExactly("inside", "next");
            assertThat(next.isDone()).isTrue();
            assertThat(queue.stats().unfinished()).isEqualTo(2);
            return null;
        });
        assertThat(queue.stats().waitingToPut()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void asyncFormsAreCancelledUnlessTheyHaveHappened(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 1);
        var gone = queue.getAsync();
        var served = queue.getAsync();

        assertThat(gone.cancel()).isTrue();
        queue.put("a");
        assertThat(served.cancel()).isFalse();
        queue.put("b");
        var pending = queue.putAsync("c");
        assertThat(pending.cancel()).isTrue();

        assertThatThrownBy(gone::join).isInstanceOf(CancellationException.class);
        assertThat(served.join()).isEqualTo("a");
        assertThat(drained(queue)).containsExactly("b");
    }

    @ParameterizedTest
    @EnumSource
    void getThatTimesOutTookNothing(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 1);

        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, queue::get)).isInstanceOf(TimeoutException.class);

            assertThat(clock.elapsed()).isEqualTo(SECOND);
            assertThat(queue.stats().waitingToGet()).isZero();
            return null;
        });
        assertThat(queue.tryPut("a")).isTrue();
        assertThat(queue.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void threadsOfAllKindsWorkTogether(Stranger stranger) throws Throwable {
        var queue = WorkQueue.<String>bounded(1);
        var working = stranger.call(() -> {
                    var item = queue.get();
                    queue.taskDone();
                    return item;
                })
                .whenWaiting();

        run(scope -> {
            queue.put("a");
            queue.join();
            return null;
        });

        assertThat(working.end()).isEqualTo("a");
    }

    // ---- what is done

    @Test
    void joinOfAQueueThatNeverHadAnItemDoesNotWait() throws Exception {
        WorkQueue.unbounded().join();
    }

    @ParameterizedTest
    @EnumSource
    void joinWaitsUntilEveryItemIsDone(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 3);

        run(scope -> {
            queue.put("a");
            queue.put("b");
            scope.fork(() -> {
                queue.join();
                points.reach(3);
            });
            var joining = queue.joinAsync();
            Catenary.yieldNow();
            queue.get();
            queue.taskDone();
            queue.get();
            Catenary.yieldNow();
            points.reach(1);
            assertThat(joining.isDone()).isFalse();

            queue.taskDone();

            assertThat(joining.isDone()).isTrue();
            points.reach(2);
            scope.join();
            points.end(4);
            return null;
        });
    }

    @Test
    void cancelledJoinLeavesTheOthersAlone() throws Exception {
        var queue = WorkQueue.<String>unbounded();
        queue.put("a");

        run(scope -> {
            var first = scope.fork(() -> queue.join());
            Catenary.yieldNow();
            var second = queue.joinAsync();
            first.cancel();
            queue.get();

            queue.taskDone();

            assertThat(second.isDone()).isTrue();
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void moreCannotBeDoneThanWasTaken(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 3);
        assertThatThrownBy(queue::taskDone)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("taskDone() of work queue '%s' was called more often than items were taken", queue.name());
        queue.put("a");
        queue.put("b");
        queue.get();

        queue.taskDone();

        assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
        assertThat(queue.stats().unfinished()).isEqualTo(1);
        assertThat(queue.get()).isNotEmpty();
        queue.taskDone();
        queue.join();
    }

    @Test
    void workersAndJoinAsInAsyncio() throws Exception {
        var queue = WorkQueue.<Integer>bounded(2);
        var done = new int[1];

        run(scope -> {
            for (int i = 0; i < 3; i++)
                scope.background().fork(() -> {
                    while (true) {
                        queue.get();
                        Catenary.sleep(SECOND);
                        done[0]++;
                        queue.taskDone();
                    }
                });
            for (int i = 0; i < 9; i++) queue.put(i);
            queue.join();
            return null;
        });

        assertThat(done[0]).isEqualTo(9);
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(3));
    }

    // ---- shutdown

    private static void assertShutDown(WorkQueue<?> queue, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ChannelClosedException.class)
                .hasMessage("work queue '%s' is shut down", queue.name())
                .hasNoCause();
    }

    @ParameterizedTest
    @EnumSource
    void shutDownQueueTakesNothingInAndGivesOutWhatIsInside(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 3);
        queue.put("a");

        queue.shutdown();

        assertThat(queue.stats().isShutDown()).isTrue();
        assertShutDown(queue, () -> queue.put("b"));
        assertShutDown(queue, () -> queue.tryPut("b"));
        assertThat(queue.putAsync("b").exceptionNow()).isInstanceOf(ChannelClosedException.class);
        assertThat(queue.get()).isEqualTo("a");
        assertShutDown(queue, queue::get);
        assertShutDown(queue, queue::tryGet);
        assertThat(queue.getAsync().exceptionNow()).isInstanceOf(ChannelClosedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void shutdownEndsTheWaitsOfGetters(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 1);

        run(scope -> {
            scope.fork(() -> assertShutDown(queue, queue::get));
            Catenary.yieldNow();
            var pending = queue.getAsync();

            queue.shutdown();

            assertThat(pending.exceptionNow()).isInstanceOf(ChannelClosedException.class);
            return null;
        });
        assertThat(queue.stats().waitingToGet()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shutdownEndsTheWaitsOfPuttersWhoseItemsWereNotPut(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 1);
        queue.put("a");

        run(scope -> {
            scope.fork(() -> assertShutDown(queue, () -> queue.put("b")));
            Catenary.yieldNow();
            var pending = queue.putAsync("c");

            queue.shutdown();

            assertThat(pending.exceptionNow()).isInstanceOf(ChannelClosedException.class);
            return null;
        });
        assertThat(queue.stats().waitingToPut()).isZero();
        assertThat(queue.stats().unfinished()).isEqualTo(1);
        assertThat(queue.get()).isEqualTo("a");
    }

    @ParameterizedTest
    @EnumSource
    void joinStillWaitsForWhatIsInsideAfterAShutdown(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 1);
        queue.put("a");
        var joining = queue.joinAsync();

        queue.shutdown();
        queue.get();
        assertThat(joining.isDone()).isFalse();
        queue.taskDone();

        assertThat(joining.isDone()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void immediateShutdownDropsWhatIsInsideWhichCountsAsDone(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 3);
        queue.put("a");
        queue.put("b");
        var joining = queue.joinAsync();

        queue.shutdown(true);

        assertThat(joining.isDone()).isTrue();
        assertThat(queue.size()).isZero();
        assertThat(queue.stats().unfinished()).isZero();
        assertShutDown(queue, queue::get);
    }

    @ParameterizedTest
    @EnumSource
    void immediateShutdownLeavesItemsThatAreWorkedOnToBeDone(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 3);
        queue.put("a");
        queue.put("b");
        queue.get();
        var joining = queue.joinAsync();

        queue.shutdown(true);

        assertThat(joining.isDone()).isFalse();
        queue.taskDone();
        assertThat(joining.isDone()).isTrue();
        assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void immediateShutdownEndsTheWaitsOfPutters(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 1);
        queue.put("a");
        var pending = queue.putAsync("b");

        queue.shutdown(true);

        assertThat(pending.exceptionNow()).isInstanceOf(ChannelClosedException.class);
        queue.join();
    }

    @ParameterizedTest
    @EnumSource
    void shutdownTwiceDoesNothingButAnImmediateOneDrops(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 3);
        queue.put("a");

        queue.shutdown();
        queue.shutdown();
        assertThat(queue.size()).isEqualTo(1);
        queue.shutdown(true);

        assertThat(queue.size()).isZero();
        queue.join();
    }

    // ---- arguments and what it tells

    @Test
    void badArgumentsAreRefused() {
        var queue = WorkQueue.<String>priority(String::length);

        for (ThrowingCallable make : List.<ThrowingCallable>of(
                () -> WorkQueue.bounded(0),
                () -> WorkQueue.bounded("jobs", 0),
                () -> WorkQueue.lifo(0),
                () -> WorkQueue.<String>priority(0, String::length)))
            assertThatThrownBy(make)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("capacity < 1: 0");
        assertThatThrownBy(() -> WorkQueue.bounded(" ", 1)).hasMessage("name is blank: ' '");
        assertThatThrownBy(() -> WorkQueue.priority(null)).hasMessage("priority");
        for (ThrowingCallable put :
                List.<ThrowingCallable>of(() -> queue.put(null), () -> queue.putAsync(null), () -> queue.tryPut(null)))
            assertThatThrownBy(put).isInstanceOf(NullPointerException.class).hasMessage("item");
        assertThat(queue.stats().unfinished()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void statsTellWhatIsInsideWhatIsNotDoneAndWhoWaits(WorkQueue.Order order) throws Exception {
        var queue = queue(order, 2);

        queue.put("a");
        queue.put("b");
        queue.putAsync("c");
        assertThat(queue.stats()).isEqualTo(new WorkQueue.Stats(2, 2, 2, 2, 1, 0, false));
        for (int i = 0; i < 3; i++) queue.get();
        queue.taskDone();
        queue.getAsync();

        assertThat(queue.stats()).isEqualTo(new WorkQueue.Stats(0, 2, 2, 2, 0, 1, false));
    }

    @Test
    void textTellsTheLiveState() throws Exception {
        var queue = WorkQueue.<String>bounded("jobs", 1);

        queue.put("a");
        queue.putAsync("b");
        var before = queue.toString();
        queue.shutdown();

        assertThat(queue.name()).isEqualTo("jobs");
        assertThat(before).isEqualTo("work queue 'jobs', 1 inside, 1 unfinished, 1 putting, 0 getting");
        assertThat(queue).hasToString("work queue 'jobs', 1 inside, 1 unfinished, 0 putting, 0 getting, shut down");
    }

    @Test
    void triesMayBeMadeAndWaitsAreRefusedInCallbacks() throws Exception {
        var queue = WorkQueue.<String>bounded(1);

        run(scope -> {
            scope.loop().execute(() -> {
                assertThat(queue.tryPut("a")).isTrue();
                assertThat(queue.tryGet()).contains("a");
                queue.taskDone();
                for (ThrowingCallable wait : List.<ThrowingCallable>of(() -> queue.put("b"), queue::get, queue::join))
                    assertThatThrownBy(wait)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("was called from a callback");
                points.reach(1);
            });
            Catenary.yieldNow();
            points.end(2);
            return null;
        });
    }
}
