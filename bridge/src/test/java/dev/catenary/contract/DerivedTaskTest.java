package dev.catenary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tasks that are made of a task: cancelling them cancels it. */
class DerivedTaskTest extends OnEveryCarrier {
    private final IOException failure = new IOException("boom");

    @Test
    void mapMakesATaskOfTheValue() throws Exception {
        run(scope -> {
            var length = scope.fork(() -> afterASecond("value")).map(String::length);

            assertThat(length.join()).isEqualTo(5);
            return null;
        });
    }

    @Test
    void functionOfMapThatThrowsFailsTheNewTask() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> "value");
            var mapped = task.map(value -> {
                throw new UncheckedIOException(failure);
            });

            assertThatThrownBy(mapped::join)
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseExactlyInstanceOf(UncheckedIOException.class);
            assertThat(task.join()).isEqualTo("value");
            return null;
        });
    }

    @Test
    void failureAndCancellationPassThroughMapAndFlatMap() throws Exception {
        run(scope -> {
            var failing = startFailing(scope.loop());
            var cancelled = scope.fork(() -> OnEveryCarrier.<String>forever());
            Catenary.yieldNow();
            cancelled.cancel("no longer needed");

            assertThatThrownBy(failing.map(String::length)::join)
                    .isExactlyInstanceOf(CompletionException.class)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
            assertThatThrownBy(failing.flatMap(Task::completed)::join)
                    .isExactlyInstanceOf(CompletionException.class)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
            assertThatThrownBy(cancelled.map(String::length)::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("no longer needed");
            assertThatThrownBy(cancelled.flatMap(Task::completed)::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("no longer needed");
            return null;
        });
    }

    @Test
    void cancelTravelsUpThroughEveryStep() throws Exception {
        run(scope -> {
            for (var step : Stream.<Function<Task<String>, Task<?>>>of(
                            task -> task.map(String::length),
                            task -> task.flatMap(Task::completed),
                            task -> task.recover(Throwable::getMessage),
                            task -> task.orTimeout(HOUR),
                            task -> task.map(String::length)
                                    .map(length -> length + 1)
                                    .orTimeout(HOUR))
                    .toList()) {
                var task = scope.fork(() -> OnEveryCarrier.<String>forever());
                var last = step.apply(task);
                Catenary.yieldNow();

                assertThat(last.cancel("no longer needed")).isTrue();

                assertThatThrownBy(task::join)
                        .isInstanceOf(CancellationException.class)
                        .hasMessageContaining("no longer needed");
                assertThatThrownBy(last::join)
                        .isInstanceOf(CancellationException.class)
                        .hasMessageContaining("no longer needed");
            }
            return null;
        });
    }

    @Test
    void flatMapGoesOnWithTheNextTask() throws Exception {
        run(scope -> {
            var both = scope.fork(() -> afterASecond("value"))
                    .flatMap(value -> scope.fork(() -> afterASecond(value + "!")));

            assertThat(both.join()).isEqualTo("value!");
            assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
            return null;
        });
    }

    @Test
    void flatMapGoesOnWithAnyStage() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> afterASecond("value"));

            assertThat(task.flatMap(CompletableFuture::completedFuture).join()).isEqualTo("value");
            assertThatThrownBy(task.flatMap(value -> CompletableFuture.failedFuture(failure))::join)
                    .isExactlyInstanceOf(CompletionException.class)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
            assertThatThrownBy(task.flatMap(value -> null)::join)
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseExactlyInstanceOf(NullPointerException.class);
            return null;
        });
    }

    @Test
    void cancelOfFlatMapReachesTheTaskThatIsUnderWay() throws Exception {
        run(scope -> {
            var second = new CompletableFuture<String>();
            var first = scope.fork(() -> "value");
            var both = first.flatMap(value -> second);
            Catenary.sleep(SECOND);

            both.cancel();

            assertThatThrownBy(both::join).isInstanceOf(CancellationException.class);
            assertThat(second).isCancelled();
            assertThat(first.join()).isEqualTo("value");
            return null;
        });
    }

    @Test
    void recoverMakesAValueOfTheFailure() throws Exception {
        run(scope -> {
            var task = startFailing(scope.loop());

            assertThat(task.recover(thrown -> "instead of " + thrown.getMessage())
                            .join())
                    .isEqualTo("instead of boom");
            assertThat(Task.completed("value").recover(Throwable::getMessage).join())
                    .isEqualTo("value");
            return null;
        });
    }

    @Test
    void recoverLetsACancellationPass() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> OnEveryCarrier.<String>forever());
            var recovered = task.recover(thrown -> "value");
            Catenary.yieldNow();

            task.cancel("no longer needed");

            assertThatThrownBy(recovered::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("no longer needed");
            return null;
        });
    }

    @Test
    void orTimeoutEndsAsTheTaskDoesInTime() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> afterASecond("value"));

            assertThat(task.orTimeout(SECOND.plusNanos(1)).join()).isEqualTo("value");
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            return null;
        });
    }

    @Test
    void orTimeoutCancelsTheTaskAndFailsWhenItHasUnwound() throws Exception {
        run(scope -> {
            var task = scope.fork("slow", () -> {
                try {
                    Catenary.sleep(HOUR);
                } finally {
                    points.reach(1);
                }
            });

            assertThatThrownBy(task.orTimeout(SECOND)::join)
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isExactlyInstanceOf(TimeoutException.class)
                    .hasMessageContaining("slow")
                    .hasMessageContaining("PT1S");
            points.end(2);
            assertThat(task.isCancelled()).isTrue();
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            return null;
        });
    }

    @Test
    void failureDuringUnwindingWinsOverTheTimeout() throws Exception {
        run(scope -> {
            var task = scope.loop().<String>start(it -> {
                try {
                    return forever();
                } catch (InterruptedException e) {
                    throw failure;
                }
            });

            assertThatThrownBy(task.orTimeout(SECOND)::join)
                    .isExactlyInstanceOf(CompletionException.class)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
            assertThat(failure.getSuppressed()).singleElement().isInstanceOf(TimeoutException.class);
            return null;
        });
    }

    @Test
    void cancelOfTheTaskIsNotATimeout() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> OnEveryCarrier.<String>forever());
            var bounded = task.orTimeout(HOUR);
            Catenary.yieldNow();

            task.cancel("no longer needed");

            assertThatThrownBy(bounded::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("no longer needed");
            assertThat(clock.elapsed()).isZero();
            return null;
        });
    }

    @Test
    void timerOfOrTimeoutDoesNotOutliveTheTask() throws Exception {
        run(scope -> {
            scope.fork(() -> "value").orTimeout(HOUR).join();
            Catenary.yieldNow();
            return null;
        });
        assertThat(clock.elapsed()).isZero();
    }

    @Test
    void sleepAsyncIsATask() throws Exception {
        run(scope -> {
            var slept = Catenary.sleepAsync(SECOND);
            var cancelled = Catenary.sleepAsync(HOUR);

            assertThat(slept.join()).isNull();
            assertThat(cancelled.cancel()).isTrue();
            assertThatThrownBy(cancelled::join).isInstanceOf(CancellationException.class);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
        assertThatThrownBy(() -> Catenary.sleepAsync(SECOND))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Catenary.sleepAsync")
                .hasMessageContaining("EventLoop.schedule");
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
