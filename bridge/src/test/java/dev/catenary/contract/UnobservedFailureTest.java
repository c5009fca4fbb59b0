package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.UNOBSERVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;

import dev.catenary.AsyncStream;
import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.EventLoop;
import dev.catenary.Promise;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.Until;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A failure that nobody observes reaches the failure handler, exactly once. */
@Proves(UNOBSERVED)
class UnobservedFailureTest extends OnEveryCarrier {
    private final IOException failure = new IOException("boom");

    @Test
    void unobservedFailureIsReportedOnceAtTheLatestWhenTheLoopCloses() throws Exception {
        try (var loop = open("orders")) {
            loop.start("import", scope -> {
                throw failure;
            });
            loop.run(scope -> null);
        }

        assertThat(reported()).singleElement().satisfies(report -> {
            assertThat(report.failure()).isSameAs(failure);
            assertThat(report.loop()).isEqualTo("orders");
            assertThat(report.task()).isEqualTo("import");
            assertThat(report.scope()).isNotNull();
            assertThat(report.message()).contains("import");
            assertThat(report.creationSite()).isNotNull();
            assertThat(report.creationSite().getClassName()).isEqualTo(UnobservedFailureTest.class.getName());
            assertThat(report.creationSite().getMethodName())
                    .isEqualTo("unobservedFailureIsReportedOnceAtTheLatestWhenTheLoopCloses");
        });
    }

    @Test
    void unobservedErrorIsReported() throws Exception {
        var error = new StackOverflowError();
        try (var loop = open()) {
            loop.start(scope -> {
                throw error;
            });
            loop.run(scope -> null);
        }

        assertThat(reported())
                .singleElement()
                .satisfies(report -> assertThat(report.failure()).isSameAs(error));
    }

    @Test
    void unobservedFailureOfAChildIsReportedWithItsScope() throws Exception {
        try (var loop = open()) {
            var task = loop.start(scope -> {
                scope.fork(() -> {
                    throw failure;
                });
                return null;
            });
            awaitEnd(task);
        }

        assertThat(reported())
                .singleElement()
                .satisfies(report -> assertThat(report.failure())
                        .isInstanceOf(ScopeFailedException.class)
                        .hasCause(failure));
    }

    @Test
    void failureOfAChildIsObservedByItsScope() {
        assertThatThrownBy(() -> run(scope -> {
                    scope.fork(() -> {
                        throw failure;
                    });
                    return null;
                }))
                .isInstanceOf(ScopeFailedException.class);

        assertThat(reported()).isEmpty();
    }

