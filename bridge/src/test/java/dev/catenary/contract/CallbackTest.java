package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.CALLBACKS;
import static dev.catenary.contract.features.Feature.FAILURE_HANDLER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Handle;
import dev.catenary.LoopOptions;
import dev.catenary.Promise;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Callbacks may fail and be taken back; the loop goes on. */
class CallbackTest extends OnEveryCarrier {
    @Test
    @Proves(FAILURE_HANDLER)
    void callbackThatThrowsIsReportedAndDoesNotStopTheLoop() throws Exception {
        var failure = new IllegalStateException("boom");
        try (var loop = open("orders")) {
            loop.execute(() -> {
                throw failure;
            });

            assertThat(loop.<String, RuntimeException>run(scope -> "alive")).isEqualTo("alive");
        }

        assertThat(reported()).singleElement().satisfies(report -> {
            assertThat(report.failure()).isSameAs(failure);
            assertThat(report.loop()).isEqualTo("orders");
            assertThat(report.message()).contains("callback");
            assertThat(report.task()).isNull();
            assertThat(report.scope()).isNull();
        });
    }

    @Test
    @Proves(FAILURE_HANDLER)
    void errorInACallbackIsReportedAndDoesNotStopTheLoop() throws Exception {
        var error = new StackOverflowError();
        try (var loop = open()) {
            loop.schedule(Duration.ofNanos(1), () -> {
                throw error;
            });
            loop.run(scope -> {
                Catenary.sleep(Duration.ofMillis(1));
                return null;
            });
        }

        assertThat(reported())
                .singleElement()
                .satisfies(report -> assertThat(report.failure()).isSameAs(error));
    }

    @Test
    @Proves(FAILURE_HANDLER)
    void tasksCallbackThatThrowsIsReportedAndLeavesTheOthersAlone() throws Exception {
        var failure = new IllegalStateException("boom");
        run(scope -> {
            var task = scope.fork(() -> "value");
            task.onComplete(Callback.of(
                    value -> {
                        throw failure;
                    },
                    it -> points.unreachable()));
            task.onComplete(Callback.of(value -> points.reach(1), it -> points.unreachable()));
            Catenary.sleep(SECOND);
            points.end(2);
            return null;
        });

        assertThat(reported())
                .singleElement()
                .satisfies(report -> assertThat(report.failure()).isSameAs(failure));
    }

    @Test
    @Proves(FAILURE_HANDLER)
    void failureHandlerThatThrowsIsWrittenToTheLogWithWhatItWasToldOf() throws Exception {
        var failure = new IllegalStateException("boom");
        try (var loop = EventLoop.open(options().failureHandler(report -> {
            throw new IllegalArgumentException("the handler is broken");
        }))) {
            loop.execute(() -> {
                throw failure;
            });
            loop.run(scope -> null);
        }

        assertThat(String.join("\n", warned())).contains("boom").contains("the handler is broken");
    }

    @Test
    @Proves(FAILURE_HANDLER)
    void failuresGoToTheLogIfThereIsNoHandler() throws Exception {
        try (var loop = EventLoop.open(LoopOptions.named("orders").carrier(carrier))) {
            loop.execute(() -> {
                throw new IllegalStateException("boom");
            });
            loop.start("import", scope -> {
                throw new IOException("unseen");
            });
            loop.run(scope -> null);
        }

        assertThat(warned())
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning).contains("boom").contains("orders"))
                .anySatisfy(warning -> assertThat(warning)
                        .contains("unseen")
                        .contains("import")
                        .contains("CallbackTest"));
    }

    @Test
    @Proves(CALLBACKS)
    void handleTakesACallbackBack() throws Exception {
        run(scope -> {
            var handle = scope.loop().schedule(SECOND, () -> points.unreachable());

            assertThat(handle.isCancelled()).isFalse();
            assertThat(handle.cancel()).isTrue();
            assertThat(handle.isCancelled()).isTrue();
            assertThat(handle.cancel()).isFalse();
            Catenary.sleep(HOUR);
            points.end(1);
            return null;
        });
    }

    @Test
    @Proves(CALLBACKS)
    void handleOfACallbackThatHasRunIsTooLate() throws Exception {
        run(scope -> {
            var handle = scope.loop().schedule(SECOND, () -> points.reach(1));
            Catenary.sleep(HOUR);

            assertThat(handle.cancel()).isFalse();
            assertThat(handle.isCancelled()).isFalse();
            points.end(2);
            return null;
        });
    }

    @Test
    @Proves(CALLBACKS)
    void handleOfACallbackThatRunsIsTooLate() throws Exception {
        run(scope -> {
            var handle = Promise.<Handle>create();
            handle.complete(scope.loop()
                    .schedule(SECOND, () -> note("" + handle.resultNow().cancel())));

            Catenary.sleep(HOUR);

            assertThat(events()).containsExactly("false");
            return null;
        });
    }

    @Test
    @Proves(CALLBACKS)
    void handleOfACallbackThatIsDueSoonTakesItBack() throws Exception {
        run(scope -> {
            var handle = scope.loop().schedule(Duration.ZERO, () -> points.unreachable());

            assertThat(handle.cancel()).isTrue();
            Catenary.yieldNow();
            points.end(1);
            return null;
        });
    }
}
