package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.FIRST_FAILURE;
import static dev.catenary.contract.features.Feature.UNOBSERVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Joiner;
import dev.catenary.Promise;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.Timeouts;
import dev.catenary.contract.features.Proves;
import dev.catenary.kotlin.Suspend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Failures, also while other failures and cancels unwind: none is lost, none is told twice. */
class FailuresTest extends StructuredSuite {
    private final IllegalStateException later = new IllegalStateException("later");

    @Test
    @Proves(FIRST_FAILURE)
    void firstFailureCancelsTheSiblingsAndIsThrownWhenTheyHaveUnwound() {
        assertThatThrownBy(() -> run(scope -> {
                    scope.fork(() -> unwindSlowly("sibling"));
                    scope.fork(() -> failAfter(SECOND, failure));
                    return forever();
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasCause(failure)
                .hasNoSuppressedExceptions();
        assertThat(events()).containsExactly("sibling unwinds", "sibling has unwound");
    }

    @Test
    @Proves(FIRST_FAILURE)
    void everyLaterFailureIsSuppressedOnceInTheOrderOfArrival() {
        var failures = new ArrayList<Exception>();
        for (int i = 0; i < 100; i++) failures.add(new IllegalStateException("failure " + i));

        assertThatThrownBy(() -> run(scope -> {
                    for (int i = 1; i < 100; i++) {
                        var mine = i;
                        scope.fork(() -> {
                            try {
                                return forever();
                            } finally {
                                Tasks.shielded(HOUR, () -> Catenary.sleep(SECOND.multipliedBy(mine)));
                                throwIt(failures.get(mine));
                            }
                        });
                    }
                    return failAfter(SECOND, failures.get(0));
                }))
                .isSameAs(failures.get(0))
                .satisfies(e -> assertThat(e.getSuppressed()).containsExactlyElementsOf(failures.subList(1, 100)));
    }

    private static void throwIt(Exception failure) throws Exception {
        throw failure;
    }

    @Test
    @Proves(FIRST_FAILURE)
    void failureThatASiblingMetByAnyFaceIsToldOnce() {
        assertThatThrownBy(() -> run(scope -> {
                    var failing = scope.fork(() -> failAfter(SECOND, failure));
                    scope.fork(() -> Tasks.<Object, Exception>shielded(HOUR, failing::join));
                    scope.fork(() -> Tasks.<Object, Exception>shielded(HOUR, failing::get));
                    scope.fork(() -> Tasks.shielded(HOUR, () -> Catenary.await(failing)));
                    scope.fork(() -> Tasks.shielded(HOUR, () -> Catenary.await(failing.toCompletableFuture())));
                    scope.fork(() -> Tasks.shielded(HOUR, () -> Tasks.gather(List.of(failing))));
                    scope.fork(() -> Tasks.shielded(HOUR, () -> Catenary.await(failing.thenApply(it -> it))));
                    return Tasks.<Object, Exception>shielded(HOUR, failing::join);
                }))
                .isInstanceOfSatisfying(
                        ScopeFailedException.class,
                        e -> assertThat(e.failures()).containsExactly(failure));
    }

    @Test
    @Proves(FIRST_FAILURE)
    void failuresOfBodyChildrenResourcesAndNestedScopesAreAllTold() {
        var ofChild = new IllegalStateException("child");
        var ofGrandchild = new IllegalStateException("grandchild");
        var ofStage = new IllegalStateException("stage");
        var ofCoroutine = new IllegalStateException("coroutine");
        var ofOffload = new IllegalStateException("offload");
        var ofClose = new IllegalStateException("close");

        assertThatThrownBy(() -> run(scope -> Catenary.scope(inner -> {
                    inner.use(() -> throwIt(ofClose));
                    inner.fork(() -> failWhenCancelled(ofChild));
                    inner.fork(() -> Catenary.scope(
                            it -> it.fork(() -> failWhenCancelled(ofGrandchild)).join()));
                    inner.forkStage(() -> failingWhenCancelled(ofStage));
                    Suspend.<String>start(inner, k -> Suspending.failWhenCancelled(ofCoroutine, k));
                    inner.fork(() -> Catenary.offload(() -> {
                        points.reach(1);
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            throw ofOffload;
                        }
                    }));
                    points.await(1);
                    throw failure;
                })))
                .isSameAs(failure)
                .satisfies(e -> assertThat(everythingIn(e))
                        .contains(ofChild, ofGrandchild, ofStage, ofCoroutine, ofOffload, ofClose));
    }

    /** A stage that fails instead of being cancelled. */
    private static CompletableFuture<Object> failingWhenCancelled(Exception failure) {
        return new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return completeExceptionally(failure);
            }
        };
    }

