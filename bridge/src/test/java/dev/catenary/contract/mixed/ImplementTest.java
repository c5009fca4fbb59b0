package dev.catenary.contract.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Deadline;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.TaskLocal;
import dev.catenary.Tasks;
import dev.catenary.Timeouts;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.kotlin.Suspend;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A Kotlin interface with suspend functions, implemented by a Java class. */
class ImplementTest extends OnEveryCarrier {
    /** Answers every call by one body. */
    private record Answering(Callable<@Nullable String> body) implements Users {
        @Override
        public @Nullable Object find(long id, Continuation<? super String> k) {
            return Suspend.implement(k, body::call);
        }

        @Override
        public @Nullable Object save(String name, Continuation<? super Unit> k) {
            return Suspend.implement(k, () -> {
                body.call();
                return Unit.INSTANCE;
            });
        }
    }

    private record Staged(Callable<CompletionStage<String>> body) implements Users {
        @Override
        public @Nullable Object find(long id, Continuation<? super String> k) {
            return Suspend.implementStage(k, body::call);
        }

        @Override
        public @Nullable Object save(String name, Continuation<? super Unit> k) {
            throw new AssertionError();
        }
    }

    private static @Nullable String findHere(Users users) throws InterruptedException {
        return Suspend.<@Nullable String>call(k -> Callers.find(users, 1, k));
    }

    private static @Nullable String findInCoroutine(Users users) throws InterruptedException {
        return Suspend.<@Nullable String>call(k -> Callers.findInCoroutine(users, 1, k));
    }

    @Test
    void valueAndNullReachTheCaller() throws Exception {
        run(scope -> {
            assertThat(findHere(new Answering(() -> "ada"))).isEqualTo("ada");
            assertThat(findHere(new Answering(() -> null))).isNull();
            assertThat(findInCoroutine(new Answering(() -> "ada"))).isEqualTo("ada");
            assertThat(findInCoroutine(new Answering(() -> null))).isNull();
            return null;
        });
    }

    @Test
    void functionWithoutAResultEndsWithTheBody() throws Exception {
        run(scope -> {
            var users = new Answering(() -> {
                note("saved");
                return null;
            });
            var end = Suspend.<Unit>call(k -> Callers.save(users, "ada", k));

            assertThat(end).isSameAs(Unit.INSTANCE);
            assertThat(events()).containsExactly("saved");
            return null;
        });
    }

    @Test
    void failureOfTheBodyArrivesAsItIs() throws Exception {
        var failure = new IOException("boom");
        var users = new Answering(() -> {
            throw failure;
        });

        run(scope -> {
            assertThatThrownBy(() -> findHere(users))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
            assertThatThrownBy(() -> findInCoroutine(users))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("boom");
            return null;
        });
    }

    @Test
    void bodyCalledByABodyIsThatBody() throws Exception {
        run(scope -> {
            var thread = Thread.currentThread();
            var task = Task.current().orElseThrow();
            findHere(new Answering(() -> {
                assertThat(Thread.currentThread()).isSameAs(thread);
                assertThat(Task.current()).containsSame(task);
                return "";
            }));
            return null;
        });
    }

