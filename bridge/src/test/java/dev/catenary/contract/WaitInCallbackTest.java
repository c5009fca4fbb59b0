package dev.catenary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Action;
import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.TaskLocal;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing waits in a callback, where waiting could only deadlock: each operation says so at once, and what to do instead. */
class WaitInCallbackTest extends OnEveryCarrier {
    enum Operation {
        JOIN("Task.join") {
            @Override
            void begin(Scope scope) throws Exception {
                Promise.create().join();
            }
        },
        JOIN_WITH_TIMEOUT("Task.join") {
            @Override
            void begin(Scope scope) throws Exception {
                Promise.create().join(SECOND);
            }
        },
        GET("Task.get") {
            @Override
            void begin(Scope scope) throws Exception {
                Promise.create().get();
            }
        },
        GET_WITH_TIMEOUT("Task.get") {
            @Override
            void begin(Scope scope) throws Exception {
                Promise.create().get(1, TimeUnit.SECONDS);
            }
        },
        SLEEP("Catenary.sleep") {
            @Override
            void begin(Scope scope) throws Exception {
                Catenary.sleep(SECOND);
            }
        },
        YIELD("Catenary.yieldNow") {
            @Override
            void begin(Scope scope) throws Exception {
                Catenary.yieldNow();
            }
        },
        AWAIT("Catenary.await") {
            @Override
            void begin(Scope scope) throws Exception {
                Catenary.await(new CompletableFuture<>());
            }
        },
        OFFLOAD("Catenary.offload") {
            @Override
            void begin(Scope scope) throws Exception {
                Catenary.offload(() -> 1);
            }
        },
        SCOPE_JOIN("Scope.join") {
            @Override
            void begin(Scope scope) throws Exception {
                scope.join();
            }
        },
        LOOP_RUN("EventLoop.run") {
            @Override
            void begin(Scope scope) throws Exception {
                scope.loop().run(it -> null);
            }
        },
        RUN("Catenary.run") {
            @Override
            void begin(Scope scope) throws Exception {
                Catenary.run(it -> null);
            }
        };

        private final String name;

        Operation(String name) {
            this.name = name;
        }

        abstract void begin(Scope scope) throws Exception;

        void assertRefused(Throwable thrown) {
            assertThat(thrown)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage(name
                            + " was called from a callback or a coroutine of event loop 'test', where waiting would"
                            + " stop the loop: call it in a forked task, or use the async form of the operation with"
                            + " onComplete");
        }
    }

    @ParameterizedTest
    @EnumSource
    void operationIsRefusedInACallback(Operation operation) throws Exception {
        run(scope -> {
            var thrown = Promise.<Throwable>create();

            scope.loop().execute(() -> thrown.complete(thrownBy(() -> operation.begin(scope))));

            operation.assertRefused(thrown.join());
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void operationIsRefusedInATimersCallback(Operation operation) throws Exception {
        run(scope -> {
            var thrown = Promise.<Throwable>create();

            scope.loop().schedule(SECOND, () -> thrown.complete(thrownBy(() -> operation.begin(scope))));

            operation.assertRefused(thrown.join());
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void operationIsRefusedInATasksCallback(Operation operation) throws Exception {
        run(scope -> {
            var thrown = Promise.<Throwable>create();

            scope.fork(() -> "value")
                    .onComplete(Callback.of(
                            value -> thrown.complete(thrownBy(() -> operation.begin(scope))), thrown::complete));

            operation.assertRefused(thrown.join());
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void operationIsRefusedInABodyThatGivesAStage(Operation operation) throws Exception {
        run(scope -> {
            var stage =
                    scope.forkStage(() -> CompletableFuture.completedFuture(thrownBy(() -> operation.begin(scope))));

            operation.assertRefused(stage.join());
            return null;
        });
    }

    private static Throwable thrownBy(Action<Exception> code) {
        try {
            code.run();
            return new AssertionError("nothing was thrown");
        } catch (Throwable e) {
            return e;
        }
    }

    @Test
    void refusalThatEscapesGoesToTheFailureHandler() throws Exception {
        run(scope -> {
            scope.loop().execute(() -> {
                try {
                    Catenary.yieldNow();
                } catch (InterruptedException e) {
                    points.unreachable();
                }
            });
            Catenary.yieldNow();
            return null;
        });

        assertThat(reported())
                .singleElement()
                .satisfies(report -> assertThat(report.failure())
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("Catenary.yieldNow"));
    }

    @Test
    void bodyThatGivesAStageFailsWithTheRefusal() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Catenary.scope(inner -> inner.forkStage(() -> {
                        Catenary.sleep(SECOND);
                        return new CompletableFuture<>();
                    })))
                    .hasRootCauseExactlyInstanceOf(IllegalStateException.class);
            return null;
        });
    }

    @Test
    void callbackMayDoWhatDoesNotWait() throws Exception {
        var local = TaskLocal.<String>create("local");
        run(scope -> {
            var promise = Promise.<String>create();
            var done = Promise.<Void>create();

            scope.loop().execute(() -> {
                assertThat(EventLoop.current()).contains(scope.loop());
                assertThat(local.isSet()).isFalse();
                scope.fork(() -> points.reach(1)).onComplete(Callback.of(it -> done.complete(null), done::fail));
                promise.complete("value");
                promise.outcome();
                scope.loop().start(it -> null).cancel();
            });

            done.join();
            assertThat(promise.join()).isEqualTo("value");
            points.end(2);
            return null;
        });
    }

    @Test
    void plainThreadMayWait() throws Throwable {
        var failing = Stranger.PLATFORM_THREAD.call(() -> {
            Catenary.sleep(SECOND.dividedBy(1_000));
            Catenary.yieldNow();
            Catenary.await(CompletableFuture.failedStage(new IOException("boom")));
            return null;
        });

        assertThatThrownBy(failing::end).isInstanceOf(CompletionException.class).hasRootCauseMessage("boom");
    }
}
