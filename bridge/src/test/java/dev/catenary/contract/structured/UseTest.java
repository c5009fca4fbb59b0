package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.RESOURCES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.LoopOptions;
import dev.catenary.ScopeFailedException;
import dev.catenary.Timeouts;
import dev.catenary.contract.features.Proves;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Resources that a scope closes when it ends, which may take a wait. */
@Proves(RESOURCES)
class UseTest extends StructuredSuite {
    @Override
    protected LoopOptions options() {
        return super.options().closeTimeout(SECOND.multipliedBy(10));
    }

    /** One whose close waits for a second. */
    private AutoCloseable resource(String name) {
        note("open " + name);
        return () -> {
            note("closing " + name);
            Catenary.sleep(SECOND);
            note("closed " + name);
        };
    }

    @Test
    void resourcesAreClosedAfterTheLastChildTheLastOneFirst() throws Exception {
        run(scope -> {
            var value = Catenary.scope(inner -> {
                inner.use(resource("one"));
                inner.use(resource("other"));
                inner.fork(() -> {
                    Catenary.sleep(HOUR);
                    note("last child");
                });
                return "value";
            });

            assertThat(value).isEqualTo("value");
            assertThat(events())
                    .containsExactly(
                            "open one",
                            "open other",
                            "last child",
                            "closing other",
                            "closed other",
                            "closing one",
                            "closed one");
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR.plusSeconds(2));
    }

    @Test
    void resourceIsGivenBack() throws Exception {
        run(scope -> {
            AutoCloseable resource = () -> {};
            assertThat(scope.use(resource)).isSameAs(resource);
            return null;
        });
    }

    @Test
    void resourcesAreClosedWhenTheBodyFails() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Catenary.scope(inner -> {
                        inner.use(resource("one"));
                        inner.fork(() -> unwindSlowly("child"));
                        return failAfter(SECOND, failure);
                    }))
                    .isSameAs(failure);
            assertThat(events())
                    .containsExactly("open one", "child unwinds", "child has unwound", "closing one", "closed one");
            return null;
        });
    }

    @Test
    void resourcesAreClosedWhenAChildFails() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Catenary.scope(inner -> {
                        inner.use(resource("one"));
                        inner.fork(() -> failAfter(SECOND, failure));
                        return forever();
                    }))
                    .isExactlyInstanceOf(ScopeFailedException.class)
                    .hasCause(failure);
            assertThat(events()).endsWith("closing one", "closed one");
            return null;
        });
    }

    @Test
    void closeIsNotCutShortByACancelFromAround() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> Catenary.scope(inner -> {
                inner.use(resource("one"));
                return forever();
            }));
            Catenary.sleep(SECOND);

            task.cancel();

            scope.join();
            assertThat(task.isCancelled()).isTrue();
            assertThat(events()).containsExactly("open one", "closing one", "closed one");
            return null;
        });
    }

    @Test
    void cancelDuringACloseDoesNotCutItShort() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                Catenary.scope(inner -> inner.use(resource("one")));
                return forever();
            });
            Catenary.sleep(SECOND.dividedBy(2));

            task.cancel();

            scope.join();
            assertThat(events()).containsExactly("open one", "closing one", "closed one");
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            return null;
        });
    }

    @Test
    void closeIsNotCutShortByATimeoutAround() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(
                            SECOND,
                            () -> Catenary.scope(inner -> {
                                inner.use(resource("one"));
                                return forever();
                            })))
                    .isExactlyInstanceOf(TimeoutException.class);
            assertThat(events()).containsExactly("open one", "closing one", "closed one");
            return null;
        });
    }

    @Test
    void resourcesAreClosedAfterTheScopesOwnCancel() throws Exception {
        run(scope -> {
            Catenary.scope(inner -> {
                inner.use(resource("one"));
                inner.cancel();
                return forever();
            });
            assertThat(events()).containsExactly("open one", "closing one", "closed one");
            return null;
        });
    }

    @Test
    void closeIsBounded() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Catenary.scope(inner -> {
                        inner.use(resource("one"));
                        inner.use(() -> forever());
                        return "value";
                    }))
                    .isInstanceOf(ScopeFailedException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            assertThat(events()).containsExactly("open one", "closing one", "closed one");
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(11));
    }

    @Test
    void failureOfACloseIsThatOfTheScopeAndTheOthersAreClosed() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Catenary.scope(inner -> {
                        inner.use(resource("one"));
                        inner.use(() -> {
                            throw failure;
                        });
                        return "value";
                    }))
                    .satisfies(e -> assertThat(everythingIn(e)).contains(failure));
            assertThat(events()).containsExactly("open one", "closing one", "closed one");
            return null;
        });
    }

    @Test
    void failureOfACloseIsSuppressedInTheOneBefore() throws Exception {
        var later = new IllegalStateException("close");
        run(scope -> {
            assertThatThrownBy(() -> Catenary.scope(inner -> {
                        inner.use(() -> {
                            throw later;
                        });
                        throw failure;
                    }))
                    .isSameAs(failure)
                    .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(later));
            return null;
        });
    }

    @Test
    void resourcesOutliveTheBackground() throws Exception {
        run(scope -> {
            Catenary.scope(inner -> {
                inner.use(resource("one"));
                inner.background().fork(() -> unwindSlowly("server"));
                return after(SECOND, "value");
            });
            assertThat(events())
                    .containsExactly("open one", "server unwinds", "server has unwound", "closing one", "closed one");
            return null;
        });
    }

    @Test
    void resourcesOutliveAChildThatTheBackgroundForksAtItsEnd() throws Exception {
        run(scope -> {
            Catenary.scope(inner -> {
                inner.use(resource("one"));
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
            assertThat(events()).containsExactly("open one", "last child", "closing one", "closed one");
            return null;
        });
    }

    @Test
    void closeMayOpenAScope() throws Exception {
        run(scope -> {
            Catenary.scope(inner -> {
                inner.use(() -> Catenary.scope(closing -> {
                    closing.fork(() -> note("flushed " + after(SECOND, "one")));
                    closing.fork(() -> note("flushed " + after(SECOND, "other")));
                    return null;
                }));
                inner.cancel();
                return null;
            });
            assertThat(events()).containsExactly("flushed one", "flushed other");
            return null;
        });
    }

    @Test
    void onlyTheBodyMayGiveOne() throws Exception {
        run(scope -> {
            scope.fork(() -> assertThatThrownBy(() -> scope.use(() -> points.unreachable()))
                            .isExactlyInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("main"))
                    .join();
            return null;
        });
    }
}
