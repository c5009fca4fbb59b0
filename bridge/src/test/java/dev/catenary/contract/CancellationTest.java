package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.CANCELLED_VALUE;
import static dev.catenary.contract.features.Feature.CANCEL_BEFORE_START;
import static dev.catenary.contract.features.Feature.CANCEL_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Action;
import dev.catenary.Catenary;
import dev.catenary.LoopOptions;
import dev.catenary.Outcome;
import dev.catenary.Promise;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cancellation is level, carries a reason, and belongs to a scope. */
class CancellationTest extends OnEveryCarrier {
    /** The waiting operations, each waiting for what never comes, or not at all. */
    enum Wait {
        SLEEP(() -> Catenary.sleep(HOUR)),
        SLEEP_OF_ZERO(() -> Catenary.sleep(HOUR.minus(HOUR))),
        YIELD(Catenary::yieldNow),
        JOIN(() -> Promise.create().join()),
        JOIN_WITH_TIMEOUT(() -> Promise.create().join(HOUR)),
        JOIN_OF_AN_ENDED_TASK(() -> Task.completed("value").join()),
        GET(() -> Promise.create().get()),
        GET_WITH_TIMEOUT(() -> Promise.create().get(1, TimeUnit.HOURS)),
        AWAIT(() -> Catenary.await(new CompletableFuture<>())),
        AWAIT_OF_AN_ENDED_STAGE(() -> Catenary.await(CompletableFuture.completedFuture("value"))),
        SCOPE(() -> Catenary.scope(scope -> scope.<Object>fork(() -> forever()))),
        SCOPE_JOIN(() -> Catenary.scope(scope -> {
            scope.fork(() -> forever());
            scope.join();
            return null;
        })),
        OFFLOAD(() -> Catenary.offload(() -> new CountDownLatch(1).await())),
        RUN_ON_ANOTHER_LOOP(() -> Catenary.run(LoopOptions.named("inner"), scope -> forever()));

        private final Action<Exception> operation;

        Wait(Action<Exception> operation) {
            this.operation = operation;
        }

        void begin() throws Exception {
            operation.run();
        }
    }