    @Test
    void failureThatWasJoinedIsNotReported() throws Exception {
        try (var loop = open()) {
            var joined = loop.start(scope -> {
                throw failure;
            });
            assertThatThrownBy(joined::join).isInstanceOf(CompletionException.class);
            var got = loop.start(scope -> {
                throw failure;
            });
            assertThatThrownBy(got::get).isInstanceOf(ExecutionException.class);
            assertThatThrownBy(() -> loop.run(scope -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
        }

        assertThat(reported()).isEmpty();
    }

    @Test
    void failureThatWasGivenToACallbackIsNotReported() throws Exception {
        var told = Promise.<Throwable>create();
        try (var loop = open()) {
            loop.start(scope -> {
                        throw failure;
                    })
                    .onComplete(Callback.of(value -> {}, told::complete));
            told.join();
        }

        assertThat(told.join()).isSameAs(failure);
        assertThat(reported()).isEmpty();
    }

    @Test
    void failureThatWasHandedOnAsAFutureIsNotReported() throws Exception {
        try (var loop = open()) {
            var copy = loop.<String>start(scope -> {
                        throw failure;
                    })
                    .toCompletableFuture();
            var recovered = loop.<String>start(scope -> {
                        throw failure;
                    })
                    .recover(Throwable::getMessage);

            assertThatThrownBy(copy::join).hasCause(failure);
            assertThat(recovered.join()).isEqualTo("boom");
        }

        assertThat(reported()).isEmpty();
    }

    private static Stream<Named<UnaryOperator<Task<String>>>> links() {
        return Stream.of(
                named("map", task -> task.map(value -> value)),
                named("flatMap", task -> task.flatMap(Task::completed)),
                named(
                        "recover",
                        task -> task.recover(thrown -> {
                            throw new IllegalStateException(thrown);
                        })),
                named("orTimeout", task -> task.orTimeout(HOUR)),
                named("gatherAsync", task -> Tasks.gatherAsync(List.of(task)).map(values -> values.get(0))),
                named("a task that follows", task -> Task.completed("next").flatMap(next -> task)),
                named(
                        "several",
                        task -> task.map(value -> value).orTimeout(HOUR).flatMap(Task::completed)));
    }

    @ParameterizedTest
    @MethodSource("links")
    void failureThatOnlyADerivedTaskWasToldIsReportedOnce(UnaryOperator<Task<String>> link) throws Exception {
        try (var loop = open()) {
            var task = loop.<String>start("import", scope -> {
                throw failure;
            });
            awaitEnd(link.apply(task));
        }

        assertThat(reported()).singleElement().satisfies(report -> {
            assertThat(report.failure()).isSameAs(failure);
            assertThat(report.task()).isEqualTo("import");
        });
    }

    @ParameterizedTest
    @MethodSource("links")
    void failureThatWasSeenAtADerivedTaskIsNotReported(UnaryOperator<Task<String>> link) throws Exception {
        try (var loop = open()) {
            var task = loop.<String>start(scope -> {
                throw failure;
            });

            assertThatThrownBy(link.apply(task)::join).hasRootCause(failure);
        }

        assertThat(reported()).isEmpty();
    }

    @Test
    void failureThatTheTasksGatheredHadIsSeenByTheirWaiter() throws Exception {
        run(scope -> {
            var tasks = Stream.of("one", "another")
                    .map(name -> scope.loop().<String>start(name, it -> {
                        throw new IOException(name);
                    }))
                    .toList();

            assertThatThrownBy(() -> Tasks.gather(tasks)).isInstanceOf(CompletionException.class);
            return null;
        });

        assertThat(reported()).isEmpty();
    }

    @Test
    void callbackAtTheEndOfAChainIsToldAlsoWhileTheLoopCloses() throws Exception {
        var told = Promise.<Throwable>create();
        var loop = open();
        var started = Promise.<String>create();
        loop.start(scope -> {
                    started.complete("started");
                    try {
                        return OnEveryCarrier.<String>forever();
                    } catch (InterruptedException e) {
                        throw failure;
                    }
                })
                .map(String::length)
                .map(length -> length + 1)
                .onComplete(Callback.of(value -> points.unreachable(), told::complete));
        started.join();

        loop.close();

        assertThat(told.join()).isSameAs(failure);
        assertThat(reported()).isEmpty();
    }

    @Test
    void failureThatWasLookedAtIsNotReported() throws Exception {
        try (var loop = open()) {
            var task = loop.<String>start(scope -> {
                throw failure;
            });
            awaitEnd(task);

            assertThat(task.exceptionNow()).isSameAs(failure);
        }

        assertThat(reported()).isEmpty();
    }

    @Test
    void cancelledTaskIsNotReported() throws Exception {
        try (var loop = open()) {
            loop.start(scope -> forever());
            loop.start(scope -> forever()).cancel();
        }

        assertThat(reported()).isEmpty();
    }

    @Test
    void creationSiteOfACallbackIsKnownInDebugMode() throws Exception {
        try (var loop = EventLoop.open(options().debug(true))) {
            loop.execute(() -> {
                throw new IllegalStateException("callback");
            });
            loop.run(scope -> null);
        }

        assertThat(reported()).singleElement().satisfies(report -> {
            assertThat(report.creationSite()).isNotNull();
            assertThat(report.creationSite().getClassName()).isEqualTo(UnobservedFailureTest.class.getName());
        });
    }

    @Test
    void failureOfATaskStartedByATaskIsReportedOnce() throws Exception {
        run(scope -> {
            scope.loop().start("detached", it -> {
                throw failure;
            });
            Catenary.sleep(SECOND);
            return null;
        });

        assertThat(reported())
                .singleElement()
                .satisfies(report -> assertThat(report.task()).isEqualTo("detached"));
    }

    @Test
    void failureOfAnAsynchronousCallThatNobodyLooksAtIsReportedOnce() throws Exception {
        var channel = Channel.<String>rendezvous();
        run(scope -> {
            channel.receiveAsync();
            channel.receiveAsync().onComplete(Callback.of(value -> {}, thrown -> {}));

            channel.close(failure);
            channel.receiveAsync();

            assertThatThrownBy(channel.receiveAsync()::join).hasRootCause(failure);
            return null;
        });

        assertThat(reported()).hasSize(2).allSatisfy(report -> {
            assertThat(report.failure()).hasCause(failure);
            assertThat(report.task()).isEqualTo("Channel.receive");
        });
    }

    @Test
    void failureOfAGeneratorThatRanAheadIsReportedWhenNobodyAsksForMore() throws Exception {
        run(scope -> {
            var iterator = failingAfterOne().iterator();

            assertThat(iterator.next()).contains("one");
            Catenary.sleep(SECOND);
            return null;
        });

        assertThat(reported())
                .singleElement()
                .satisfies(report -> assertThat(report.failure()).isSameAs(failure));
    }

    @Test
    void failureOfAGeneratorThatRanAheadIsReportedOnceWhenItIsClosed() throws Exception {
        run(scope -> {
            try (var iterator = failingAfterOne().iterator()) {
                assertThat(iterator.next()).contains("one");
                Catenary.sleep(SECOND);
            }

            assertThat(reported())
                    .singleElement()
                    .satisfies(report -> assertThat(report.failure()).isSameAs(failure));
            return null;
        });

        assertThat(reported()).isEmpty();
    }

    @Test
    void failureOfAGeneratorThatIsSeenByWhoAsksForMoreIsNotReported() throws Exception {
        run(scope -> {
            var iterator = failingAfterOne().iterator();

            assertThat(iterator.next()).contains("one");
            Catenary.sleep(SECOND);
            assertThatThrownBy(iterator::next).hasRootCause(failure);
            return null;
        });

        assertThat(reported()).isEmpty();
    }

    private AsyncStream<String> failingAfterOne() {
        return AsyncStream.<String>generate(out -> {
                    out.emit("one");
                    throw failure;
                })
                .buffered(5);
    }

    @Test
    void failureOfASupervisedChildIsReportedOnceIfThoseWhoWaitedForItWereCancelled() throws Exception {
        run(scope -> {
            Catenary.supervisor(inner -> {
                var failing = inner.fork("failing", () -> {
                    throw failure;
                });
                var pending = inner.fork(() -> forever());
                var waiters = List.of(
                        scope.fork(() -> Tasks.waitFor(List.of(failing, pending), Until.ALL_COMPLETED)),
                        scope.fork(() -> Tasks.waitFor(List.of(pending, failing), Until.ALL_COMPLETED)));
                Catenary.sleep(SECOND);

                waiters.forEach(Task::cancel);
                Catenary.sleep(SECOND);
                pending.cancel();
                return null;
            });
            return null;
        });

        assertThat(reported())
                .singleElement()
                .satisfies(report -> assertThat(report.failure()).isSameAs(failure));
    }

    /** Without observing how it ended. */
    private static void awaitEnd(Task<?> task) {
        while (!task.isDone()) Thread.onSpinWait();
    }
}
