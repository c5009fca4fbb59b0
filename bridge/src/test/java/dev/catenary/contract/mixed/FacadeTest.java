package dev.catenary.contract.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.AsyncStream;
import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.kotlin.Facade;
import dev.catenary.kotlin.Suspend;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whole interfaces, from Kotlin to Java and from Java to Kotlin. */
class FacadeTest extends OnEveryCarrier {
    interface Waiting {
        String text(int number) throws InterruptedException;

        String text(String text) throws InterruptedException;

        void nothing() throws InterruptedException;

        Duration later(Duration delay) throws InterruptedException;

        int plain(int number);

        AsyncStream<Integer> numbers();

        int sum(AsyncStream<Integer> numbers) throws InterruptedException;

        default String ofJava() throws InterruptedException {
            return "Java's " + text(1);
        }
    }

    interface Async {
        Task<String> text(int number);

        CompletionStage<String> text(String text);

        Task<Void> nothing();

        CompletableFuture<Duration> later(Duration delay);

        Stream<Integer> numbers();
    }

    interface Publishing {
        Publisher<Integer> numbers();
    }

    interface Failing {
        String fail(Throwable failure) throws IOException, InterruptedException;
    }

    interface FailingLater {
        Task<String> fail(Throwable failure);
    }

    interface Undeclared {
        String fail(Throwable failure);

        Duration later(Duration delay);
    }

    interface Wrong {
        String missing(int number);

        int text(List<String> list);

        String plain(int number);
    }

    interface Timed {
        long waitFor(Duration delay) throws InterruptedException;
    }

    interface Putting<T> {
        T put(T element) throws InterruptedException;
    }

    interface Sized {
        int size();
    }

    private <F> F over(Class<F> type) {
        return Facade.of(type, Everywhere.over(this::note));
    }