    @Test
    @Proves(FIRST_FAILURE)
    void failureThatReplacesTheInterruptIsAFailure() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Catenary.scope(inner -> {
                        inner.fork(() -> failWhenCancelled(later));
                        Catenary.sleep(SECOND);
                        inner.cancel();
                        return "value";
                    }))
                    .isExactlyInstanceOf(ScopeFailedException.class)
                    .hasCause(later);
            return null;
        });
    }

    @Test
    @Proves(FIRST_FAILURE)
    void failureAndTimeoutAndCancelTogetherAreAllTold() throws Exception {
        var thrown = Promise.<Throwable>create();
        run(scope -> {
            var task = scope.fork(() -> {
                try {
                    Timeouts.within(
                            SECOND,
                            () -> Catenary.scope(inner -> {
                                inner.fork(() -> {
                                    try {
                                        return unwindSlowly("child");
                                    } finally {
                                        throwIt(later);
                                    }
                                });
                                return failWhenCancelled(failure);
                            }));
                } catch (Throwable e) {
                    thrown.complete(e);
                }
            });
            Catenary.sleep(SECOND.plusMillis(500));
            task.cancel();
            scope.join();
            assertThat(task.isCancelled()).isTrue();
            return null;
        });

        assertThat(thrown.join()).isSameAs(failure);
        assertThat(everythingIn(failure)).contains(later).anyMatch(TimeoutException.class::isInstance);
    }

    /** That a cancelled task meets another's cancellation does not hide what failed on the way out. */
    @Test
    @Proves(FIRST_FAILURE)
    void failureSuppressedInACancellationIsNotLostWhenItsTaskIsCancelled() throws Exception {
        var thrown = Promise.<Throwable>create();
        run(scope -> {
            var cancelled = startLoose(it -> forever());
            cancelled.cancel();
            scope.fork(() -> {
                try {
                    Catenary.scope(outer -> {
                        var task = outer.fork(() -> Catenary.scope(inner -> {
                            inner.fork(() -> {
                                try {
                                    return unwindSlowly("child");
                                } finally {
                                    throwIt(failure);
                                }
                            });
                            Catenary.yieldNow();
                            return cancelled.join();
                        }));
                        Catenary.sleep(SECOND.dividedBy(2));
                        task.cancel();
                        return null;
                    });
                } catch (ScopeFailedException e) {
                    thrown.complete(e);
                }
            });
            return null;
        });

        assertThat(everythingIn(thrown.join())).contains(failure);
    }

    @Test
    @Proves(FIRST_FAILURE)
    void failureSuppressedInOneThatASiblingMetIsNotLost() {
        assertThatThrownBy(() -> run(scope -> {
                    var failing = scope.fork(() -> failAfter(SECOND, failure));
                    scope.fork(() -> Tasks.<Object, Exception>shielded(
                            HOUR,
                            () -> Catenary.scope(inner -> {
                                inner.fork(() -> failWhenCancelled(later));
                                return failing.join();
                            })));
                    return null;
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasCause(failure)
                .satisfies(e -> assertThat(everythingIn(e)).contains(later));
    }

    @Test
    @Proves(FIRST_FAILURE)
    void failureCarriedByAnInterruptionIsNotLostWhenALimitGivesUp() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.tryWithin(
                            SECOND, () -> Tasks.join(Joiner.allOrFail(), List.of(() -> failWhenCancelled(failure)))))
                    .isSameAs(failure)
                    .satisfies(e -> assertThat(e.getSuppressed()).hasAtLeastOneElementOfType(TimeoutException.class));
            return null;
        });
    }

    @Test
    @Proves(FIRST_FAILURE)
    void caughtFailureIsToldNowhereElse() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Catenary.scope(inner -> inner.fork(() -> failAfter(SECOND, failure))))
                    .hasCause(failure);
            Catenary.sleep(SECOND);
            return null;
        });
    }

    @Test
    @Proves(UNOBSERVED)
    void failureOfATaskThatNobodyLooksAtIsReportedOnce() throws Exception {
        run(scope -> {
            startLoose(it -> failAfter(SECOND, failure));
            startLoose(it -> Catenary.scope(inner -> {
                inner.fork(() -> failAfter(SECOND, later));
                return null;
            }));
            Catenary.sleep(HOUR);
            return null;
        });

        assertThat(reportedFailures())
                .hasSize(2)
                .anySatisfy(e -> assertThat(e).isSameAs(failure))
                .anySatisfy(e -> assertThat(e).hasCause(later));
    }

    @Test
    @Proves(UNOBSERVED)
    void failureOfATaskWhoseWaitersAllLeftIsReportedOnce() throws Exception {
        run(scope -> {
            Task<Object> failing = startLoose(it -> failAfter(HOUR, failure));
            Timeouts.tryWithin(SECOND, failing::join);
            try (var completions = Tasks.asCompleted(List.of(failing))) {
                Timeouts.tryWithin(SECOND, completions::next);
            }
            assertThatThrownBy(() -> failing.join(SECOND)).isInstanceOf(TimeoutException.class);
            Catenary.sleep(HOUR);
            return null;
        });

        assertThat(reportedFailures()).containsExactly(failure);
    }
}