    /** The JDK's own methods on futures, as {@code Future.state()}, ask an ended one until it answers. */
    @Test
    void valueOfAnEndedTaskIsThereForACancelledOneToo() throws Exception {
        run(scope -> {
            var ended = Task.completed("value");
            var task = scope.fork(() -> {
                assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);
                note(ended.get());
            });
            Catenary.yieldNow();

            task.cancel();
            return null;
        });
        assertThat(events()).containsExactly("value");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"YIELD", ".*_ZERO", ".*_ENDED_.*"})
    void cancelInterruptsAWait(Wait wait) throws Exception {
        var reached = new CountDownLatch(1);
        try (var loop = open()) {
            var task = loop.start(scope -> {
                reached.countDown();
                wait.begin();
                return null;
            });
            reached.await();
            loop.run(scope -> null);

            task.cancel("no longer needed");

            assertThatThrownBy(task::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("no longer needed");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves(CANCEL_LEVEL)
    void everyFurtherWaitOfACancelledTaskThrowsAgain(Wait wait) throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);
                for (int i = 0; i < 3; i++)
                    assertThatThrownBy(wait::begin)
                            .isExactlyInstanceOf(InterruptedException.class)
                            .hasMessageContaining("no longer needed");
                points.reach(1);
            });
            Catenary.yieldNow();

            task.cancel("no longer needed");

            scope.join();
            points.end(2);
            assertThat(task.isCancelled()).isTrue();
            return null;
        });
    }

    @Test
    @Proves(CANCEL_LEVEL)
    void clearingTheInterruptStatusDoesNotUndoACancel() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);
                Thread.interrupted();
                assertThatThrownBy(() -> Catenary.sleep(HOUR)).isInstanceOf(InterruptedException.class);
                points.reach(1);
            });
            Catenary.yieldNow();

            task.cancel();

            scope.join();
            points.end(2);
            return null;
        });
        assertThat(clock.elapsed()).isZero();
    }

    @Test
    void taskThatCancelsItselfIsInterruptedAtItsNextWait() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                Task.current().orElseThrow().cancel("enough");
                points.reach(1);
                assertThatThrownBy(Catenary::yieldNow)
                        .isInstanceOf(InterruptedException.class)
                        .hasMessageContaining("enough");
                points.reach(2);
            });

            scope.join();
            points.end(3);
            assertThat(task.isCancelled()).isTrue();
            return null;
        });
    }

    @Test
    @Proves(CANCEL_BEFORE_START)
    void taskCancelledBeforeItsStartNeverStarts() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> points.unreachable());
            var stage = scope.forkStage(() -> {
                points.unreachable();
                return new CompletableFuture<>();
            });

            assertThat(task.cancel("too early")).isTrue();
            assertThat(stage.cancel()).isTrue();

            scope.join();
            assertThat(task.isCancelled()).isTrue();
            assertThat(stage.isCancelled()).isTrue();
            assertThatThrownBy(task::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("too early");
            points.end(1);
            return null;
        });
    }

    @Test
    void cancelOfAnEndedTaskIsRefused() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> "value");
            scope.join();

            assertThat(task.cancel()).isFalse();
            assertThat(task.cancel("late")).isFalse();
            assertThat(task.cancel(true)).isFalse();
            assertThat(task.isCancelled()).isFalse();
            assertThat(task.join()).isEqualTo("value");
            return null;
        });
    }

    @Test
    void secondCancelIsRefusedAndTheFirstReasonStays() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> forever());
            Catenary.yieldNow();

            assertThat(task.cancel("first")).isTrue();
            assertThat(task.cancel("second")).isFalse();

            assertThatThrownBy(task::join).hasMessageContaining("first");
            return null;
        });
    }

    @Test
    void cancelledTaskEndsWhenItHasUnwound() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                try {
                    forever();
                } finally {
                    points.reach(3);
                }
            });
            Catenary.yieldNow();

            points.reach(1);
            task.cancel();
            points.reach(2);
            assertThat(task.outcome()).isEmpty();

            assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
            points.end(4);
            return null;
        });
    }

    @Test
    @Proves(CANCELLED_VALUE)
    void cancelledTaskThatReturnsNormallyEndsCancelled() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                try {
                    return forever();
                } catch (InterruptedException e) {
                    return "value";
                }
            });
            Catenary.yieldNow();

            task.cancel("no longer needed");

            assertThatThrownBy(task::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("no longer needed");
            assertThat(task.outcome()).get().isInstanceOf(Outcome.Cancelled.class);
            return null;
        });
    }

    @Test
    void cancelledTaskThatThrowsSomethingElseFails() {
        assertThatThrownBy(() -> run(scope -> {
                    var task = scope.fork("stubborn", () -> {
                        try {
                            forever();
                        } catch (InterruptedException e) {
                            throw new IOException("rollback failed");
                        }
                    });
                    Catenary.yieldNow();

                    task.cancel();

                    assertThatThrownBy(task::join)
                            .isInstanceOfAny(CompletionException.class, InterruptedException.class);
                    return null;
                }))
                .isInstanceOf(ScopeFailedException.class)
                .hasCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("rollback failed");
    }

    @Test
    void childCancelledOnItsOwnDoesNotFailTheScope() throws Exception {
        run(scope -> {
            var child = scope.fork(() -> forever());
            var sibling = scope.fork(() -> {
                Catenary.sleep(SECOND);
                return "value";
            });
            Catenary.yieldNow();

            child.cancel();

            scope.join();
            assertThat(scope.isCancelled()).isFalse();
            assertThat(sibling.join()).isEqualTo("value");
            return null;
        });
    }

    @Test
    void cancelReachesEverythingInside() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> Catenary.scope(inner -> {
                inner.fork(() -> {
                    try {
                        forever();
                    } catch (InterruptedException e) {
                        note("grandchild: " + e.getMessage());
                    }
                });
                try {
                    return forever();
                } catch (InterruptedException e) {
                    note("child: " + e.getMessage());
                    throw e;
                }
            }));
            Catenary.sleep(SECOND);

            task.cancel("no longer needed");

            scope.join();
            assertThat(task.isCancelled()).isTrue();
            assertThat(events()).hasSize(2).allMatch(event -> event.contains("no longer needed"));
            return null;
        });
    }

    @Test
    void scopeCancelCutsItsBodyShortAndEndsSilently() throws Exception {
        run(scope -> {
            var value = Catenary.scope("inner", inner -> {
                inner.fork(() -> forever());
                inner.fork(() -> inner.cancel("enough"));
                try {
                    return OnEveryCarrier.<String>forever();
                } catch (InterruptedException e) {
                    assertThat(e).hasMessageContaining("enough");
                    throw e;
                }
            });

            assertThat(value).isNull();
            Catenary.sleep(SECOND);
            assertThat(scope.isCancelled()).isFalse();
            assertThat(Task.current().orElseThrow().isCancelled()).isFalse();
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void scopeCancelLeavesTheBodyItsValue() throws Exception {
        var value = run(scope -> {
            scope.fork(() -> forever());
            Catenary.yieldNow();
            scope.cancel();
            return "value";
        });

        assertThat(value).isEqualTo("value");
    }

    @Test
    void scopeCancelIsAcceptedOnce() throws Exception {
        run(scope -> {
            var ended = Catenary.scope(inner -> {
                assertThat(inner.isCancelled()).isFalse();
                assertThat(inner.cancel()).isTrue();
                assertThat(inner.isCancelled()).isTrue();
                assertThat(inner.cancel("again")).isFalse();
                return inner;
            });
            var untouched = Catenary.scope(inner -> inner);

            assertThat(ended.cancel()).isFalse();
            assertThat(untouched.cancel()).isFalse();
            assertThat(untouched.isCancelled()).isFalse();
            return null;
        });
    }

    @Test
    void scopeCancelReachesScopesInside() throws Exception {
        run(scope -> {
            Catenary.scope(outer -> {
                outer.fork(() -> Catenary.scope(inner -> {
                    outer.cancel("enough");
                    assertThat(inner.isCancelled()).isTrue();
                    inner.fork(() -> points.unreachable());
                    return null;
                }));
                return null;
            });
            points.end(1);
            return null;
        });
    }

    @Test
    void cancelOfTheScopeIsNoFailureButAChildThatThenFailsIs() {
        assertThatThrownBy(() -> run(scope -> {
                    scope.fork("stubborn", () -> {
                        try {
                            forever();
                        } catch (InterruptedException e) {
                            throw new IOException("rollback failed");
                        }
                    });
                    Catenary.yieldNow();
                    scope.cancel();
                    return "value";
                }))
                .isInstanceOf(ScopeFailedException.class)
                .hasRootCauseMessage("rollback failed");
    }

    @Test
    void cancelOfATaskOverridesNothingOutsideOfItsScope() throws Exception {
        run(scope -> {
            Catenary.scope(inner -> {
                var child = inner.fork(() -> forever());
                Catenary.yieldNow();
                child.cancel();
                inner.join();
                Catenary.sleep(SECOND);
                return null;
            });
            Catenary.sleep(SECOND);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void interruptedWaiterOfRunCancelsTheBodyAndWaitsForIt(Stranger stranger) throws Throwable {
        var started = new CountDownLatch(1);
        try (var loop = open()) {
            var call = stranger.call(() -> loop.run(scope -> {
                started.countDown();
                try {
                    return forever();
                } finally {
                    note("unwound");
                }
            }));
            started.await();

            call.interrupt();

            assertThatThrownBy(call::end).isInstanceOf(InterruptedException.class);
            assertThat(events()).containsExactly("unwound");
        }
    }

    @Test
    void cancelFromAStrangerReachesABodyThatWaits() throws Exception {
        try (var loop = open()) {
            var task = loop.start(scope -> {
                points.reach(1);
                try {
                    return forever();
                } catch (InterruptedException e) {
                    points.reach(2);
                    throw e;
                }
            });
            points.await(1);

            Stranger.PLATFORM_THREAD.start(() -> task.cancel("from outside"));

            assertThatThrownBy(task::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("from outside");
            points.end(3);
        }
    }

    @Test
    void cancelFromACallbackReachesABodyThatWaits() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> forever());
            scope.loop().schedule(SECOND, () -> task.cancel("from a callback"));

            assertThatThrownBy(task::join).hasMessageContaining("from a callback");
            return null;
        });
    }

    @Test
    void cancelOfTheMainTaskEndsRunCancelled() {
        assertThatThrownBy(() -> run(scope -> {
                    Task.current().orElseThrow().cancel("no longer needed");
                    return forever();
                }))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("no longer needed");
    }
}
