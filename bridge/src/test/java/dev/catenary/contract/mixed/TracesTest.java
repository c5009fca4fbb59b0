package dev.catenary.contract.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.catenary.Catenary;
import dev.catenary.Task;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.kotlin.Facade;
import dev.catenary.kotlin.Suspend;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The trace of a failure shows both sides of a crossing, though the one had suspended when the other failed. */
class TracesTest extends OnEveryCarrier {
    interface FailingInJava {
        String fail() throws InterruptedException;
    }

    interface FailingLater {
        Task<String> fail();
    }

    /** The frames of the user's code, as class and method. */
    private static List<String> framesOf(StackTraceElement... trace) {
        return Arrays.stream(trace)
                .filter(frame -> frame.getClassName().startsWith("dev.catenary.contract.mixed."))
                .map(frame -> frame.getClassName().replaceAll(".*[.]|[$].*", "") + "." + frame.getMethodName())
                .toList();
    }

    private @Nullable Throwable failureOfTheFacade(FailingInJava facade) {
        return catchThrowable(facade::fail);
    }

    @Test
    void failureOfAFacadeShowsTheFunctionAndItsCaller() throws Exception {
        var facade = Facade.of(FailingInJava.class, new Failing());
        run(scope -> {
            var failure = failureOfTheFacade(facade);

            assertThat(failure).isExactlyInstanceOf(IllegalStateException.class);
            assertThat(framesOf(failure.getStackTrace()))
                    .contains("Failing.failDeeper")
                    .containsSubsequence("Failing.failDeeper", "TracesTest.failureOfTheFacade");
            return null;
        });
    }

    @Test
    void failureOfACallShowsTheFunctionInItsCause() throws Exception {
        run(scope -> {
            var failing = new Failing();

            var failure = catchThrowable(() -> Suspend.<String>call(failing::fail));

            assertThat(failure).isExactlyInstanceOf(CompletionException.class);
            assertThat(framesOf(failure.getStackTrace()))
                    .anyMatch(it -> it.startsWith("TracesTest.lambda$failureOfACall"));
            assertThat(framesOf(failure.getCause().getStackTrace())).contains("Failing.failDeeper");
            return null;
        });
    }

    @Test
    void failureOfATaskShowsTheFunctionAndWhoJoins() throws Exception {
        var facade = Facade.of(FailingLater.class, new Failing());
        run(scope -> {
            var failure = catchThrowable(facade.fail()::join);

            assertThat(framesOf(failure.getStackTrace()))
                    .anyMatch(it -> it.startsWith("TracesTest.lambda$failureOfATask"));
            assertThat(framesOf(failure.getCause().getStackTrace())).contains("Failing.failDeeper");
            return null;
        });
    }

    // ---- the other way round

    private static String findInJava() throws InterruptedException {
        Catenary.sleep(SECOND);
        throw new IllegalStateException("boom");
    }

    private record Answering(Callable<String> body) implements Users {
        @Override
        public @Nullable Object find(long id, Continuation<? super String> k) {
            return Suspend.implement(k, body::call);
        }

        @Override
        public @Nullable Object save(String name, Continuation<? super Unit> k) {
            throw new AssertionError();
        }
    }

    @Test
    void failureOfABodyShowsItAndTheFunctionsThatAsked() throws Exception {
        run(scope -> {
            var trace = framesOf(Suspend.<StackTraceElement[]>start(
                            scope, k -> Failing.traceOf(new Answering(TracesTest::findInJava), k))
                    .join());

            assertThat(trace)
                    .startsWith("TracesTest.findInJava")
                    .containsSubsequence("Failing.askDeeper", "Failing.ask", "Failing.traceOf");
            return null;
        });
    }

    /** Its methods answer by a stage that fails later. */
    public static class Staging {
        public CompletionStage<String> find(long id) {
            return CompletableFuture.supplyAsync(() -> {
                throw new IllegalStateException("boom");
            });
        }

        public void save(String name) {}
    }

    @Test
    void failureOfAStageShowsTheFunctionsThatAsked() throws Exception {
        var users = Facade.suspending(Users.class, new Staging());
        run(scope -> {
            var trace = framesOf(Suspend.<StackTraceElement[]>start(scope, k -> Failing.traceOf(users, k))
                    .join());

            assertThat(trace).containsSubsequence("Failing.askDeeper", "Failing.ask", "Failing.traceOf");
            return null;
        });
    }
}
