package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.CHILD_CANCELLED;
import static dev.catenary.contract.features.Feature.ENDED_CHILD_IS_DROPPED;
import static dev.catenary.contract.features.Feature.FORK_BY_CHILDREN;
import static dev.catenary.contract.features.Feature.FORK_IS_LAZY;
import static dev.catenary.contract.features.Feature.FORK_IS_STRONG;
import static dev.catenary.contract.features.Feature.FORK_TOO_LATE;
import static dev.catenary.contract.features.Feature.OWN_CANCEL;
import static dev.catenary.contract.features.Feature.PARENT_CANCELLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.contract.features.Proves;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How children of a scope come and go. */
class ChildrenTest extends StructuredSuite {
    @Test
    @Proves(FORK_IS_LAZY)
    void childrenBeginInTheOrderOfTheForksAfterTheForkerHasGivenUpTheTurn() throws Exception {
        run(scope -> {
            for (int i = 0; i < 5; i++) {
                var point = i + 2;
                scope.fork(() -> points.reach(point));
            }
            points.reach(1);
            Catenary.yieldNow();
            points.reach(7);
            return null;
        });
        points.end(8);
    }

    @Test
    @Proves(FORK_IS_STRONG)
    void childThatNobodyRefersToRunsToItsEnd() throws Exception {
        run(scope -> {
            scope.fork(() -> {
                Catenary.sleep(SECOND);
                points.reach(1);
            });
            scope.forkStage(() -> {
                var stage = new CompletableFuture<String>();
                scope.loop().schedule(HOUR, () -> stage.complete("value"));
                return stage;
            });
            Catenary.yieldNow();
            for (int i = 0; i < 3; i++) System.gc();
            return null;
        });
        points.end(2);
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    @Proves(ENDED_CHILD_IS_DROPPED)
    void endedChildIsGarbageWhileItsScopeGoesOn() throws Exception {
        run(scope -> {
            var ended = new ArrayList<WeakReference<Task<?>>>();
            for (int i = 0; i < 10; i++)
                ended.add(new WeakReference<>(scope.fork(() -> after(SECOND, new byte[1_000]))));
            Catenary.sleep(SECOND.multipliedBy(2));

            // what a worker ran last it may remember until it runs another
            scope.fork(() -> Catenary.sleep(SECOND)).join();

            assertThat(scope.children()).isEmpty();
            assertThat(cleared(ended)).isGreaterThanOrEqualTo(9);
            return null;
        });
    }

    private static long cleared(ArrayList<WeakReference<Task<?>>> references) {
        for (int i = 0; i < 20 && references.stream().anyMatch(it -> it.get() != null); i++) System.gc();
        return references.stream().filter(it -> it.get() == null).count();
    }

    @Test
    @Proves(ENDED_CHILD_IS_DROPPED)
    void childrenAreThoseThatHaveNotEnded() throws Exception {
        run(scope -> {
            var first = scope.fork(() -> after(SECOND, 1));
            var second = scope.fork(() -> after(HOUR, 2));
            scope.fork(() -> 3);

            Catenary.yieldNow();
            assertThat(scope.children()).containsExactly(first, second);
            first.join();
            assertThat(scope.children()).containsExactly(second);
            return null;
        });
    }

    @Test
    @Proves(FORK_BY_CHILDREN)
    void childForksAgainAndAgainWhileTheScopeWaits() throws Exception {
        run(scope -> {
            Catenary.scope(inner -> {
                forkAgain(inner, 1_000);
                return null;
            });
            assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(1_000));
            return null;
        });
    }

    private static void forkAgain(Scope scope, int times) {
        scope.fork(() -> {
            Catenary.sleep(SECOND);
            if (times > 1) forkAgain(scope, times - 1);
        });
    }

    @Test
    @Proves(FORK_BY_CHILDREN)
    void cancelledChildMayForkIntoALivingScopeAsItEnds() throws Exception {
        run(scope -> {
            Catenary.scope(inner -> {
                inner.fork(() -> {
                            try {
                                forever();
                            } finally {
                                inner.fork(() -> note("after " + after(SECOND, "the last")));
                            }
                        })
                        .cancel();
                inner.fork(() -> inner.children().get(0).cancel());
                return null;
            });
            return null;
        });
    }

    @Test
    @Proves(FORK_TOO_LATE)
    void forkIntoAnEndedScopeIsRefusedAndTheBodyNeverStarts() throws Exception {
        run(scope -> {
            var ended = Catenary.<Scope, Exception>scope("import", inner -> inner);

            assertThatThrownBy(() -> ended.fork(() -> never()))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("scope 'import' has ended");
            Catenary.yieldNow();
            return null;
        });
    }

    @Test
    @Proves(FORK_TOO_LATE)
    void forkIntoAClosingScopeIsRefusedAndTheBodyNeverStarts() {
        assertThatThrownBy(() -> run(scope -> {
                    scope.fork(() -> {
                        try {
                            forever();
                        } finally {
                            assertThatThrownBy(() -> scope.fork(() -> never()))
                                    .isInstanceOf(CancellationException.class)
                                    .hasMessageContaining("boom");
                            assertThatThrownBy(() -> scope.forkStage(() -> never()))
                                    .isInstanceOf(CancellationException.class);
                            points.reach(1);
                        }
                    });
                    return failAfter(SECOND, failure);
                }))
                .isSameAs(failure)
                .hasNoSuppressedExceptions();
        points.end(2);
    }

