package dev.catenary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Promise;
import dev.catenary.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A promise ends once, by whoever holds it, from whichever thread. */
class PromiseTest extends OnEveryCarrier {
    private final IOException failure = new IOException("boom");

    @Test
    void promiseEndsOnce() throws Exception {
        var completed = Promise.<String>create();
        var failed = Promise.<String>create();
        var cancelled = Promise.<String>create();

        assertThat(completed.isDone()).isFalse();
        assertThat(completed.complete("value")).isTrue();
        assertThat(failed.fail(failure)).isTrue();
        assertThat(cancelled.cancel("no longer needed")).isTrue();

        for (var ended : Stream.of(completed, failed, cancelled).toList()) {
            assertThat(ended.isDone()).isTrue();
            assertThat(ended.complete("late")).isFalse();
            assertThat(ended.fail(new IOException("late"))).isFalse();
            assertThat(ended.cancel()).isFalse();
        }
        assertThat(completed.join()).isEqualTo("value");
        assertThatThrownBy(failed::join)
                .isExactlyInstanceOf(CompletionException.class)
                .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
        assertThatThrownBy(cancelled::join)
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("no longer needed");
    }

    @Test
    void promiseMayBeCompletedWithNull() throws Exception {
        var promise = Promise.<Object>create();

        promise.complete(null);

        assertThat(promise.join()).isNull();
    }

    @Test
    void promiseHasANameAndShowsItsState() {
        var promise = Promise.<String>create("answer");

        assertThat(promise.name()).isEqualTo("answer");
        assertThat(promise.toString()).contains("answer");
        assertThat(Promise.create().id()).isNotEqualTo(promise.id());
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void strangerWakesATask(Stranger stranger) throws Throwable {
        try (var loop = open()) {
            var promise = Promise.<String>create();
            var task = loop.start(scope -> {
                points.reach(1);
                return promise.join();
            });
            points.await(1);

            stranger.call(() -> promise.complete("value")).end();

            assertThat(task.join()).isEqualTo("value");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void taskWakesAStranger(Stranger stranger) throws Throwable {
        try (var loop = open()) {
            var promise = Promise.<String>create();
            var call = stranger.call(promise::join).whenWaiting();

            loop.run(scope -> promise.complete("value"));

            assertThat(call.end()).isEqualTo("value");
        }
    }

    @Test
    void oneOfManyWhoCompleteAtOnceWins() throws Exception {
        for (int round = 0; round < 100; round++) {
            var promise = Promise.<Integer>create();
            var start = new CountDownLatch(1);
            var calls = IntStream.range(0, 4)
                    .mapToObj(number -> Stranger.PLATFORM_THREAD.call(() -> {
                        start.await();
                        return promise.complete(number) ? number : null;
                    }))
                    .toList();

            start.countDown();

            var winners = new ArrayList<Integer>();
            for (var call : calls) {
                var won = call.result().get();
                if (won != null) winners.add(won);
            }
            assertThat(winners).singleElement().isEqualTo(promise.join());
        }
    }

    @Test
    void callbackOfATaskRunsOnItsLoop() throws Exception {
        var loops = Promise.<EventLoop>create();
        run(scope -> {
            var promise = Promise.<String>create();
            promise.onComplete(
                    Callback.of(value -> loops.complete(EventLoop.current().orElseThrow()), loops::fail));

            Stranger.PLATFORM_THREAD.start(() -> promise.complete("value"));

            assertThat(loops.join()).isSameAs(scope.loop());
            return null;
        });
    }

    @Test
    void callbackAttachedOutsideOfLoopsRunsOnTheThreadThatCompletes() {
        var promise = Promise.<String>create();
        var threads = new Thread[1];
        promise.onComplete(Callback.of(value -> threads[0] = Thread.currentThread(), it -> points.unreachable()));

        promise.complete("value");

        assertThat(threads[0]).isSameAs(Thread.currentThread());
    }

    @Test
    void callbackAttachedOutsideOfLoopsToAnEndedPromiseRunsAtOnce() {
        var promise = Promise.<String>create();
        promise.fail(failure);

        promise.onComplete(Callback.of(value -> points.unreachable(), thrown -> note(thrown.getMessage())));

        assertThat(events()).containsExactly("boom");
    }

    @Test
    void joinWithATimeoutInATaskUsesTheTimeOfItsLoop() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Promise.create("answer").join(HOUR))
                    .isExactlyInstanceOf(TimeoutException.class)
                    .hasMessageContaining("answer")
                    .hasMessageContaining("PT1H");
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    void orTimeoutInATaskUsesTheTimeOfItsLoop() throws Exception {
        run(scope -> {
            var promise = Promise.<String>create();

            assertThatThrownBy(promise.orTimeout(HOUR)::join)
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseExactlyInstanceOf(TimeoutException.class);
            assertThat(promise.isCancelled()).isTrue();
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    void cancelledWaiterLeavesThePromiseAlone() throws Exception {
        run(scope -> {
            var promise = Promise.<String>create();
            var waiter = scope.fork(() -> promise.join());
            Catenary.yieldNow();

            waiter.cancel();
            scope.join();

            assertThat(promise.isDone()).isFalse();
            assertThat(promise.complete("value")).isTrue();
            return null;
        });
    }

    @Test
    void timeoutsThatAreNoLongerNeededLeaveNothingBehind() {
        var before = bytesInUse();

        for (int i = 0; i < 100_000; i++) {
            var promise = Promise.<String>create();
            promise.orTimeout(HOUR);
            promise.complete("value");
        }

        assertThat(bytesInUse() - before).isLessThan(5_000_000);
    }

    private static long bytesInUse() {
        for (int i = 0; i < 3; i++) System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void callbackThatCompletesAPromiseCanWaitForWhatFollowsFromIt() throws Exception {
        var first = Promise.<String>create();
        var second = Promise.<String>create();
        var follows = second.map(value -> value + "!");
        var both = first.map(value -> {
                    second.complete(value);
                    return join(follows);
                })
                .map(String::length);

        first.complete("value");

        assertThat(both.join()).isEqualTo(6);
    }

    private static String join(Task<String> task) {
        try {
            return task.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void endedTasksAreReadyMade() throws Exception {
        var completed = Task.completed("value");
        var failed = Task.<String>failed(failure);

        assertThat(completed.join()).isEqualTo("value");
        assertThat(completed.cancel()).isFalse();
        assertThat(failed.exceptionNow()).isSameAs(failure);
        assertThatThrownBy(failed::join).isExactlyInstanceOf(CompletionException.class);
        assertThat(completed.map(String::length).join()).isEqualTo(5);
        assertThat(failed.recover(Throwable::getMessage).join()).isEqualTo("boom");
    }
}
