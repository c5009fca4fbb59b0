package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.EAGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.contract.features.Proves;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** A task that begins before the call that forks it returns. */
@Proves(EAGER)
class EagerForkTest extends StructuredSuite {
    @Test
    void bodyRunsUntilItFirstWaits() throws Exception {
        run(scope -> {
            points.reach(1);
            var task = scope.forkEager(() -> {
                points.reach(2);
                Catenary.yieldNow();
                points.reach(4);
                return "value";
            });
            points.reach(3);

            assertThat(task.isDone()).isFalse();
            assertThat(task.join()).isEqualTo("value");
            points.end(5);
            return null;
        });
    }

    @Test
    void bodyThatNeverWaitsHasEnded() throws Exception {
        run(scope -> {
            var task = scope.forkEager(() -> "value");

            assertThat(task.resultNow()).isEqualTo("value");
            assertThat(scope.children()).isEmpty();
            return null;
        });
    }

    @Test
    void callerGoesOnBeforeEverythingElseThatIsReady() throws Exception {
        run(scope -> {
            scope.fork(() -> points.reach(3));
            scope.loop().execute(() -> points.reach(4));
            scope.forkEager(() -> {
                points.reach(1);
                Catenary.yieldNow();
                points.reach(5);
                return null;
            });
            points.reach(2);
            return null;
        });
        points.end(6);
    }

    @Test
    void eagerForksNest() throws Exception {
        run(scope -> {
            points.reach(1);
            scope.forkEager(() -> {
                points.reach(2);
                scope.forkEager(() -> {
                    points.reach(3);
                    scope.forkEager(() -> {
                        points.reach(4);
                        return null;
                    });
                    points.reach(5);
                    Catenary.yieldNow();
                    points.reach(8);
                    return null;
                });
                points.reach(6);
                return null;
            });
            points.reach(7);
            return null;
        });
        points.end(9);
    }

    @Test
    void bodyIsATaskOfItsOwn() throws Exception {
        run(scope -> {
            var main = Task.current().orElseThrow().id();
            var task = scope.forkEager(() -> Task.current().orElseThrow().id());

            assertThat(task.join()).isEqualTo(task.id()).isNotEqualTo(main);
            assertThat(Task.current().orElseThrow().id()).isEqualTo(main);
            return null;
        });
    }

    @Test
    void failureIsTheScopes() {
        assertThatThrownBy(() -> run(scope -> {
                    scope.forkEager(() -> {
                        throw failure;
                    });
                    points.reach(1);
                    assertThat(scope.isCancelled()).isTrue();
                    Catenary.yieldNow();
                    return never();
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasCause(failure);
        points.end(2);
    }

    @Test
    void bodyMayCancelItsForker() throws Exception {
        run(scope -> {
            var forker = scope.fork(() -> {
                var self = Task.current().orElseThrow();
                scope.forkEager(() -> self.cancel("enough"));
                points.reach(1);
                assertThatThrownBy(() -> forever())
                        .isExactlyInstanceOf(InterruptedException.class)
                        .hasMessageContaining("enough");
                points.reach(2);
            });
            scope.join();
            assertThat(forker.isCancelled()).isTrue();
            points.end(3);
            return null;
        });
    }

    @Test
    void forkIntoACancelledOrEndedScopeIsRefused() throws Exception {
        run(scope -> {
            var ended = Catenary.<Scope, Exception>scope(inner -> inner);
            assertThatThrownBy(() -> ended.forkEager(() -> never())).isExactlyInstanceOf(IllegalStateException.class);
            Catenary.scope(inner -> {
                inner.cancel();
                assertThatThrownBy(() -> inner.forkEager(() -> never())).isInstanceOf(CancellationException.class);
                return null;
            });
            return null;
        });
    }

    @Test
    void ofACallbackItIsAnOrdinaryFork() throws Exception {
        run(scope -> {
            scope.loop().execute(() -> {
                scope.forkEager(() -> {
                    points.reach(2);
                    return null;
                });
                points.reach(1);
            });
            Catenary.sleep(SECOND);
            points.end(3);
            return null;
        });
    }

    @Test
    void ofAStrangerItIsAnOrdinaryFork() throws Exception {
        var handed = Promise.<Scope>create();
        try (var loop = open()) {
            var task = loop.start(scope -> {
                handed.complete(scope);
                points.await(1);
                return null;
            });

            var eager = handed.join().forkEager(() -> "value");

            assertThat(eager.join()).isEqualTo("value");
            points.end(1);
            task.join();
        }
    }

    @Test
    void tenThousandInARowStartInTheirOrder() throws Exception {
        run(scope -> {
            var started = new int[1];
            for (int i = 0; i < 10_000; i++) {
                var expected = i;
                scope.forkEager(() -> {
                    assertThat(started[0]++).isEqualTo(expected);
                    return null;
                });
                assertThat(started[0]).isEqualTo(expected + 1);
            }
            return null;
        });
    }
}