    @Test
    @Proves(FORK_TOO_LATE)
    void forkThatIsRefusedByAnUnwindingChildDoesNotCountAsItsFailure() throws Exception {
        run(scope -> {
            Catenary.scope(inner -> {
                inner.fork(() -> {
                    try {
                        forever();
                    } finally {
                        inner.fork(() -> never());
                    }
                });
                Catenary.sleep(SECOND);
                inner.cancel("enough");
                return null;
            });
            return null;
        });
    }

    @Test
    @Proves(CHILD_CANCELLED)
    void childCancelledOnItsOwnDoesNotFailTheScope() throws Exception {
        run(scope -> {
            var child = scope.fork(() -> forever());
            var sibling = scope.fork(() -> after(HOUR, "value"));
            scope.loop().schedule(SECOND, () -> child.cancel());

            scope.join();

            assertThat(scope.isCancelled()).isFalse();
            assertThat(sibling.resultNow()).isEqualTo("value");
            return null;
        });
    }

    @Test
    @Proves(CHILD_CANCELLED)
    void bodyThatJoinsACancelledChildMeetsACancellation() throws Exception {
        run(scope -> {
            var child = scope.fork(() -> forever());
            scope.loop().schedule(SECOND, () -> child.cancel("no longer needed"));

            assertThatThrownBy(child::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("no longer needed");
            Catenary.sleep(SECOND);
            return null;
        });
    }

    @Test
    @Proves(PARENT_CANCELLED)
    void cancelFromAroundIsNoFailure() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> Catenary.scope(inner -> {
                inner.fork(() -> unwindSlowly("child"));
                return forever();
            }));
            Catenary.sleep(SECOND);

            task.cancel();

            scope.join();
            assertThat(task.isCancelled()).isTrue();
            assertThat(scope.isCancelled()).isFalse();
            return null;
        });
    }

    @Test
    @Proves(PARENT_CANCELLED)
    void childThatFailsAfterACancelFromAroundIsAFailure() {
        assertThatThrownBy(() -> run(scope -> {
                    var task = scope.fork(() -> Catenary.scope("inner", inner -> {
                        inner.fork(() -> failWhenCancelled(failure));
                        return forever();
                    }));
                    Catenary.sleep(SECOND);
                    task.cancel();
                    return null;
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .cause()
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasMessageContaining("inner")
                .hasCause(failure);
    }

    @Test
    @Proves(PARENT_CANCELLED)
    void cancelFromAroundWhileTheScopeWaitsForItsChildrenIsThrown() throws Exception {
        var thrown = Promise.<Throwable>create();
        run(scope -> {
            var task = scope.fork(() -> {
                try {
                    Catenary.scope(inner -> {
                        inner.fork(() -> forever());
                        return "value";
                    });
                } catch (Throwable e) {
                    thrown.complete(e);
                }
            });
            Catenary.sleep(SECOND);
            task.cancel("no longer needed");
            scope.join();
            thrown.complete(null);
            return null;
        });

        assertThat(thrown.join())
                .isExactlyInstanceOf(InterruptedException.class)
                .hasMessageContaining("no longer needed");
    }

    @Test
    @Proves(OWN_CANCEL)
    void ownCancelEndsTheScopeSilently() throws Exception {
        run(scope -> {
            var value = Catenary.<String, Exception>scope(inner -> {
                inner.fork(() -> unwindSlowly("child"));
                inner.fork(() -> {
                    Catenary.sleep(SECOND);
                    inner.cancel("enough");
                });
                return forever();
            });

            assertThat(value).isNull();
            assertThat(events()).containsExactly("child unwinds", "child has unwound");
            Catenary.sleep(SECOND);
            return null;
        });
    }

    @Test
    @Proves(OWN_CANCEL)
    void ownCancelLeavesAValueThatTheBodyHasReturned() throws Exception {
        run(scope -> {
            var value = Catenary.<String, Exception>scope(inner -> {
                inner.fork(() -> forever());
                inner.fork(() -> {
                    Catenary.sleep(SECOND);
                    inner.cancel("enough");
                });
                return "value";
            });

            assertThat(value).isEqualTo("value");
            return null;
        });
    }

    @Test
    @Proves(OWN_CANCEL)
    void cancelFromAroundAfterTheOwnCancelIsThrown() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                Catenary.scope(inner -> {
                    inner.fork(() -> unwindSlowly("child"));
                    Catenary.sleep(SECOND);
                    inner.cancel("enough");
                    return forever();
                });
                return never();
            });
            Catenary.sleep(SECOND.plusMillis(500));

            task.cancel("no longer needed");

            scope.join();
            assertThat(task.isCancelled()).isTrue();
            return null;
        });
    }

    @Test
    @Proves(OWN_CANCEL)
    void ownCancelOfAnOuterScopeReachesTheInnerAndEndsBoth() throws Exception {
        run(scope -> {
            Catenary.scope(outer -> {
                Catenary.scope(inner -> {
                    outer.cancel("enough");
                    return forever();
                });
                return never();
            });
            Catenary.sleep(SECOND);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }
}
