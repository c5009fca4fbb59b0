package dev.catenary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.ScopeFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The first failure cancels the rest of a scope and is thrown when all have ended; no later one is lost. */
class ScopeFailureTest extends OnEveryCarrier {
    @Test
    void failedChildCancelsItsSiblingsAndTheBodysWaits() {
        var failure = new IOException("boom");

        assertThatThrownBy(() -> run(scope -> {
                    scope.fork("sibling", () -> {
                        try {
                            forever();
                        } finally {
                            note("sibling unwound");
                        }
                    });
                    scope.fork("failing", () -> {
                        throw failure;
                    });
                    scope.fork("late", () -> points.unreachable());
                    try {
                        return forever();
                    } finally {
                        note("body unwound");
                    }
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasNoSuppressedExceptions()
                .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
        assertThat(events()).containsExactlyInAnyOrder("sibling unwound", "body unwound");
        points.end(1);
    }

    @Test
    void failedScopeNamesItselfAndItsFirstFailure() {
        assertThatThrownBy(() -> run(scope -> Catenary.scope("import", inner -> {
                    inner.fork(() -> {
                        throw new IOException("boom");
                    });
                    return null;
                })))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasMessage("scope 'import' failed: java.io.IOException: boom");
    }

    @Test
    void failuresAreKeptInTheOrderOfTheirArrival() {
        var first = new IOException("first");
        var second = new IllegalStateException("second");
        var third = new IllegalArgumentException("third");

        assertThatThrownBy(() -> run(scope -> Catenary.scope("import", inner -> {
                    inner.fork(() -> failWhenCancelled(third));
                    inner.fork(() -> failWhenCancelled(second));
                    inner.fork(() -> {
                        throw first;
                    });
                    return null;
                })))
                .isInstanceOfSatisfying(ScopeFailedException.class, e -> {
                    assertThat(e.getCause()).isSameAs(first);
                    assertThat(e.failures()).containsExactlyInAnyOrder(first, second, third);
                    assertThat(e.failures().get(0)).isSameAs(first);
                    assertThat(e.getSuppressed())
                            .containsExactlyElementsOf(e.failures().subList(1, 3));
                })
                .hasMessage("scope 'import' failed: java.io.IOException: first and 2 more");
    }

    private static void failWhenCancelled(Exception failure) throws Exception {
        try {
            forever();
        } catch (InterruptedException e) {
            throw failure;
        }
    }

    @Test
    void bodyThatSwallowsTheInterruptStillSeesTheFailure() {
        assertThatThrownBy(() -> run(scope -> {
                    scope.fork(() -> {
                        throw new IOException("boom");
                    });
                    try {
                        forever();
                    } catch (InterruptedException e) {
                        points.reach(1);
                    }
                    return "value";
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasRootCauseMessage("boom");
        points.end(2);
    }

    @Test
    void bodyThatJoinsAFailedChildFailsAsTheScope() {
        assertThatThrownBy(() -> run(scope -> scope.fork(() -> {
                            throw new IOException("boom");
                        })
                        .join()))
                .isInstanceOfAny(ScopeFailedException.class, CompletionException.class)
                .hasRootCauseMessage("boom");
    }

    @Test
    void failureOfTheBodyCancelsTheChildrenAndIsThrownAsItIs() {
        var failure = new IOException("boom");

        assertThatThrownBy(() -> run(scope -> {
                    scope.fork(() -> {
                        try {
                            forever();
                        } finally {
                            points.reach(2);
                        }
                    });
                    Catenary.yieldNow();
                    points.reach(1);
                    throw failure;
                }))
                .isSameAs(failure)
                .hasNoSuppressedExceptions();
        points.end(3);
    }

    @Test
    void laterFailureOfAChildIsSuppressedInThatOfTheBody() {
        var failure = new IOException("boom");
        var later = new IllegalStateException("later");

        assertThatThrownBy(() -> run(scope -> {
                    scope.fork(() -> failWhenCancelled(later));
                    Catenary.yieldNow();
                    throw failure;
                }))
                .isSameAs(failure)
                .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(later));
    }

    @Test
    void laterFailureOfTheBodyIsKept() {
        var first = new IOException("first");
        var later = new IllegalStateException("later");

        assertThatThrownBy(() -> run(scope -> {
                    scope.fork(() -> {
                        throw first;
                    });
                    try {
                        return forever();
                    } catch (InterruptedException e) {
                        throw later;
                    }
                }))
                .satisfies(e -> assertThat(everythingIn(e)).contains(first, later));
    }

    private static List<Throwable> everythingIn(Throwable thrown) {
        var all = new ArrayList<Throwable>();
        all.add(thrown);
        if (thrown.getCause() != null) all.addAll(everythingIn(thrown.getCause()));
        for (var suppressed : thrown.getSuppressed()) all.addAll(everythingIn(suppressed));
        return all;
    }

    @Test
    void sameFailureTwiceIsNoTrouble() {
        var failure = new IOException("boom");

        assertThatThrownBy(() -> run(scope -> {
                    scope.fork(() -> failWhenCancelled(failure));
                    Catenary.yieldNow();
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void failedScopeIsTheFailureOfTheTaskAroundIt() throws Exception {
        run(scope -> {
            var outer = scope.loop()
                    .start(it -> Catenary.scope("inner", inner -> {
                        inner.fork(() -> {
                            throw new IOException("boom");
                        });
                        return null;
                    }));

            assertThatThrownBy(outer::join)
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isExactlyInstanceOf(ScopeFailedException.class)
                    .hasMessage("scope 'inner' failed: java.io.IOException: boom");
            return null;
        });
    }

    @Test
    void failedScopeCanBeCaughtInTheTaskAroundIt() throws Exception {
        var value = run(scope -> {
            try {
                return Catenary.<String, RuntimeException>scope(inner -> {
                    inner.fork(() -> {
                        throw new IOException("boom");
                    });
                    return forever();
                });
            } catch (ScopeFailedException e) {
                Catenary.sleep(SECOND);
                return "caught";
            }
        });

        assertThat(value).isEqualTo("caught");
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void failureIsThrownWhenTheLastChildHasUnwound() {
        assertThatThrownBy(() -> run(scope -> {
                    scope.fork(() -> {
                        try {
                            forever();
                        } finally {
                            note("unwound");
                        }
                    });
                    Catenary.yieldNow();
                    scope.fork(() -> {
                        throw new IOException("boom");
                    });
                    return null;
                }))
                .isExactlyInstanceOf(ScopeFailedException.class);
        assertThat(events()).containsExactly("unwound");
    }

    @Test
    void errorsTravelAndLeaveTheLoopAlive() throws Exception {
        run(scope -> {
            for (var error :
                    new Error[] {new StackOverflowError(), new OutOfMemoryError("none"), new NoSuchMethodError()}) {
                assertThatThrownBy(() -> Catenary.scope(inner -> {
                            throw error;
                        }))
                        .isSameAs(error);
                assertThatThrownBy(() -> Catenary.scope(inner -> inner.fork(() -> {
                            throw error;
                        })))
                        .isExactlyInstanceOf(ScopeFailedException.class)
                        .satisfies(e -> assertThat(e.getCause()).isSameAs(error));
            }
            Catenary.sleep(SECOND);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void stackOverflowInABodyIsAFailureLikeAnyOther() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Catenary.scope(inner -> inner.fork(() -> endless(0))))
                    .isExactlyInstanceOf(ScopeFailedException.class)
                    .hasCauseInstanceOf(StackOverflowError.class);
            return null;
        });
    }

    private static int endless(int depth) {
        return endless(depth + 1) + 1;
    }

    @Test
    void uncheckedThrowableOfTheBodyIsThrownAsItIs() {
        var failure = new Throwable("bare");

        assertThatThrownBy(() -> run(scope -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }
}
