package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.ERRORS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.Joiner;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.Timeouts;
import dev.catenary.contract.features.Proves;
import dev.catenary.kotlin.Suspend;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors of the JVM and of others: they travel as failures do, and the loop lives on. */
@Proves(ERRORS)
class ErrorsTest extends StructuredSuite {
    enum Kind {
        OUT_OF_MEMORY {
            @Override
            Error make() {
                return new OutOfMemoryError("none left");
            }
        },
        STACK_OVERFLOW {
            @Override
            Error make() {
                try {
                    return endless(0);
                } catch (StackOverflowError overflow) {
                    return overflow;
                }
            }

            private static Error endless(int depth) {
                var deeper = endless(depth + 1);
                return depth < 0 ? null : deeper;
            }
        },
        LINKAGE {
            @Override
            Error make() {
                return new NoClassDefFoundError("Gone");
            }
        },
        DEATH {
            @Override
            Error make() {
                return new Death();
            }
        };

        abstract Error make();
    }

    /** As the one by which threads were stopped once: an error that is no fault. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static <T> T fail(Error error) {
        throw error;
    }

    @ParameterizedTest
    @EnumSource
    void errorOfABodyIsThrownAsItIs(Kind kind) throws Exception {
        var error = kind.make();
        run(scope -> {
            assertThatThrownBy(() -> Catenary.scope(inner -> fail(error))).isSameAs(error);
            assertThatThrownBy(() -> Catenary.supervisor(inner -> fail(error))).isSameAs(error);
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> fail(error))).isSameAs(error);
            assertThatThrownBy(() -> Tasks.shielded(SECOND, () -> fail(error))).isSameAs(error);
            assertThatThrownBy(() -> Catenary.offload(() -> fail(error))).isSameAs(error);
            Catenary.sleep(SECOND);
            return null;
        });
        assertThatThrownBy(() -> run(scope -> fail(error))).isSameAs(error);
    }

    @ParameterizedTest
    @EnumSource
    void errorOfAChildIsTheCause(Kind kind) throws Exception {
        var error = kind.make();
        run(scope -> {
            for (var child : children(error))
                assertThatThrownBy(() -> Catenary.scope(inner -> {
                            inner.fork(() -> unwindSlowly("sibling"));
                            Catenary.yieldNow();
                            return child.in(inner).join();
                        }))
                        .isExactlyInstanceOf(ScopeFailedException.class)
                        .satisfies(e -> assertThat(e.getCause()).isSameAs(error));
            assertThat(events()).hasSize(8);
            return null;
        });
    }

    private interface Child {
        Task<?> in(Scope scope);
    }

    private static List<Child> children(Error error) {
        return List.of(
                scope -> scope.fork(() -> fail(error)),
                scope -> scope.forkEager(() -> fail(error)),
                scope -> scope.forkStage(() -> fail(error)),
                scope -> Suspend.start(scope, k -> fail(error)));
    }

    @ParameterizedTest
    @EnumSource
    void errorAmongSeveralIsACause(Kind kind) throws Exception {
        var error = kind.make();
        run(scope -> {
            assertThatThrownBy(() -> Tasks.gather(List.of(startLoose(it -> fail(error)))))
                    .isExactlyInstanceOf(CompletionException.class)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(error));
            assertThatThrownBy(() -> Tasks.map(List.of(1, 2, 3), 2, item -> fail(error)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(error));
            assertThatThrownBy(() -> Tasks.race(List.of(() -> fail(error))))
                    .isExactlyInstanceOf(CompletionException.class)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(error));
            assertThatThrownBy(() -> Tasks.join(Joiner.allOrFail(), List.of(() -> fail(error))))
                    .isExactlyInstanceOf(CompletionException.class)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(error));
            assertThatThrownBy(() -> Suspend.call(k -> fail(error)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(error));
            Catenary.sleep(SECOND);
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void errorOfACallbackIsReportedAndTheLoopLivesOn(Kind kind) throws Exception {
        var error = kind.make();
        run(scope -> {
            scope.loop().execute(() -> fail(error));
            scope.loop().schedule(SECOND, () -> fail(error));
            Task.completed("value").onComplete(Callback.of(value -> fail(error), e -> {}));
            Catenary.sleep(HOUR);
            return null;
        });
        assertThat(reportedFailures()).hasSize(3).allMatch(e -> e == error);
    }

    @ParameterizedTest
    @EnumSource
    void errorOfATaskThatNobodyLooksAtIsReportedOnce(Kind kind) throws Exception {
        var error = kind.make();
        run(scope -> {
            startLoose(it -> fail(error));
            Catenary.sleep(SECOND);
            return null;
        });
        assertThat(reportedFailures()).containsExactly(error);
    }

    @Test
    void errorWhileUnwindingIsKept() throws Exception {
        var error = new Death();
        var thrown = Promise.<Throwable>create();
        run(scope -> {
            try {
                Catenary.scope(inner -> {
                    inner.fork(() -> {
                        try {
                            forever();
                        } finally {
                            fail(error);
                        }
                    });
                    return failAfter(SECOND, failure);
                });
            } catch (Throwable e) {
                thrown.complete(e);
            }
            return null;
        });
        assertThat(thrown.join()).isSameAs(failure).hasSuppressedException(error);
    }

    @Test
    void bodyThatOverflowsTheStackAmidWaitsFails() throws Exception {
        run(scope -> {
            var depth = new int[1];
            assertThatThrownBy(() -> Catenary.scope(inner -> inner.fork(() -> {
                        descend(depth);
                        return null;
                    })))
                    .isExactlyInstanceOf(ScopeFailedException.class)
                    .hasCauseInstanceOf(StackOverflowError.class);
            assertThat(depth[0]).isGreaterThan(100);
            Catenary.sleep(SECOND);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    private static int descend(int[] depth) {
        if (Task.current().isPresent()) depth[0]++;
        return descend(depth) + 1;
    }

    @AfterEach
    void interruptIsNotLeftOver() {
        assertThat(Thread.interrupted()).isFalse();
    }
}
