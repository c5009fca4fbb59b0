package dev.catenary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Outcome;
import dev.catenary.Promise;
import dev.catenary.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A task is a completion stage and hands out copies, as the JDK knows them. */
class CompletionStageTest extends OnEveryCarrier {
    private final IOException failure = new IOException("boom");

    @Test
    void stagesGoOnWithTheValue() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> afterASecond("value"));
            var other = scope.fork(() -> afterASecond("other"));

            assertThat(Catenary.await(task.thenApply(String::length))).isEqualTo(5);
            assertThatObject(Catenary.await(task.thenCompose(value -> other))).isEqualTo("other");
            assertThat(Catenary.await(task.thenCombine(other, String::concat))).isEqualTo("valueother");
            assertThatObject(Catenary.await(task.handle((value, failure) -> value + failure)))
                    .isEqualTo("valuenull");
            assertThat(Catenary.await(task.exceptionally(Throwable::getMessage)))
                    .isEqualTo("value");
            assertThat(Catenary.await(task.applyToEither(new CompletableFuture<>(), String::length)))
                    .isEqualTo(5);
            Catenary.await(task.thenAccept(this::note));
            Catenary.await(task.thenRun(() -> note("ran")));
            Catenary.await(task.whenComplete((value, failure) -> note(value + failure)));
            assertThat(events()).containsExactly("value", "ran", "valuenull");
            return null;
        });
    }

    @Test
    void stagesSeeTheFailureAsTheJdkShowsIt() throws Exception {
        run(scope -> {
            var task = startFailing(scope.loop());
            var jdk = new CompletableFuture<String>();
            jdk.completeExceptionally(failure);
            assertThatThrownBy(task::join).hasCause(failure);

            for (var stage : Stream.<CompletionStage<String>>of(task, jdk).toList()) {
                assertThatObject(Catenary.await(stage.handle((value, thrown) -> thrown)))
                        .isSameAs(failure);
                assertThat(Catenary.await(stage.exceptionally(thrown -> "instead of " + thrown.getMessage())))
                        .isEqualTo("instead of boom");
                assertThatThrownBy(() -> {
                            throw Catenary.await(stage.thenApply(String::length).handle((value, thrown) -> thrown));
                        })
                        .isExactlyInstanceOf(CompletionException.class)
                        .hasCause(failure);
            }
            return null;
        });
    }

    @Test
    void stagesSeeTheCancellationAsTheJdkShowsIt() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> OnEveryCarrier.<String>forever());
            Catenary.yieldNow();
            task.cancel("no longer needed");

            var seen = Catenary.await(task.handle((value, thrown) -> thrown));

            assertThat(seen).isInstanceOf(CancellationException.class).hasMessageContaining("no longer needed");
            return null;
        });
    }

    @Test
    void stagesAreServedOnTheExecutorTheyAreGiven() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> "value");

            var onTheLoop = Catenary.await(
                    task.thenApplyAsync(value -> EventLoop.current().orElseThrow(), scope.loop()));

            assertThat(onTheLoop).isSameAs(scope.loop());
            return null;
        });
    }

    @Test
    void cancelOfAStageDoesNotReachTheTask() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> afterASecond("value"));
            var stage = task.thenApply(String::length).toCompletableFuture();

            stage.cancel(true);

            assertThat(stage).isCancelled();
            assertThat(task.join()).isEqualTo("value");
            return null;
        });
    }

    @Test
    void copyCannotCompleteTheTask() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> afterASecond("value"));
            var copy = task.toCompletableFuture();
            var failed = task.toCompletableFuture();

            assertThat(copy.complete("forged")).isTrue();
            assertThat(failed.completeExceptionally(failure)).isTrue();

            assertThat(copy).isCompletedWithValue("forged");
            assertThat(failed).isCompletedExceptionally();
            assertThat(task.join()).isEqualTo("value");
            assertThat(task.toCompletableFuture()).isNotSameAs(copy);
            return null;
        });
    }

    @Test
    void copyOfAnEndedTaskIsDone() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> "value");
            var cancelled = scope.fork(() -> "value");
            cancelled.cancel();
            scope.join();

            assertThat(task.toCompletableFuture()).isCompletedWithValue("value");
            assertThat(cancelled.toCompletableFuture()).isCancelled();
            assertThat(Task.failed(failure).toCompletableFuture()).isCompletedExceptionally();
            return null;
        });
    }

    @Test
    void cancelOfTheCopyCancelsTheTask() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                try {
                    return OnEveryCarrier.<String>forever();
                } finally {
                    points.reach(1);
                }
            });
            var copy = task.toCompletableFuture();
            Catenary.yieldNow();

            assertThat(copy.cancel(true)).isTrue();

            assertThat(copy).isCancelled();
            assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
            points.end(2);
            return null;
        });
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void cancelOfTheCopyByAStrangerCancelsTheTask(Stranger stranger) throws Throwable {
        try (var loop = open()) {
            var task = loop.start(scope -> {
                points.reach(1);
                return OnEveryCarrier.<String>forever();
            });
            points.await(1);

            assertThat(stranger.call(() -> task.toCompletableFuture().cancel(true))
                            .end())
                    .isTrue();

            assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void timeoutOfTheCopyCancelsTheTaskAndIsItsCause() throws Exception {
        try (var loop = open()) {
            var task = loop.start(scope -> OnEveryCarrier.<String>forever());

            var copy = task.toCompletableFuture().orTimeout(1, TimeUnit.MILLISECONDS);

            assertThatThrownBy(copy::join)
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseExactlyInstanceOf(TimeoutException.class);
            assertThatThrownBy(task::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("its future timed out")
                    .hasRootCauseExactlyInstanceOf(TimeoutException.class);
            assertThat(task.outcome())
                    .get()
                    .isInstanceOfSatisfying(
                            Outcome.Cancelled.class,
                            outcome ->
                                    assertThat(outcome.cause()).hasRootCauseExactlyInstanceOf(TimeoutException.class));
        }
    }

    @Test
    void cancelOfTheCopyComesTooLateForAValueThatIsOnItsWay() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> "value");
            var copy = task.toCompletableFuture();
            var derived = task.map(String::length).toCompletableFuture();
            Catenary.yieldNow();
            assertThat(task.isDone()).isTrue();
            assertThat(copy).isNotDone();
            assertThat(derived).isNotDone();

            assertThat(copy.cancel(true)).isFalse();
            assertThat(derived.cancel(true)).isFalse();
            assertThat(derived.completeExceptionally(new TimeoutException("late")))
                    .isFalse();

            assertThat(Catenary.await(copy)).isEqualTo("value");
            assertThat(Catenary.await(derived)).isEqualTo(5);
            return null;
        });
    }

    @Test
    void copyOfATaskThatIsBeingCancelledCanBeCancelledToo() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> OnEveryCarrier.<String>forever());
            var copy = task.toCompletableFuture();
            var derived = task.map(String::length).toCompletableFuture();
            Catenary.yieldNow();

            task.cancel();

            assertThat(copy.cancel(true)).isTrue();
            assertThat(derived.cancel(true)).isTrue();
            assertThat(copy).isCancelled();
            assertThat(derived).isCancelled();
            return null;
        });
    }

    @Test
    void timeoutOfTheCopyOfATaskThatFailsWithOneIsThatOfTheTask() throws Exception {
        try (var loop = open()) {
            var gate = Promise.<String>create();
            var expired = new TimeoutException("of the task");
            var copy = gate.toCompletableFuture();

            gate.fail(expired);

            assertThatThrownBy(copy::join).hasCause(expired);
            assertThatThrownBy(loop.start(scope -> Catenary.await(copy))::join).hasRootCause(expired);
        }
    }

    @Test
    void copiesAreIndependent() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> afterASecond("value"));
            var one = task.toCompletableFuture();
            var other = task.toCompletableFuture();

            one.complete("forged");

            assertThat(Catenary.await(other)).isEqualTo("value");
            return null;
        });
    }

    @Test
    void taskOfOneLoopIsAwaitedInAnother() throws Exception {
        try (var other = open("other")) {
            var gate = Promise.<String>create();
            var task = other.start(scope -> gate.join());

            run(scope -> {
                scope.fork(() -> gate.complete("value"));

                assertThat(task.map(String::length).join()).isEqualTo(5);
                assertThat(task.join()).isEqualTo("value");
                return null;
            });
        }
    }

    private static String afterASecond(String value) throws InterruptedException {
        Catenary.sleep(SECOND);
        return value;
    }

    private Task<String> startFailing(EventLoop loop) {
        return loop.start("failing", it -> {
            Catenary.sleep(Duration.ofSeconds(1));
            throw failure;
        });
    }
}