    @Test
    void bodiesOfTwoCoroutinesWaitAtTheSameTime() throws Exception {
        var users = new Answering(() -> {
            Catenary.sleep(HOUR);
            return "ada";
        });

        var both = run(scope -> Suspend.<String>call(k -> Callers.findTwice(users, k)));

        assertThat(both).isEqualTo("ada ada");
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    void bodyKnowsTheLocalsAndTheDeadlineOfItsCaller() throws Exception {
        var user = TaskLocal.<String>create("user");
        var users = new Answering(() -> user.get() + " " + Deadline.current().remaining());

        run(scope -> {
            user.set("ada");
            var seen = Timeouts.within(HOUR, () -> findInCoroutine(users));

            assertThat(seen).isEqualTo("ada PT1H");
            return null;
        });
    }

    @Test
    void bodyIsShieldedAsItsCallerIs() throws Exception {
        var users = new Answering(() -> {
            Catenary.sleep(SECOND);
            return "ada";
        });

        run(scope -> {
            var task = scope.fork(() -> {
                Task.current().orElseThrow().cancel();
                note("found " + Tasks.shielded(HOUR, () -> findInCoroutine(users)));
            });
            scope.join();

            assertThat(task.isCancelled()).isTrue();
            assertThat(events()).containsExactly("found ada");
            return null;
        });
    }

    @Test
    void coroutinesThatAreInNoTaskAreAnsweredOnAThreadThatMayBlock() {
        var blocks = new Answering(() -> {
            var released = new CountDownLatch(1);
            new Thread(released::countDown).start();
            released.await();
            return Thread.currentThread().getName();
        });

        assertThat(Callers.findOnDefault(blocks)).isEqualTo("shared-offload");
        assertThat(Callers.findInRunBlocking(blocks)).isEqualTo("shared-offload");
    }

    @Test
    void cancelOfTheCallerInterruptsTheBodyAndWaitsUntilItHasUnwound() {
        var begun = new CountDownLatch(1);
        var users = new Answering(() -> {
            begun.countDown();
            try {
                return ImplementTest.<String>forever();
            } finally {
                note("unwound");
            }
        });

        Callers.cancelOnDefault(users, begun, this::note);

        assertThat(events()).containsExactly("unwound", "cancelled");
    }

    @Test
    void exceptionAfterACancelIsSeenByTheCaller() {
        var begun = new CountDownLatch(1);
        var users = new Answering(() -> {
            begun.countDown();
            try {
                return ImplementTest.<String>forever();
            } catch (InterruptedException cancelled) {
                throw new IOException("boom");
            }
        });

        Callers.cancelOnDefault(users, begun, this::note);

        assertThat(events()).containsExactly("failed java.io.IOException: boom");
    }

    @Test
    void bodyThatIgnoresTheInterruptDoesNotHideTheCancel() {
        var begun = new CountDownLatch(1);
        var users = new Answering(() -> {
            begun.countDown();
            try {
                return ImplementTest.<String>forever();
            } catch (InterruptedException ignored) {
                note("ignored");
                return "ada";
            }
        });

        Callers.cancelOnDefault(users, begun, this::note);

        assertThat(events()).containsExactly("ignored", "cancelled");
    }

    @Test
    void limitOfKotlinInterruptsTheBodyAndIsATimeout() throws Exception {
        var users = new Answering(() -> {
            try {
                return ImplementTest.<String>forever();
            } finally {
                note("unwound");
            }
        });

        run(scope -> {
            assertThatThrownBy(() -> Suspend.<@Nullable String>call(k -> Callers.findWithin(users, 1000, k)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            return null;
        });

        assertThat(events()).containsExactly("unwound");
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void stageIsWaitedFor() throws Exception {
        var promise = Promise.<String>create("ada");
        run(scope -> {
            scope.fork(() -> {
                Catenary.sleep(SECOND);
                promise.complete("ada");
            });

            assertThat(findHere(new Staged(() -> promise))).isEqualTo("ada");
            assertThat(findHere(new Staged(() -> CompletableFuture.completedStage("eve"))))
                    .isEqualTo("eve");
            return null;
        });
    }

    @Test
    void failureOfAStageArrivesUnwrapped() throws Exception {
        var failure = new IOException("boom");
        run(scope -> {
            assertThatThrownBy(() -> findHere(new Staged(() -> CompletableFuture.failedFuture(failure))))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IOException.class);
            return null;
        });
    }

    @Test
    void cancelOfTheCallerCancelsTheStage() throws Exception {
        var stage = new CompletableFuture<String>();
        run(scope -> {
            var task = scope.fork(() -> findHere(new Staged(() -> stage)));
            Catenary.yieldNow();
            task.cancel();
            return null;
        });

        assertThat(stage).isCancelled();
    }
}
