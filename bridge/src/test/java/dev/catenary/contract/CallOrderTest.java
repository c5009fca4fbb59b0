package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.CANCEL_TOO_LATE;
import static dev.catenary.contract.features.Feature.FORK_IS_LAZY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Promise;
import dev.catenary.contract.features.Proves;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls take effect in the order in which one thread makes them, awaited or not. */
class CallOrderTest extends OnEveryCarrier {
    @Test
    @Proves(FORK_IS_LAZY)
    void childrenStartInTheOrderInWhichTheyWereForked() throws Exception {
        run(scope -> {
            scope.fork(() -> points.reach(2));
            scope.forkStage(() -> {
                points.reach(3);
                return CompletableFuture.completedFuture(null);
            });
            scope.fork("named", () -> points.reach(4));
            points.reach(1);
            scope.join();
            points.end(5);
            return null;
        });
    }

    @Test
    @Proves(FORK_IS_LAZY)
    void childOfAChildStartsAfterThoseForkedBefore() throws Exception {
        run(scope -> {
            scope.fork(() -> {
                points.reach(1);
                scope.fork(() -> points.reach(3));
            });
            scope.fork(() -> points.reach(2));
            scope.join();
            points.end(4);
            return null;
        });
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void strangersCallsKeepTheirOrder(Stranger stranger) throws Throwable {
        try (var loop = open()) {
            var calls = stranger.call(() -> {
                for (int i = 0; i < 100; i += 3) giveThree(loop, i);
                return loop.start(scope -> null);
            });

            calls.end().join();

            assertInOrder(102);
        }
    }

    @Test
    void tasksCallsKeepTheirOrder() throws Exception {
        run(scope -> {
            for (int i = 0; i < 100; i += 3) giveThree(scope.loop(), i);
            return scope.loop().start(it -> null).join();
        });

        assertInOrder(102);
    }

    @Test
    void callbacksCallsKeepTheirOrder() throws Exception {
        var done = Promise.<Void>create();

        run(scope -> {
            scope.loop().execute(() -> {
                for (int i = 0; i < 100; i += 3) giveThree(scope.loop(), i);
                scope.loop().execute(() -> done.complete(null));
            });
            return done.join();
        });

        assertInOrder(102);
    }

    private void giveThree(EventLoop loop, int number) {
        loop.execute(() -> note("" + number));
        loop.start(scope -> {
            note("" + (number + 1));
            return null;
        });
        loop.execute(() -> note("" + (number + 2)));
    }

    private void assertInOrder(int count) {
        assertThat(events().stream().map(Integer::valueOf)).hasSize(count).isSorted();
    }

    @Test
    void callbacksDueAtOnceKeepTheOrderOfTheCalls() throws Exception {
        run(scope -> {
            var loop = scope.loop();
            loop.execute(() -> points.reach(1));
            loop.schedule(Duration.ZERO, () -> points.reach(2));
            loop.execute(() -> points.reach(3));
            loop.scheduleAt(loop.nanoTime(), () -> points.reach(4));
            loop.execute(() -> points.reach(5));
            Catenary.sleep(SECOND);
            points.end(6);
            return null;
        });
    }

    @Test
    @Proves(CANCEL_TOO_LATE)
    void cancelBeforeAGrantWins() throws Exception {
        run(scope -> {
            var promise = Promise.<String>create();
            var waiting = scope.fork(() -> {
                assertThatThrownBy(promise::join).isInstanceOf(InterruptedException.class);
                points.reach(1);
            });
            Catenary.yieldNow();

            waiting.cancel();
            promise.complete("late");

            scope.join();
            points.end(2);
            return null;
        });
    }

    @Test
    @Proves(CANCEL_TOO_LATE)
    void grantBeforeACancelWins() throws Exception {
        run(scope -> {
            var promise = Promise.<String>create();
            var waiting = scope.fork(() -> {
                assertThat(promise.join()).isEqualTo("first");
                points.reach(1);
                assertThatThrownBy(Catenary::yieldNow).isInstanceOf(InterruptedException.class);
                points.reach(2);
            });
            Catenary.yieldNow();

            promise.complete("first");
            waiting.cancel();

            scope.join();
            points.end(3);
            assertThat(waiting.isCancelled()).isTrue();
            return null;
        });
    }

    @Test
    @Proves(CANCEL_TOO_LATE)
    void cancelBeforeACompletionWins() {
        var promise = Promise.<String>create();

        var cancelled = promise.cancel();
        var completed = promise.complete("late");

        assertThat(cancelled).isTrue();
        assertThat(completed).isFalse();
        assertThat(promise.isCancelled()).isTrue();
    }

    @Test
    @Proves(CANCEL_TOO_LATE)
    void completionBeforeACancelWins() throws Exception {
        var promise = Promise.<String>create();

        var completed = promise.complete("first");
        var cancelled = promise.cancel();

        assertThat(completed).isTrue();
        assertThat(cancelled).isFalse();
        assertThat(promise.join()).isEqualTo("first");
    }

    @Test
    void operationsThatAreNotAwaitedBeginAtTheCall() throws Exception {
        run(scope -> {
            var first = Catenary.sleepAsync(SECOND);
            Catenary.sleep(SECOND);

            assertThat(clock.elapsed()).isEqualTo(SECOND);
            first.join();
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            return null;
        });
    }
}
