package dev.catenary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.catenary.Carrier;
import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.testing.TestLoop;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that gives a stage is a task like any other, and holds no thread. */
class ForkStageTest extends OnEveryCarrier {
    private final IOException failure = new IOException("boom");

    @Test
    void taskEndsAsItsStageEnds() throws Exception {
        run(scope -> {
            var stage = new CompletableFuture<String>();
            var task = scope.forkStage(() -> stage);
            var named = scope.forkStage("named", () -> CompletableFuture.completedStage("at once"));
            scope.fork(() -> stage.complete("value"));

            assertThat(task.join()).isEqualTo("value");
            assertThat(named.join()).isEqualTo("at once");
            assertThat(named.name()).isEqualTo("named");
            return null;
        });
    }

    @Test
    void failedStageFailsTheScopeWithTheFailureItself() {
        assertThatThrownBy(() -> run(scope -> {
                    scope.fork(() -> forever());
                    scope.forkStage(() -> CompletableFuture.failedFuture(failure));
                    return null;
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
    }

    @Test
    void failureOfADependentStageIsUnwrapped() {
        assertThatThrownBy(() -> run(scope -> scope.forkStage(
                        () -> CompletableFuture.<String>failedFuture(failure).thenApply(String::length))))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
    }

    @Test
    void bodyThatThrowsFailsTheScope() {
        assertThatThrownBy(() -> run(scope -> scope.forkStage(() -> {
                    throw failure;
                })))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
    }

    @Test
    void bodyThatGivesNoStageFailsTheScope() {
        assertThatThrownBy(() -> run(scope -> scope.forkStage("nothing", () -> null)))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .cause()
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void cancelReachesTheStage() throws Exception {
        run(scope -> {
            var stage = new CompletableFuture<String>();
            var task = scope.forkStage(() -> stage);
            Catenary.yieldNow();

            assertThat(task.cancel("no longer needed")).isTrue();

            assertThatThrownBy(task::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("no longer needed");
            assertThat(stage).isCancelled();
            return null;
        });
    }

    @Test
    void cancelReachesATaskThatIsTheStage() throws Exception {
        run(scope -> {
            var inner = Promise.<Task<String>>create();
            var task = scope.forkStage(() -> {
                inner.complete(scope.loop().start(it -> {
                    try {
                        return OnEveryCarrier.<String>forever();
                    } finally {
                        points.reach(1);
                    }
                }));
                return inner.resultNow();
            });
            Catenary.yieldNow();
            Catenary.yieldNow();

            task.cancel();

            assertThatThrownBy(() -> inner.join().join()).isInstanceOf(CancellationException.class);
            points.end(2);
            return null;
        });
    }

    @Test
    void stageThatCannotBeCancelledIsWaitedForNoLonger() throws Exception {
        run(scope -> {
            var stage = new CompletableFuture<String>();
            var task = scope.forkStage(stage::minimalCompletionStage);
            Catenary.yieldNow();

            task.cancel();

            assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
            assertThat(stage).isNotDone();
            return null;
        });
    }

    @Test
    void stageThatIsCancelledEndsTheTaskCancelled() throws Exception {
        run(scope -> {
            var stage = new CompletableFuture<String>();
            var task = scope.forkStage(() -> stage);
            Catenary.yieldNow();

            stage.cancel(true);

            assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
            assertThat(scope.isCancelled()).isFalse();
            return null;
        });
    }

    @Test
    void failedSiblingCancelsTheStage() {
        var stage = new CompletableFuture<String>();

        assertThatThrownBy(() -> run(scope -> {
                    scope.forkStage(() -> stage);
                    scope.fork(() -> {
                        throw failure;
                    });
                    return null;
                }))
                .isExactlyInstanceOf(ScopeFailedException.class);

        assertThat(stage).isCancelled();
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void strangerEndsTheStage(Stranger stranger) throws Throwable {
        try (var loop = open()) {
            var stage = new CompletableFuture<String>();
            var task = loop.start(scope -> scope.forkStage(() -> stage).join());

            stranger.call(() -> stage.complete("value")).end();

            assertThat(task.join()).isEqualTo("value");
        }
    }

    @Test
    void stagesHoldNoThread() throws Exception {
        var gate = Promise.<Integer>create();
        TestLoop.run(options().bodyLimit(2), scope -> {
            for (int i = 0; i < 10_000; i++) scope.forkStage(() -> gate);
            Catenary.sleep(SECOND);
            gate.complete(1);
            return null;
        });
    }

    @Test
    void bodyBeyondTheLimitOfThreadsFailsAndNamesTheWaysOut() {
        assumeTrue(carrier == Carrier.PLATFORM_THREADS);

        assertThatThrownBy(() -> TestLoop.run(options().bodyLimit(3), scope -> {
                    for (int i = 0; i < 3; i++) scope.fork(() -> forever());
                    return null;
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .cause()
                .hasMessageContaining("bodyLimit")
                .hasMessageContaining("3")
                .hasMessageContaining("forkStage")
                .hasMessageContaining("JDK 21");
    }

    @Test
    void bodiesThatHaveEndedGiveTheirThreadsBack() throws Exception {
        TestLoop.run(options().bodyLimit(3), scope -> {
            for (int i = 0; i < 10; i++) {
                scope.fork(() -> Catenary.sleep(SECOND));
                scope.fork(() -> Catenary.sleep(SECOND));
                scope.join();
            }
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(10));
    }

    @Test
    void escapedCompletionExceptionOfAJoinIsAFailure() {
        assertThatThrownBy(() -> run(scope -> {
                    scope.fork(() -> Task.failed(failure).join());
                    return null;
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasCauseExactlyInstanceOf(CompletionException.class)
                .hasRootCauseMessage("boom");
    }
}
