package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.OUTCOMES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That the waiter was cancelled, that what it waited for was cancelled, and that it took too long are never confused:
 * whoever waits, and through whichever method.
 */
@Proves(OUTCOMES)
class ThreeEndsTest extends OnEveryCarrier {
    /** The ways to wait for a task. */
    enum Face {
        JOIN(CompletionException.class) {
            @Override
            String waitFor(Task<String> task) throws Exception {
                return task.join();
            }
        },
        JOIN_WITH_TIMEOUT(CompletionException.class) {
            @Override
            String waitFor(Task<String> task) throws Exception {
                return task.join(Duration.ofDays(1));
            }
        },
        GET(ExecutionException.class) {
            @Override
            String waitFor(Task<String> task) throws Exception {
                return task.get();
            }
        },
        GET_WITH_TIMEOUT(ExecutionException.class) {
            @Override
            String waitFor(Task<String> task) throws Exception {
                return task.get(1, TimeUnit.DAYS);
            }
        },
        AWAIT(CompletionException.class) {
            @Override
            String waitFor(Task<String> task) throws Exception {
                return Catenary.await(task);
            }
        },
        AWAIT_OF_A_COPY(CompletionException.class) {
            @Override
            String waitFor(Task<String> task) throws Exception {
                return Catenary.await(task.toCompletableFuture());
            }
        },
        JOIN_OF_OR_TIMEOUT(CompletionException.class) {
            @Override
            String waitFor(Task<String> task) throws Exception {
                return task.orTimeout(Duration.ofDays(1)).join();
            }
        };

        private final Class<? extends Exception> failure;

        Face(Class<? extends Exception> failure) {
            this.failure = failure;
        }

        abstract String waitFor(Task<String> task) throws Exception;
    }

    static Stream<Arguments> strangersAndFaces() {
        return Stranger.offered()
                .flatMap(stranger -> Stream.of(Face.values()).map(face -> Arguments.of(stranger, face)));
    }

    static Stream<Arguments> strangersAndFacesThatOnlyLook() {
        return strangersAndFaces().filter(pair -> pair.get()[1] != Face.JOIN_OF_OR_TIMEOUT);
    }

    @ParameterizedTest
    @MethodSource("strangersAndFaces")
    void strangerGetsTheValue(Stranger stranger, Face face) throws Throwable {
        try (var loop = open()) {
            var gate = Promise.<String>create();
            var task = loop.start(scope -> gate.join());
            var call = stranger.call(() -> face.waitFor(task)).whenWaiting();

            gate.complete("value");

            assertThat(call.end()).isEqualTo("value");
        }
    }

    @ParameterizedTest
    @MethodSource("strangersAndFaces")
    void strangerGetsTheFailureItself(Stranger stranger, Face face) throws Throwable {
        try (var loop = open()) {
            var gate = Promise.<String>create();
            var failure = new IOException("boom");
            var task = loop.<String>start(scope -> {
                gate.join();
                throw failure;
            });
            var call = stranger.call(() -> face.waitFor(task)).whenWaiting();

            gate.complete("go");

            assertThatThrownBy(call::end)
                    .isExactlyInstanceOf(face.failure)
                    .hasMessage("java.io.IOException: boom")
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
        }
    }

    @ParameterizedTest
    @MethodSource("strangersAndFaces")
    void strangerGetsTheCancellation(Stranger stranger, Face face) throws Throwable {
        try (var loop = open()) {
            var task = loop.start(scope -> OnEveryCarrier.<String>forever());
            var call = stranger.call(() -> face.waitFor(task)).whenWaiting();

            task.cancel("no longer needed");

            assertThatThrownBy(call::end)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("no longer needed");
        }
    }

    @ParameterizedTest
    @MethodSource("strangersAndFacesThatOnlyLook")
    void interruptedStrangerLeavesTheTaskAlone(Stranger stranger, Face face) throws Throwable {
        try (var loop = open()) {
            var gate = Promise.<String>create();
            var task = loop.start(scope -> gate.join());
            var call = stranger.call(() -> face.waitFor(task)).whenWaiting();

            call.interrupt();

            assertThatThrownBy(call::end).isInstanceOf(InterruptedException.class);
            gate.complete("value");
            assertThat(task.join()).isEqualTo("value");
        }
    }

