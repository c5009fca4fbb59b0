package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.OUTCOMES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Task;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Any stage is awaited, of whatever library, and its three ends stay three. */
@Proves(OUTCOMES)
class AwaitTest extends OnEveryCarrier {
    @Test
    void awaitedStageThatFailsIsUnwrappedOnce() throws Exception {
        var failure = new IOException("boom");
        run(scope -> {
            var stage = new CompletableFuture<String>();
            var dependent = stage.thenApply(String::trim);
            scope.fork(() -> stage.completeExceptionally(failure));

            for (var each : Stream.of(dependent, stage).toList())
                assertThatThrownBy(() -> Catenary.await(each))
                        .isExactlyInstanceOf(CompletionException.class)
                        .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
            return null;
        });
    }

    @Test
    void awaitedStageThatIsCancelledIsACancellation() throws Exception {
        run(scope -> {
            var stage = new CompletableFuture<String>();
            scope.fork(() -> stage.cancel(false));

            assertThatThrownBy(() -> Catenary.await(stage)).isInstanceOf(CancellationException.class);
            assertThat(Task.current().orElseThrow().isCancelled()).isFalse();
            Catenary.sleep(SECOND);
            return null;
        });
    }

    @Test
    void cancelledWaiterLeavesTheStageAlone() throws Exception {
        run(scope -> {
            var stage = new CompletableFuture<String>();
            var waiter = scope.fork(() -> Catenary.await(stage));
            Catenary.yieldNow();

            waiter.cancel();
            scope.join();

            assertThat(waiter.isCancelled()).isTrue();
            assertThat(stage).isNotDone();
            return null;
        });
    }

    @Test
    void cancelledWaitersLeaveNothingBehindAtTheStage() throws Exception {
        run(scope -> {
            var stage = new CompletableFuture<String>();
            for (int i = 0; i < 1_000; i++) {
                var waiter = scope.fork(() -> Catenary.await(stage));
                Catenary.yieldNow();
                waiter.cancel();
            }

            assertThat(stage.getNumberOfDependents()).isLessThanOrEqualTo(1);
            return null;
        });
    }

    @Test
    void waitersOfOneStageAreServedInTheOrderInWhichTheyCame() throws Exception {
        run(scope -> {
            var stage = new CompletableFuture<String>();
            for (var name : List.of("first", "second", "third"))
                scope.fork(() -> {
                    Catenary.await(stage);
                    note(name);
                });
            Catenary.yieldNow();

            stage.complete("value");

            scope.join();
            assertThat(events()).containsExactly("first", "second", "third");
            return null;
        });
    }

    @Test
    void stageThatHidesItsEndIsAwaited() throws Exception {
        run(scope -> {
            var stage = new CompletableFuture<String>();
            var waiter = scope.fork(() -> Catenary.await(stage.minimalCompletionStage()));
            Catenary.yieldNow();

            stage.complete("value");

            assertThat(waiter.join()).isEqualTo("value");
            return null;
        });
    }

    @Test
    void stageIsAwaitedInACallbackOfItsOwn() throws Exception {
        var stage = new CompletableFuture<String>();
        run(scope -> {
            scope.fork(() -> Catenary.await(stage));
            Catenary.yieldNow();
            var awaited = stage.thenApply(value -> awaitHere(stage));

            Stranger.PLATFORM_THREAD.start(() -> stage.complete("value"));

            assertThat(Catenary.await(awaited)).isEqualTo("value");
            return null;
        });
    }

    private static String awaitHere(CompletableFuture<String> stage) {
        try {
            return Catenary.await(stage);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void cancellationOfAnotherTaskThatEscapesIsAFailure() throws Exception {
        run(scope -> {
            var shared = scope.fork(() -> OnEveryCarrier.<String>forever());
            var waiter = scope.loop().start(it -> shared.join());
            Catenary.yieldNow();

            shared.cancel("no longer needed");

            assertThatThrownBy(waiter::join)
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(CancellationException.class);
            assertThat(waiter.isCancelled()).isFalse();
            return null;
        });
    }
}
