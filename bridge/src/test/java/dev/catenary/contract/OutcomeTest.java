package dev.catenary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.Task;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How a task ended, for those who do not wait: callbacks, copies and outcomes. */
class OutcomeTest extends OnEveryCarrier {
    @Test
    void callbackIsToldTheValue() throws Exception {
        run(scope -> {
            scope.fork(() -> afterASecond("value")).onComplete(noting());

            scope.join();
            Catenary.yieldNow();
            assertThat(events()).containsExactly("value");
            return null;
        });
    }

    @Test
    void callbackIsToldTheFailureItself() throws Exception {
        var failure = new IOException("boom");
        run(scope -> {
            var told = Promise.<Throwable>create();

            startFailing(scope, failure).onComplete(Callback.of(value -> {}, told::complete));

            assertThat(told.join()).isSameAs(failure);
            return null;
        });
    }

    @Test
    void callbackIsToldTheCancellation() throws Exception {
        run(scope -> {
            var told = Promise.<Throwable>create();
            var task = scope.fork(() -> OnEveryCarrier.<String>forever())
                    .onComplete(Callback.of(value -> {}, told::complete));
            Catenary.yieldNow();

            task.cancel("no longer needed");

            assertThat(told.join()).isInstanceOf(CancellationException.class).hasMessageContaining("no longer needed");
            return null;
        });
    }

    @Test
    void callbackOfAnEndedTaskIsToldSoonAndNotAtOnce() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> "value");
            task.join();

            var same = task.onComplete(Callback.of(value -> points.reach(2), failure -> points.unreachable()));
            points.reach(1);

            assertThatObject(same).isSameAs(task);
            Catenary.yieldNow();
            points.end(3);
            return null;
        });
    }

    @Test
    void copyEndsLikeTheTask() throws Exception {
        var failure = new IOException("boom");
        run(scope -> {
            var value = scope.fork(() -> afterASecond("value"));
            var failed = startFailing(scope, failure);
            var cancelled = scope.fork(() -> OnEveryCarrier.<String>forever());
            var copies = Stream.of(value, failed, cancelled)
                    .map(Task::toCompletableFuture)
                    .toList();
            Catenary.sleep(SECOND);
            cancelled.cancel("no longer needed");
            Catenary.sleep(SECOND);

            assertThat(copies.get(0)).isCompletedWithValue("value");
            assertThatThrownBy(() -> copies.get(1).join())
                    .isExactlyInstanceOf(CompletionException.class)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
            assertThatThrownBy(() -> copies.get(1).get())
                    .isExactlyInstanceOf(ExecutionException.class)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
            assertThat(copies.get(2)).isCancelled();
            assertThatThrownBy(() -> copies.get(2).join())
                    .isInstanceOf(CancellationException.class)
                    .hasStackTraceContaining("no longer needed"); // newer JDKs wrap it in one of their own
            return null;
        });
    }

    @Test
    void outcomeIsEmptyUntilTheTaskHasEnded() throws Exception {
        var failure = new IOException("boom");
        run(scope -> {
            var value = scope.fork(() -> afterASecond("value"));
            var failed = startFailing(scope, failure);
            var cancelled = scope.fork(() -> OnEveryCarrier.<String>forever());
            Catenary.yieldNow();

            assertThat(Stream.of(value, failed, cancelled))
                    .allMatch(task -> task.outcome().isEmpty());
            assertThat(Stream.of(value, failed, cancelled)).noneMatch(Task::isDone);

            Catenary.sleep(SECOND);
            cancelled.cancel("no longer needed");
            scope.join();
            assertThat(value.outcome()).contains(new Outcome.Success<>("value"));
            assertThat(failed.outcome()).contains(new Outcome.Failure<>(failure));
            assertThat(cancelled.outcome())
                    .get()
                    .isInstanceOfSatisfying(
                            Outcome.Cancelled.class,
                            outcome -> assertThat(outcome.cause()).hasMessageContaining("no longer needed"));
            assertThat(Stream.of(value, failed, cancelled)).allMatch(Task::isDone);
            assertThat(Stream.of(value, failed, cancelled).map(Task::isCancelled))
                    .containsExactly(false, false, true);
            return null;
        });
    }

    @Test
    void outcomeGivesTheValueOrThrowsWhatJoinThrows() {
        var failure = new IOException("boom");
        var cancellation = new CancellationException("no longer needed");

        assertThat(new Outcome.Success<>("value").getOrThrow()).isEqualTo("value");
        assertThatThrownBy(() -> new Outcome.Failure<>(failure).getOrThrow())
                .isExactlyInstanceOf(CompletionException.class)
                .hasCause(failure);
        assertThatThrownBy(() -> new Outcome.Cancelled<>(cancellation).getOrThrow())
                .isSameAs(cancellation);
    }

    @Test
    void resultNowAndExceptionNowNeverWait() throws Exception {
        var failure = new IOException("boom");
        run(scope -> {
            var value = scope.fork("good", () -> afterASecond("value"));
            var failed = startFailing(scope, failure);
            Catenary.yieldNow();

            assertThatThrownBy(value::resultNow).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(value::exceptionNow).isInstanceOf(IllegalStateException.class);

            Catenary.sleep(SECOND);
            scope.join();
            assertThat(value.resultNow()).isEqualTo("value");
            assertThat(failed.exceptionNow()).isSameAs(failure);
            assertThatThrownBy(value::exceptionNow).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(failed::resultNow).isInstanceOf(IllegalStateException.class);
            return null;
        });
    }

    @Test
    void valueMayBeNull() throws Exception {
        run(scope -> {
            var task = scope.<Object>fork(() -> null);

            assertThat(task.join()).isNull();
            assertThat(task.get()).isNull();
            assertThat(task.resultNow()).isNull();
            assertThat(Catenary.await(task.toCompletableFuture())).isNull();
            assertThat(task.outcome()).contains(new Outcome.Success<>(null));
            return null;
        });
    }

    private static String afterASecond(String value) throws InterruptedException {
        Catenary.sleep(SECOND);
        return value;
    }

    /** Outside of the scope, so that the failure does not end the test. */
    private static Task<String> startFailing(Scope scope, Exception failure) {
        return scope.loop().start("failing", it -> {
            Catenary.sleep(SECOND);
            throw failure;
        });
    }

    private Callback<String> noting() {
        return Callback.of(this::note, failure -> points.unreachable());
    }
}
