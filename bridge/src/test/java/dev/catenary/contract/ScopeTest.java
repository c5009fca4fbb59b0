package dev.catenary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No task outlives its scope; a scope takes children in until the last of them has ended. */
class ScopeTest extends OnEveryCarrier {
    @Test
    void scopeWaitsForItsChildren() throws Exception {
        var value = run(scope -> {
            Catenary.scope(inner -> {
                inner.fork(() -> {
                    Catenary.sleep(HOUR);
                    points.reach(2);
                });
                points.reach(1);
                return null;
            });
            points.reach(3);
            return "value";
        });

        points.end(4);
        assertThat(value).isEqualTo("value");
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    void childForksWhileTheScopeWaits() throws Exception {
        run(scope -> {
            scope.fork(() -> {
                Catenary.sleep(SECOND);
                scope.fork(() -> {
                    Catenary.sleep(SECOND);
                    scope.fork(() -> points.reach(2));
                });
            });
            points.reach(1);
            return null;
        });

        points.end(3);
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void strangerForksWhileTheScopeWaits(Stranger stranger) throws Throwable {
        var handed = Promise.<Scope>create();
        var gate = Promise.<Void>create();
        try (var loop = open()) {
            var owner = loop.start(scope -> {
                scope.fork(() -> gate.join());
                handed.complete(scope);
                return null;
            });

            var forked = stranger.call(() -> handed.join().fork(() -> "value")).end();
            gate.complete(null);

            assertThat(forked.join()).isEqualTo("value");
            owner.join();
        }
    }

    @Test
    void joinOfAScopeWaitsForThoseForkedSoFarAndTheirs() throws Exception {
        run(scope -> {
            scope.fork(() -> {
                Catenary.sleep(SECOND);
                scope.fork(() -> {
                    Catenary.sleep(SECOND);
                    points.reach(1);
                });
            });

            scope.join();

            points.end(2);
            assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
            assertThat(scope.children()).isEmpty();
            return null;
        });
    }

    @Test
    void joinOfAScopeByItsOwnChildIsRefused() throws Exception {
        run(scope -> {
            scope.fork(
                    "eager",
                    () -> assertThatThrownBy(scope::join)
                            .isExactlyInstanceOf(IllegalStateException.class)
                            .hasMessage(
                                    "task 'eager' called join() on scope 'main', of which it is a child: it would wait for itself;"
                                            + " call it in the body of the scope"));
            return null;
        });
    }

    @Test
    void childrenAreListedUntilTheyEnd() throws Exception {
        run(scope -> {
            var slow = scope.fork("slow", () -> Catenary.sleep(HOUR));
            var fast = scope.fork("fast", () -> Catenary.sleep(SECOND));
            var snapshot = scope.children();

            assertThat(snapshot).containsExactly(slow, fast);
            fast.join();
            assertThat(scope.children()).containsExactly(slow);
            scope.join();
            assertThat(scope.children()).isEmpty();
            assertThat(snapshot).hasSize(2);
            return null;
        });
    }

    @Test
    void scopeKnowsItsNameAndLoop() throws Exception {
        run(scope -> {
            assertThat(Catenary.<String, RuntimeException>scope("import", Scope::name))
                    .isEqualTo("import");
            assertThat(Catenary.<EventLoop, RuntimeException>scope(Scope::loop)).isSameAs(scope.loop());
            return null;
        });
    }

    @Test
    void scopeOutsideOfATaskIsRefused() {
        assertThatThrownBy(() -> Catenary.scope(scope -> points.unreachable()))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Catenary.scope")
                .hasMessageContaining("Catenary.run")
                .hasMessageContaining("EventLoop.run");
    }

    @Test
    void forkIntoAnEndedScopeIsRefused() throws Exception {
        run(scope -> {
            var ended = Catenary.scope("import", inner -> inner);

            assertThatThrownBy(() -> ended.fork(() -> points.unreachable()))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("scope 'import' has ended");
            assertThatThrownBy(() -> ended.forkStage(() -> new CompletableFuture<>()))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("scope 'import' has ended");
            return null;
        });
    }

    @Test
    void forkIntoACancelledScopeIsRefused() throws Exception {
        run(scope -> {
            Catenary.scope("import", inner -> {
                inner.cancel("enough");

                assertThatThrownBy(() -> inner.fork(() -> points.unreachable()))
                        .isExactlyInstanceOf(CancellationException.class)
                        .hasMessageContaining("import")
                        .hasMessageContaining("enough");
                return null;
            });
            return null;
        });
    }

    @Test
    void forkIntoAFailedScopeIsRefused() {
        assertThatThrownBy(() -> run(scope -> {
                    scope.fork(() -> {
                        throw new IOException("boom");
                    });
                    assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);

                    assertThat(scope.isCancelled()).isTrue();
                    assertThatThrownBy(() -> scope.fork(() -> points.unreachable()))
                            .isInstanceOf(CancellationException.class)
                            .hasMessageContaining("boom");
                    return null;
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasNoSuppressedExceptions();
    }

    @Test
    void forkByACancelledTaskIntoALivingScopeIsAllowed() throws Exception {
        run(scope -> {
            var child = scope.fork(() -> {
                try {
                    return forever();
                } catch (InterruptedException e) {
                    scope.fork(() -> points.reach(1));
                    throw e;
                }
            });
            Catenary.yieldNow();

            child.cancel();

            scope.join();
            points.end(2);
            return null;
        });
    }

    @Test
    void tasksHaveNamesAndIdsOfTheirOwn() throws Exception {
        run(scope -> {
            var named = scope.fork("named", () -> Task.current().orElseThrow().name());
            var unnamed = scope.fork(() -> Task.current().orElseThrow().id());

            assertThat(named.name()).isEqualTo("named");
            assertThat(named.join()).isEqualTo("named");
            assertThat(unnamed.name()).isNotBlank();
            assertThat(unnamed.join()).isEqualTo(unnamed.id());
            assertThat(unnamed.id()).isNotEqualTo(named.id());
            assertThat(named.toString()).contains("named");
            return null;
        });
    }

    @Test
    void currentTaskIsTheOneWhoseCodeRuns() throws Exception {
        assertThat(Task.current()).isEmpty();
        run(scope -> {
            var main = Task.current().orElseThrow();
            var child = scope.fork(() -> {
                Catenary.yieldNow();
                return Task.current().orElseThrow();
            });

            assertThatObject(child.join()).isSameAs(child);
            assertThatObject(Task.current().orElseThrow()).isSameAs(main);
            assertThatObject(Catenary.<Task<?>, RuntimeException>scope(
                            inner -> Task.current().orElseThrow()))
                    .isSameAs(main);
            return null;
        });
        assertThat(Task.current()).isEmpty();
    }
}
