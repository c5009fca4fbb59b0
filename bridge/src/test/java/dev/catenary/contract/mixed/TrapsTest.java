package dev.catenary.contract.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Promise;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.kotlin.Suspend;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where futures and coroutines meet, and others have fallen. */
class TrapsTest extends OnEveryCarrier {
    // ---- a future's dependents

    /** The JDK tells a dependent of a cancelled future of a failure, wrapped. It is a cancel all the same. */
    @Test
    void dependentOfACancelledFutureReadsAsCancelled() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> OnEveryCarrier.<String>forever());
            var dependent = task.toCompletableFuture().thenApply(String::length).thenApply(length -> length + 1);
            var derived = task.map(String::length).map(length -> length + 1);
            Catenary.yieldNow();

            task.cancel();

            assertThatThrownBy(() -> Catenary.await(dependent)).isInstanceOf(CancellationException.class);
            assertThatThrownBy(derived::join).isInstanceOf(CancellationException.class);
            assertThat(derived.outcome()).get().isInstanceOf(Outcome.Cancelled.class);
            return null;
        });
    }

    /** The JDK's dependents do not pass a cancel up; tasks made of a task do. */
    @Test
    void cancelOfADependentReachesTheTaskOnlyThroughTasks() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> OnEveryCarrier.<String>forever());
            var dependent = task.toCompletableFuture().thenApply(String::length);
            var derived = task.map(String::length);
            Catenary.yieldNow();

            dependent.cancel(true);
            Catenary.yieldNow();
            assertThat(task.isDone()).isFalse();

            derived.cancel();
            scope.join();
            assertThat(task.isCancelled()).isTrue();
            return null;
        });
    }

    // ---- one cancelled waiter of a future that others wait for

    @Test
    void cancelledWaiterLeavesASharedFutureToTheOthers() throws Exception {
        var shared = new CompletableFuture<String>();
        run(scope -> {
            var given = scope.fork(() -> Catenary.await(shared));
            var cancelled = scope.fork(() -> Catenary.await(shared));
            Catenary.yieldNow();

            cancelled.cancel();
            Catenary.yieldNow();
            assertThat(shared).isNotDone();
            shared.complete("value");

            assertThat(given.join()).isEqualTo("value");
            assertThat(cancelled.isCancelled()).isTrue();
            return null;
        });
    }

    @Test
    void cancelledCoroutineLeavesASharedTaskToTheOthers() throws Exception {
        var shared = Promise.<String>create();
        run(scope -> {
            var given = Suspend.<String>start(scope, k -> Futures.await(shared, k));
            var cancelled = Suspend.<String>start(scope, k -> Futures.await(shared, k));
            Catenary.yieldNow();

            cancelled.cancel();
            Catenary.yieldNow();
            assertThat(shared.isDone()).isFalse();
            shared.complete("value");

            assertThat(given.join()).isEqualTo("value");
            assertThat(cancelled.isCancelled()).isTrue();
            return null;
        });
    }

    // ---- the cause of a timeout

    @Test
    void timeoutOfATaskIsTheCauseOfItsCancel() throws Exception {
        run(scope -> {
            var task = scope.loop().start("slow", it -> OnEveryCarrier.<String>forever());

            var limited = task.orTimeout(SECOND).map(String::length);

            assertThatThrownBy(limited::join)
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isExactlyInstanceOf(TimeoutException.class)
                    .hasMessage("task 'slow' did not end within PT1S");
            assertThatThrownBy(task::join)
                    .isInstanceOf(CancellationException.class)
                    .hasRootCause(limited.exceptionNow());
            return null;
        });
    }

    @Test
    void timeoutIsNotLostWhenTheTaskFailsBecauseOfIt() throws Exception {
        var failure = new IOException("while unwinding");
        run(scope -> {
            var limited = scope.loop()
                    .<String>start("slow", it -> {
                        try {
                            return OnEveryCarrier.<String>forever();
                        } catch (InterruptedException cut) {
                            throw failure;
                        }
                    })
                    .orTimeout(SECOND);

            assertThatThrownBy(limited::join).hasCause(failure);
            assertThat(failure.getSuppressed())
                    .singleElement()
                    .satisfies(timeout -> assertThat(timeout).isExactlyInstanceOf(TimeoutException.class));
            return null;
        });
    }

    /** One of the JDK's own has no text; it is a timeout all the same, and no cancel. */
    @Test
    void timeoutOfAFutureOfTheJdkIsATimeout() throws Exception {
        run(scope -> {
            var expired = new CompletableFuture<String>().orTimeout(1, TimeUnit.NANOSECONDS);

            assertThatThrownBy(() -> Catenary.await(expired))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseExactlyInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> Suspend.<@Nullable String>call(k -> Futures.await(expired, k)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(TimeoutException.class);
            return null;
        });
    }

    // ---- a value that is there at once

    /** Its continuation is never called: whoever waits for that waits for ever. */
    @Test
    void functionThatDoesNotSuspendGivesItsValueInEveryForm() throws Exception {
        run(scope -> {
            assertThat(Suspend.<String>call(k -> Futures.atOnce("value", k))).isEqualTo("value");
            assertThat(Suspend.<String>start(scope, k -> Futures.atOnce("value", k))
                            .join())
                    .isEqualTo("value");
            assertThat(Suspend.<@Nullable String>call(k -> Futures.atOnce(null, k)))
                    .isNull();
            return null;
        });
    }
}