    @ParameterizedTest
    @EnumSource
    void threadThatIsInterruptedAlreadyDoesNotWait(Face face) {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> face.waitFor(Promise.create())).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void strangerWhoseTimeIsOverLeavesTheTaskAlone(Stranger stranger) throws Throwable {
        try (var loop = open()) {
            var gate = Promise.<String>create();
            var task = loop.start("slow", scope -> gate.join());

            var join = stranger.call(() -> task.join(Duration.ofNanos(1)));
            var get = stranger.call(() -> task.get(1, TimeUnit.NANOSECONDS));

            assertThatThrownBy(join::end).isExactlyInstanceOf(TimeoutException.class);
            assertThatThrownBy(get::end).isExactlyInstanceOf(TimeoutException.class);
            gate.complete("value");
            assertThat(task.join()).isEqualTo("value");
        }
    }

    @ParameterizedTest
    @EnumSource
    void taskGetsTheValue(Face face) throws Exception {
        run(scope -> {
            var task = scope.fork(() -> afterASecond("value"));

            assertThat(face.waitFor(task)).isEqualTo("value");
            assertThat(face.waitFor(task)).isEqualTo("value");
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void taskGetsTheFailureItself(Face face) throws Exception {
        var failure = new IOException("boom");

        run(scope -> {
            var task = startFailing(scope, failure);

            for (int i = 0; i < 2; i++)
                assertThatThrownBy(() -> face.waitFor(task))
                        .isExactlyInstanceOf(face.failure)
                        .hasMessage("java.io.IOException: boom")
                        .satisfies(e -> assertThat(e.getCause()).isSameAs(failure));
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void taskGetsTheCancellation(Face face) throws Exception {
        run(scope -> {
            var task = scope.fork(() -> OnEveryCarrier.<String>forever());
            scope.fork(() -> {
                Catenary.sleep(SECOND);
                task.cancel("no longer needed");
            });

            for (int i = 0; i < 2; i++)
                assertThatThrownBy(() -> face.waitFor(task))
                        .isInstanceOf(CancellationException.class)
                        .hasMessageContaining("no longer needed");
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JOIN_OF_OR_TIMEOUT")
    void cancelledTaskLeavesAloneWhatItWaitsFor(Face face) throws Exception {
        run(scope -> {
            var gate = Promise.<String>create();
            var task = scope.fork(() -> gate.join());
            var waiter = scope.fork(() -> {
                try {
                    return face.waitFor(task);
                } catch (InterruptedException e) {
                    points.reach(1);
                    throw e;
                }
            });
            Catenary.yieldNow();

            waiter.cancel();

            assertThatThrownBy(waiter::join).isInstanceOf(CancellationException.class);
            points.reach(2);
            gate.complete("value");
            assertThat(task.join()).isEqualTo("value");
            points.end(3);
            return null;
        });
    }

    @Test
    void taskWhoseTimeIsOverLeavesTheOtherAlone() throws Exception {
        run(scope -> {
            var task = scope.fork("slow", () -> afterASecond("value"));

            assertThatThrownBy(() -> task.join(Duration.ofMillis(999))).isExactlyInstanceOf(TimeoutException.class);
            assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(999));
            assertThat(task.join(Duration.ofMillis(2))).isEqualTo("value");
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            return null;
        });
    }

    @Test
    void timeoutOfZeroDoesNotWait() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                points.reach(2);
                return "value";
            });

            assertThatThrownBy(() -> task.join(Duration.ZERO)).isExactlyInstanceOf(TimeoutException.class);
            points.reach(1);
            scope.join();
            assertThat(task.join(Duration.ZERO)).isEqualTo("value");
            assertThat(task.get(0, TimeUnit.SECONDS)).isEqualTo("value");
            points.end(3);
            return null;
        });
    }

    @Test
    void timeoutSaysWhatWasWaitedForAndHowLong() throws Exception {
        run(scope -> {
            var task = scope.fork("slow", () -> afterASecond("value"));

            assertThatThrownBy(() -> task.join(Duration.ofMillis(10)))
                    .hasMessageContaining("slow")
                    .hasMessageContaining("PT0.01S");
            return null;
        });
    }

    private static String afterASecond(String value) throws InterruptedException {
        Catenary.sleep(SECOND);
        return value;
    }

    /** Outside of the scope, so that the failure does not end the test. */
    private static Task<String> startFailing(Scope scope, Exception failure) {
        return scope.loop().start("failing", it -> {
            Catenary.sleep(SECOND);
            throw failure;
        });
    }
}