    @Test
    void methodsThatWaitGiveWhatTheFunctionsGive() throws Exception {
        var facade = over(Waiting.class);
        run(scope -> {
            assertThat(facade.text(1)).isEqualTo("number 1");
            assertThat(facade.text("a")).isEqualTo("text a");
            assertThat(facade.later(HOUR)).isEqualTo(Duration.ofHours(2));
            assertThat(facade.plain(1)).isEqualTo(2);
            assertThat(facade.numbers().toList()).containsExactly(1, 2, 3);
            assertThat(facade.sum(AsyncStream.of(1, 2))).isEqualTo(3);
            assertThat(facade.ofJava()).isEqualTo("Java's number 1");
            facade.nothing();
            assertThat(events()).containsExactly("nothing");
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    void methodsThatGiveTasksAndStagesDoNotWait() throws Exception {
        var facade = over(Async.class);
        run(scope -> {
            var later = facade.later(HOUR);
            assertThat(later).isNotDone();
            assertThat(facade.text(1).join()).isEqualTo("number 1");
            assertThat(Catenary.await(facade.text("a"))).isEqualTo("text a");
            assertThat(facade.nothing().join()).isNull();
            assertThat(Catenary.await(later)).isEqualTo(Duration.ofHours(2));
            try (var numbers = facade.numbers()) {
                assertThat(numbers.toList()).containsExactly(1, 2, 3);
            }
            return null;
        });
    }

    @Test
    void flowIsAPublisher() throws Exception {
        var facade = over(Publishing.class);
        run(scope -> {
            assertThat(AsyncStream.from(facade.numbers()).toList()).containsExactly(1, 2, 3);
            return null;
        });
    }

    @Test
    void declaredAndUncheckedFailuresAreThrownAsTheyAre() throws Exception {
        var facade = over(Failing.class);
        run(scope -> {
            assertThatThrownBy(() -> facade.fail(new IOException("boom")))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("boom");
            assertThatThrownBy(() -> facade.fail(new IllegalArgumentException("bad")))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("bad");
            return null;
        });
    }

    @Test
    void failureOfATaskThatNobodyLooksAtIsReportedOnce() throws Exception {
        var failure = new IOException("boom");
        var facade = over(FailingLater.class);
        run(scope -> {
            facade.fail(failure);
            var seen = facade.fail(new IOException("seen"));
            Catenary.sleep(SECOND);
            assertThatThrownBy(seen::join).hasRootCauseMessage("seen");
            return null;
        });

        assertThat(reported()).singleElement().satisfies(report -> {
            assertThat(report.failure()).isSameAs(failure);
            assertThat(report.task()).isEqualTo("fail");
        });
    }

    @Test
    void undeclaredFailureIsWrappedAsByJoin() throws Exception {
        var facade = over(Undeclared.class);
        run(scope -> {
            assertThatThrownBy(() -> facade.fail(new IOException("boom")))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseExactlyInstanceOf(IOException.class);
            return null;
        });
    }

    @Test
    void cancelledCallerOfAMethodThatDeclaresNoInterruptionKeepsIt() throws Exception {
        var facade = over(Undeclared.class);
        run(scope -> {
            var task = scope.fork(() -> {
                assertThatThrownBy(() -> facade.later(HOUR)).isExactlyInstanceOf(CancellationException.class);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                note("interrupted");
            });
            Catenary.yieldNow();
            task.cancel();
            return null;
        });
        assertThat(events()).containsExactly("cancelled", "interrupted");
    }

    @Test
    void interruptByHandCancelsTheFunctionAndNothingElse() throws Exception {
        var facade = over(Waiting.class);
        var thread = Promise.<Thread>create();
        try (var loop = open()) {
            var after = loop.start(scope -> {
                var waiting = scope.fork(() -> {
                    thread.complete(Thread.currentThread());
                    assertThatThrownBy(() -> facade.later(HOUR)).isInstanceOf(InterruptedException.class);
                    return facade.text(1);
                });
                var other = scope.fork(() -> facade.later(Duration.ofMillis(1)));

                thread.join().interrupt();

                return waiting.join() + " " + other.join();
            });

            assertThat(after.join()).isEqualTo("number 1 PT0.002S");
        }
        assertThat(events()).containsExactly("cancelled");
    }

    @Test
    void cancelOfTheFutureCancelsTheFunction() throws Exception {
        var facade = over(Async.class);
        run(scope -> {
            var later = facade.later(HOUR);
            Catenary.yieldNow();
            later.cancel(true);
            Catenary.yieldNow();
            assertThat(events()).containsExactly("cancelled");
            return null;
        });
    }

    @Test
    void everythingThatIsWrongIsToldWhenTheFacadeIsMade() {
        assertThatThrownBy(() -> over(Wrong.class))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Wrong.missing(int) has no counterpart: expected a function missing")
                .hasMessageContaining("Wrong.text(List) has no counterpart")
                .hasMessageContaining("Wrong.plain(int) returns String, and its counterpart int");
    }

    @Test
    void whatIsNoInterfaceIsRefused() {
        assertThatThrownBy(() -> Facade.of(String.class, "text"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("a facade is an interface, and java.lang.String is none");
    }

    @Test
    void durationIsNoCountOfMilliseconds() {
        assertThatThrownBy(() -> Facade.of(Timed.class, new Clocked()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Timed.waitFor(Duration) has no counterpart");
    }

    @Test
    void genericInterfaceFindsWhatImplementsIt() throws Exception {
        @SuppressWarnings("unchecked")
        Putting<String> facade = over(Putting.class);
        run(scope -> {
            assertThat(facade.put("a")).isEqualTo("put a");
            return null;
        });
    }

    @Test
    void classThatIsNotOpenIsReachedThroughItsInterfaces() {
        assertThat(Facade.of(Sized.class, List.of(1, 2)).size()).isEqualTo(2);
    }

    @Test
    void facadeIsEqualToItselfOnly() {
        var facade = over(Waiting.class);

        assertThat(facade).isEqualTo(facade).isNotEqualTo(over(Waiting.class)).hasSameHashCodeAs(facade);
        assertThat(facade).hasToString("Waiting over everything");
    }

    // ---- a Java object as a Kotlin interface

    public static class InJava {
        public String text(int number) {
            return "number " + number;
        }

        public Task<String> text(String text) {
            return Task.completed("text " + text);
        }

        public void nothing() {}

        public String fail(Throwable failure) throws Throwable {
            throw failure;
        }

        public Duration later(Duration delay) throws InterruptedException {
            Catenary.sleep(delay);
            return delay.multipliedBy(2);
        }

        public int plain(int number) {
            return number + 1;
        }

        public Stream<Integer> numbers() {
            return Stream.of(1, 2, 3);
        }

        public CompletionStage<Integer> sum(AsyncStream<Integer> numbers) {
            return CompletableFuture.completedFuture(3);
        }
    }

    @Test
    void javaAnswersEveryKindOfFunction() throws Exception {
        var everything = Facade.suspending(Everything.class, new InJava());
        run(scope -> {
            var all = Suspend.<String>call(k -> Everywhere.all(everything, k));

            assertThat(all).isEqualTo("number 1, text a, kotlin.Unit, 2h, 2, [1, 2, 3], 3, Kotlin's number 1");
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    void checkedFailureOfJavaIsNotWrappedByTheProxy() throws Exception {
        var everything = Facade.suspending(Everything.class, new InJava());
        var failure = new IOException("boom");
        run(scope -> {
            assertThat(Suspend.<Throwable>call(k -> Everywhere.failureOf(everything, failure, k)))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("boom");
            return null;
        });
    }

    @Test
    void limitOfKotlinInterruptsTheMethod() throws Exception {
        var everything = Facade.suspending(Everything.class, new InJava());
        run(scope -> {
            assertThatThrownBy(() -> Suspend.call(k -> Everywhere.laterWithin(everything, 1000, k)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    /** Known trap: a stage that depends on another one does not cancel it. */
    @Test
    void cancelOfTheCallerReachesTheStageItself() throws Exception {
        var stage = new CompletableFuture<String>();
        Store<String> store = storeOver(new Object() {
            @SuppressWarnings("unused") // called through the facade
            public CompletionStage<String> put(Object element) {
                return stage;
            }
        });
        run(scope -> {
            var task = scope.fork(() -> Suspend.<String>call(k -> Everywhere.put(store, "a", k)));
            Catenary.yieldNow();
            task.cancel();
            return null;
        });
        assertThat(stage).isCancelled();
    }

    @SuppressWarnings("unchecked")
    private static Store<String> storeOver(Object java) {
        return Facade.suspending(Store.class, java);
    }

    @Test
    void everyMissingMethodIsNamed() {
        assertThatThrownBy(() -> Facade.suspending(Everything.class, "text"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no counterpart: expected a method nothing() in java.lang.String")
                .hasMessageContaining("expected a method plain(int)")
                .hasMessageContaining("expected a method numbers()");
    }
}
