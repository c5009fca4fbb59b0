package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.OUTCOMES;
import static dev.catenary.contract.features.Feature.SUSPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Promise;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.contract.features.Proves;
import dev.catenary.kotlin.Suspend;
import dev.catenary.kotlin.SuspendingCall;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** "It was cancelled", "it failed", "not finished" and "I was cancelled", in Java, in Kotlin and through futures. */
class EndsTest extends StructuredSuite {
    private static Throwable thrownBy(Callable<?> call) {
        try {
            call.call();
            return null;
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    /** What a task that is cancelled at one second gets from a call. */
    private Throwable thrownWhenCancelled(Callable<?> call) throws Exception {
        var thrown = Promise.<Throwable>create();
        run(scope -> {
            var task = scope.fork(() -> thrown.complete(thrownBy(call)));
            Catenary.sleep(SECOND);
            task.cancel("no longer needed");
            return null;
        });
        return thrown.join();
    }

    // ---- tasks

    @Test
    @Proves(OUTCOMES)
    void fourOutcomesOfATask() throws Exception {
        run(scope -> {
            Task<String> unfinished = scope.fork(() -> after(HOUR, "value"));
            Task<String> cancelled = scope.fork(() -> forever());
            Task<String> failed = startLoose(it -> failAfter(SECOND, failure));
            scope.loop().schedule(SECOND, () -> cancelled.cancel("no longer needed"));
            Catenary.sleep(SECOND.multipliedBy(2));

            assertThat(unfinished.outcome()).isEmpty();
            assertThat(cancelled.outcome()).containsInstanceOf(Outcome.Cancelled.class);
            assertThat(failed.outcome()).contains(new Outcome.Failure<>(failure));
            assertThat(unfinished.join()).isEqualTo("value");
            assertThat(unfinished.outcome()).contains(new Outcome.Success<>("value"));
            return null;
        });
        assertThat(thrownWhenCancelled(() -> Promise.create().join())).isExactlyInstanceOf(InterruptedException.class);
    }

    @Test
    @Proves(OUTCOMES)
    void whatABodyThrowsUncancelledIsAFailureWhateverItsType() throws Exception {
        for (var thrown : List.of(
                new InterruptedException("mine"),
                new CancellationException("mine"),
                new TimeoutException("mine"),
                new CompletionException(failure)))
            assertThatThrownBy(() -> run(scope -> scope.fork(() -> {
                        throw thrown;
                    })))
                    .isExactlyInstanceOf(ScopeFailedException.class)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(thrown));
    }

    @Test
    @Proves(OUTCOMES)
    void cancelledTaskThatMeetsAnothersCancellationIsCancelledItself() throws Exception {
        run(scope -> {
            var other = Promise.<String>create();
            var task = scope.fork(() -> {
                Task.current().orElseThrow().cancel("mine");
                other.cancel("the other's");
                return Tasks.<String, Exception>shielded(HOUR, other::join);
            });
            scope.join();

            assertThatThrownBy(task::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("mine");
            assertThat(scope.isCancelled()).isFalse();
            return null;
        });
    }

    // ---- coroutines that a Java body calls

    private static Callable<String> calling(SuspendingCall<String> coroutine) {
        return () -> Suspend.call(coroutine);
    }

    @Test
    @Proves({OUTCOMES, SUSPEND})
    void suspendingFunctionGivesItsValue() throws Exception {
        run(scope -> {
            assertThat(Suspend.<String>call(k -> Suspending.after(SECOND, "value", k)))
                    .isEqualTo("value");
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    @Proves({OUTCOMES, SUSPEND})
    void failureOfASuspendingFunctionIsAFailure() throws Exception {
        run(scope -> {
            assertThat(thrownBy(calling(k -> Suspending.failAfter(SECOND, failure, k))))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCause(failure);
            assertThat(thrownBy(calling(k -> Suspending.childFails(failure, k))))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasRootCause(failure);
            Catenary.sleep(SECOND);
            return null;
        });
    }

    @Test
    @Proves({OUTCOMES, SUSPEND})
    void timeoutOfASuspendingFunctionIsATimeoutAndNoCancellation() throws Exception {
        run(scope -> {
            assertThat(thrownBy(calling(k -> Suspending.timesOut(SECOND, k))))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseExactlyInstanceOf(TimeoutException.class);
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            Catenary.sleep(SECOND);
            return null;
        });
    }

    @Test
    @Proves({OUTCOMES, SUSPEND})
    void cancellationThatASuspendingFunctionMeetsIsNotTheCallers() throws Exception {
        run(scope -> {
            assertThat(thrownBy(calling(Suspending::meetsACancellation)))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("the other was cancelled");
            Catenary.sleep(SECOND);
            return null;
        });
    }

    @Test
    @Proves({OUTCOMES, SUSPEND})
    void cancelOfTheCallerEndsTheSuspendingFunctionAndIsAnInterruption() throws Exception {
        assertThat(thrownWhenCancelled(calling(k -> Suspending.noteThatItUnwinds(this::note, k))))
                .isExactlyInstanceOf(InterruptedException.class)
                .hasMessageContaining("no longer needed");
        assertThat(events()).containsExactly("the coroutine unwinds");
    }

    @Test
    @Proves({OUTCOMES, SUSPEND})
    void failureWhileTheSuspendingFunctionUnwindsIsToldToTheCancelledCaller() throws Exception {
        assertThat(everythingIn(thrownWhenCancelled(calling(k -> Suspending.failWhenCancelled(failure, k)))))
                .contains(failure);
    }

    // ---- coroutines that are children

    @Test
    @Proves({OUTCOMES, SUSPEND})
    void coroutineEndsAsAnyTaskDoes() throws Exception {
        run(scope -> {
            Catenary.supervisor(inner -> {
                Task<String> good = Suspend.start(inner, k -> Suspending.after(SECOND, "value", k));
                Task<String> failing = Suspend.start(inner, k -> Suspending.failAfter(SECOND, failure, k));
                Task<String> late = Suspend.start(inner, k -> Suspending.timesOut(SECOND, k));
                Task<String> cancelled = Suspend.<String>start(inner, Suspending::forever);
                scope.loop().schedule(SECOND, () -> cancelled.cancel("no longer needed"));

                var outcomes = Tasks.gatherSettled(List.of(good, failing, late, cancelled));

                assertThat(outcomes.get(0)).isEqualTo(new Outcome.Success<>("value"));
                assertThat(outcomes.get(1)).isEqualTo(new Outcome.Failure<>(failure));
                assertThat(outcomes.get(2))
                        .isInstanceOfSatisfying(
                                Outcome.Failure.class,
                                it -> assertThat(it.cause()).isExactlyInstanceOf(TimeoutException.class));
                assertThat(outcomes.get(3))
                        .isInstanceOfSatisfying(
                                Outcome.Cancelled.class,
                                it -> assertThat(it.cause()).hasMessageContaining("no longer needed"));
                return null;
            });
            return null;
        });
        reportedFailures();
    }

    @Test
    @Proves({OUTCOMES, SUSPEND})
    void failureOfACoroutineIsThatOfItsScope() {
        assertThatThrownBy(() -> run(scope -> {
                    Suspend.<String>start(scope, k -> Suspending.failAfter(SECOND, failure, k));
                    return forever();
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasCause(failure);
    }

    @Test
    @Proves({OUTCOMES, SUSPEND})
    void cancelOfItsScopeEndsACoroutine() throws Exception {
        run(scope -> {
            Catenary.scope(inner -> {
                Suspend.<String>start(inner, k -> Suspending.noteThatItUnwinds(this::note, k));
                Catenary.sleep(SECOND);
                inner.cancel();
                return null;
            });
            assertThat(events()).containsExactly("the coroutine unwinds");
            return null;
        });
    }

    // ---- futures

    @Test
    @Proves(OUTCOMES)
    void futureThatWasCancelledIsMetAsACancellation() throws Exception {
        run(scope -> {
            var future = new CompletableFuture<String>();
            scope.loop().schedule(SECOND, () -> future.cancel(true));

            assertThat(thrownBy(() -> Catenary.await(future))).isInstanceOf(CancellationException.class);
            assertThat(thrownBy(() -> Catenary.await(future.thenApply(it -> it))))
                    .isInstanceOf(CancellationException.class);
            assertThat(thrownBy(calling(k -> Suspending.awaitFuture(future, k))))
                    .isInstanceOf(CancellationException.class);
            Catenary.sleep(SECOND);
            return null;
        });
    }

    @Test
    @Proves(OUTCOMES)
    void futureThatTimedOutIsAFailureWithATimeout() throws Exception {
        run(scope -> {
            var future = new CompletableFuture<String>().orTimeout(1, TimeUnit.NANOSECONDS);

            for (Callable<?> call :
                    List.<Callable<?>>of(() -> Catenary.await(future), calling(k -> Suspending.awaitFuture(future, k))))
                assertThat(thrownBy(call))
                        .isExactlyInstanceOf(CompletionException.class)
                        .hasCauseExactlyInstanceOf(TimeoutException.class);
            return null;
        });
    }

    @Test
    @Proves(OUTCOMES)
    void cancelOfOneWhoAwaitsAFutureIsAnInterruptionAndLeavesTheFutureAlone() throws Exception {
        var future = new CompletableFuture<String>();

        assertThat(thrownWhenCancelled(() -> Catenary.await(future)))
                .isExactlyInstanceOf(InterruptedException.class)
                .hasMessageContaining("no longer needed");
        assertThat(future.isDone()).isFalse();
    }

    @Test
    @Proves(OUTCOMES)
    void futureOfATaskEndsAsTheTaskDoes() throws Exception {
        run(scope -> {
            Task<String> cancelled = scope.fork(() -> forever());
            Task<String> failed = startLoose(it -> failAfter(SECOND, failure));
            scope.loop().schedule(SECOND, () -> cancelled.cancel());

            assertThat(thrownBy(() -> Catenary.await(cancelled.toCompletableFuture())))
                    .isInstanceOf(CancellationException.class);
            assertThat(thrownBy(() -> Catenary.await(failed.toCompletableFuture())))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCause(failure);
            assertThat(thrownBy(() -> Catenary.await(
                            Promise.<String>create().orTimeout(SECOND).toCompletableFuture())))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseExactlyInstanceOf(TimeoutException.class);
            return null;
        });
    }
}
