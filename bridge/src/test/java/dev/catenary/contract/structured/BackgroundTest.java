package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.BACKGROUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.ScopeFailedException;
import dev.catenary.contract.features.Proves;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A scope for tasks that serve the others. */
@Proves(BACKGROUND)
class BackgroundTest extends StructuredSuite {
    @Test
    void itDoesNotHoldItsScopeOpenAndEndsWithIt() throws Exception {
        run(scope -> {
            var value = Catenary.scope(inner -> {
                inner.background().fork(() -> unwindSlowly("server"));
                inner.fork(() -> {
                    Catenary.sleep(HOUR);
                    note("last child");
                });
                return "value";
            });

            assertThat(value).isEqualTo("value");
            assertThat(events()).containsExactly("last child", "server unwinds", "server has unwound");
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR.plusSeconds(1));
    }

    @Test
    void joinOfTheScopeDoesNotWaitForIt() throws Exception {
        run(scope -> {
            scope.background().fork(() -> forever());
            scope.fork(() -> Catenary.sleep(SECOND));

            scope.join();

            assertThat(scope.children()).isEmpty();
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            return null;
        });
    }

    @Test
    void itIsTheSameAtEachCall() throws Exception {
        run(scope -> {
            var background = scope.background();

            assertThat(scope.background()).isSameAs(background);
            assertThat(scope.fork(scope::background).join()).isSameAs(background);
            assertThat(Catenary.<Scope, Exception>scope(Scope::background)).isNotSameAs(background);
            return null;
        });
    }

    @Test
    void itsTasksAreItsChildren() throws Exception {
        run(scope -> {
            var server = scope.background().fork(() -> forever());

            assertThat(scope.background().children()).containsExactly(server);
            assertThat(scope.background().isCancelled()).isFalse();
            assertThat(scope.background().loop()).isSameAs(scope.loop());
            return null;
        });
    }

    @Test
    void failureOfItsTaskIsReportedOnceAndTouchesNobody() throws Exception {
        run(scope -> {
            var sibling = scope.background().fork(() -> forever());
            scope.background().fork("failing", () -> failAfter(SECOND, failure));

            assertThat(scope.fork(() -> after(HOUR, "value")).join()).isEqualTo("value");

            assertThat(sibling.isDone()).isFalse();
            assertThat(reportedFailures()).containsExactly(failure);
            return null;
        });
    }

    @Test
    void failureThatSomebodyWaitsForIsToldToThemOnly() throws Exception {
        run(scope -> {
            var failing = scope.background().fork(() -> failAfter(SECOND, failure));

            assertThatThrownBy(failing::join)
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCause(failure);
            return null;
        });
    }

    @Test
    void failureWhileItUnwindsIsReportedOnce() throws Exception {
        run(scope -> {
            var value = Catenary.scope(inner -> {
                inner.background().fork(() -> failWhenCancelled(failure));
                return after(SECOND, "value");
            });

            assertThat(value).isEqualTo("value");
            return null;
        });
        assertThat(reportedFailures()).containsExactly(failure);
    }

    @Test
    void failureOfAServiceAfterItWasReadyIsReportedOnce() throws Exception {
        run(scope -> {
            var ready = scope.background().<String>startService("server", promise -> {
                promise.complete("ready");
                failAfter(SECOND, failure);
            });

            assertThat(ready).isEqualTo("ready");
            Catenary.sleep(HOUR);
            assertThat(reportedFailures()).containsExactly(failure);
            return null;
        });
    }

    @Test
    void failureOfAServiceBeforeItWasReadyIsTheStarters() throws Exception {
        run(scope -> {
            assertThatThrownBy(() ->
                            scope.background().<String>startService("server", ready -> failAfter(SECOND, failure)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCause(failure);
            return null;
        });
    }

    @Test
    void failureOfItsScopeEndsItToo() {
        assertThatThrownBy(() -> run(scope -> {
                    scope.background().fork(() -> unwindSlowly("server"));
                    scope.fork(() -> failAfter(SECOND, failure));
                    return forever();
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasCause(failure);
        assertThat(events()).containsExactly("server unwinds", "server has unwound");
    }

    @Test
    void cancelFromAroundEndsItToo() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> Catenary.scope(inner -> {
                inner.background().fork(() -> unwindSlowly("server"));
                return forever();
            }));
            Catenary.sleep(SECOND);

            task.cancel();

            scope.join();
            assertThat(task.isCancelled()).isTrue();
            assertThat(events()).containsExactly("server unwinds", "server has unwound");
            return null;
        });
    }

    @Test
    void cancelOfItLeavesItsScopeAlone() throws Exception {
        run(scope -> {
            var server = scope.background().fork(() -> forever());

            assertThat(scope.background().cancel("enough")).isTrue();

            assertThat(scope.isCancelled()).isFalse();
            assertThat(scope.fork(() -> after(SECOND, "value")).join()).isEqualTo("value");
            assertThat(server.isCancelled()).isTrue();
            return null;
        });
    }

    @Test
    void childThatIsLastMayUseItFirst() throws Exception {
        run(scope -> {
            Catenary.scope(inner -> {
                inner.fork(() -> {
                    Catenary.sleep(SECOND);
                    inner.background().fork(() -> unwindSlowly("server"));
                    Catenary.sleep(SECOND);
                });
                return null;
            });

            assertThat(events()).containsExactly("server unwinds", "server has unwound");
            return null;
        });
    }

    @Test
    void backgroundOfTheBackgroundEndsWithItsScopeToo() throws Exception {
        run(scope -> {
            Catenary.scope(inner -> {
                inner.background().background().fork(() -> unwindSlowly("server"));
                return after(SECOND, "value");
            });

            assertThat(events()).containsExactly("server unwinds", "server has unwound");
            return null;
        });
    }

    @Test
    void itsTaskMayForkAnOrdinaryChildWhileItUnwinds() throws Exception {
        run(scope -> {
            Catenary.scope(inner -> {
                inner.background().fork(() -> {
                    try {
                        forever();
                    } finally {
                        inner.fork(() -> {
                            Catenary.sleep(SECOND);
                            note("last child");
                        });
                    }
                });
                return after(SECOND, "value");
            });

            assertThat(events()).containsExactly("last child");
            return null;
        });
    }

    @Test
    void backgroundOfAnEndedScopeIsRefused() throws Exception {
        run(scope -> {
            var ended = Catenary.<Scope, Exception>scope(inner -> inner);
            var endedWithOne = Catenary.<Scope, Exception>scope(inner -> {
                inner.background();
                return inner;
            });

            assertThatThrownBy(() -> ended.background().fork(() -> never())).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> endedWithOne.background().fork(() -> never()))
                    .isInstanceOfAny(IllegalStateException.class, java.util.concurrent.CancellationException.class);
            return null;
        });
    }
}
