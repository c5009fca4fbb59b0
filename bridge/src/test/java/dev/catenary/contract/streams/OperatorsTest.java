package dev.catenary.contract.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.AsyncStream;
import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.FailureReport;
import dev.catenary.Timeouts;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that are made of streams. */
@Proves(Feature.ASYNC_STREAM)
class OperatorsTest extends OnEveryCarrier {
    private final IOException failure = new IOException("boom");

    /** Notes when it makes an element and when it ends. */
    private AsyncStream<Integer> numbers(int from, int to) {
        return AsyncStream.generate(out -> {
            try {
                for (int i = from; i < to; i++) {
                    note("makes " + i);
                    out.emit(i);
                }
            } finally {
                note("ends");
            }
        });
    }

    private AsyncStream<Integer> numbers(int count) {
        return numbers(0, count);
    }

    private AsyncStream<Integer> failing() {
        return AsyncStream.generate(out -> {
            out.emit(1);
            throw failure;
        });
    }

    private <E> List<E> listed(AsyncStream<E> stream) throws InterruptedException {
        return run(scope -> stream.toList());
    }

    // ---- what each gives

    @Test
    void mapGivesWhatTheFunctionGives() throws Exception {
        assertThat(listed(numbers(3).map(i -> "<" + i + ">"))).containsExactly("<0>", "<1>", "<2>");
    }

    @Test
    void functionsMayWait() throws Exception {
        assertThat(listed(numbers(3).map(i -> {
                    Catenary.sleep(SECOND);
                    return i;
                })))
                .containsExactly(0, 1, 2);
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(3));
    }

    @Test
    void filterGivesTheElementsThatFulfilTheCondition() throws Exception {
        assertThat(listed(numbers(5).filter(i -> i % 2 == 0))).containsExactly(0, 2, 4);
    }

    @Test
    void flatMapGivesOneStreamAfterTheOther() throws Exception {
        assertThat(listed(numbers(3).flatMap(i -> AsyncStream.of(i, 10 * i).take(i))))
                .containsExactly(1, 2, 20);
    }

    @Test
    void flatMapBeginsAStreamWhenTheOneBeforeHasEnded() throws Exception {
        listed(AsyncStream.of(0, 10).flatMap(from -> numbers(from, from + 1)));

        assertThat(events()).containsExactly("makes 0", "ends", "makes 10", "ends");
    }

    @Test
    void onEachDoesSomethingWhenAnElementComesBy() throws Exception {
        listed(numbers(2).onEach(i -> note("sees " + i)));

        assertThat(events()).containsExactly("makes 0", "sees 0", "makes 1", "sees 1", "ends");
    }

    @Test
    void takeAsksForNoMore() throws Exception {
        assertThat(listed(numbers(5).take(2))).containsExactly(0, 1);

        assertThat(events()).containsExactly("makes 0", "makes 1", "ends");
    }

    @Test
    void takeOfNoneAsksForNone() throws Exception {
        assertThat(listed(numbers(5).take(0))).isEmpty();

        assertThat(events()).isEmpty();
    }

    @Test
    void takeOfMoreThanThereAreGivesAll() throws Exception {
        assertThat(listed(numbers(2).take(5))).containsExactly(0, 1);
    }

    @Test
    void takeWhileEndsWithTheFirstThatDoesNotFulfilTheCondition() throws Exception {
        assertThat(listed(numbers(5).takeWhile(i -> i < 2))).containsExactly(0, 1);

        assertThat(events()).containsExactly("makes 0", "makes 1", "makes 2", "ends");
    }

    @Test
    void skipLeavesOutTheFirstOnes() throws Exception {
        assertThat(listed(numbers(4).skip(2))).containsExactly(2, 3);
        assertThat(listed(numbers(1).skip(2))).isEmpty();
    }

    @Test
    void chunkedGivesListsOfWhichTheLastMayBeShorter() throws Exception {
        assertThat(listed(numbers(5).chunked(2))).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
        assertThat(listed(numbers(2).chunked(2))).containsExactly(List.of(0, 1));
    }

    @Test
    void zipEndsWithTheShorterStream() throws Exception {
        assertThat(listed(numbers(3).zip(AsyncStream.of("a", "b"), (i, text) -> text + i)))
                .containsExactly("a0", "b1");
        assertThat(listed(AsyncStream.of("a", "b").zip(numbers(3), (text, i) -> text + i)))
                .containsExactly("a0", "b1");
    }

    @Test
    void zipDoesNotAskTheSecondStreamWhenTheFirstHasEnded() throws Exception {
        listed(AsyncStream.of("a").zip(numbers(3), (text, i) -> text + i));

        assertThat(events()).containsExactly("makes 0", "ends");
    }

    @Test
    void ticksComeOneAfterEachPeriod() throws Exception {
        run(scope -> {
            try (var ticks = AsyncStream.ticks(SECOND).iterator()) {
                assertThat(ticks.next()).contains(0L);
                assertThat(clock.elapsed()).isEqualTo(SECOND);
                assertThat(ticks.next()).contains(1L);
                assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
            }
            return null;
        });
    }

    @Test
    void tickThatNobodyAskedForInTimeComesLate() throws Exception {
        run(scope -> {
            try (var ticks = AsyncStream.ticks(SECOND).iterator()) {
                Catenary.sleep(HOUR);
                assertThat(ticks.next()).contains(0L);
                assertThat(clock.elapsed()).isGreaterThanOrEqualTo(HOUR).isLessThanOrEqualTo(HOUR.plus(SECOND));
            }
            return null;
        });
    }

    // ---- running ahead

    @Test
    void bufferedRunsAheadByThatManyElements() throws Exception {
        run(scope -> {
            try (var elements = numbers(10).buffered(2).iterator()) {
                Catenary.sleep(SECOND);
                assertThat(events()).isEmpty();

                assertThat(elements.next()).contains(0);
                Catenary.sleep(SECOND);
                assertThat(events()).containsExactly("makes 0", "makes 1", "makes 2");

                assertThat(elements.next()).contains(1);
                Catenary.sleep(SECOND);
                assertThat(events()).endsWith("makes 3").hasSize(4);
            }
            return null;
        });

        assertThat(events()).endsWith("ends");
    }

    @Test
    void bufferedGivesWhatItHasBeforeTheFailure() throws Exception {
        run(scope -> {
            try (var elements = failing().buffered(5).iterator()) {
                assertThat(elements.next()).contains(1);
                Catenary.sleep(SECOND);
                assertThatThrownBy(elements::next)
                        .isInstanceOf(CompletionException.class)
                        .cause()
                        .isSameAs(failure);
                assertThat(elements.next()).isEmpty();
            }
            return null;
        });
    }

    @Test
    void mapParallelMakesThatManyCallsAtATimeAndKeepsTheOrder() throws Exception {
        List<Integer> results = listed(numbers(6).mapParallel(3, i -> {
            Catenary.sleep(SECOND.multipliedBy(i % 3 == 0 ? 2 : 1));
            return i;
        }));

        assertThat(results).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(4));
    }

    @Test
    void mapParallelRunsAheadByThatManyElements() throws Exception {
        run(scope -> {
            try (var results = numbers(10).mapParallel(2, i -> i).iterator()) {
                Catenary.sleep(SECOND);
                assertThat(events()).isEmpty();

                assertThat(results.next()).contains(0);
                Catenary.sleep(SECOND);
                assertThat(events()).containsExactly("makes 0", "makes 1", "makes 2");
            }
            return null;
        });

        assertThat(events()).endsWith("ends");
    }

    @Test
    void mapParallelGivesAResultAsSoonAsItIsThere() throws Exception {
        run(scope -> {
            Channel<Integer> slow = Channel.unlimited();
            slow.send(1);

            assertThat(slow.stream().mapParallel(4, i -> i + 1).first()).contains(2);
            return null;
        });
    }

    @Test
    void firstFailureOfMapParallelCancelsTheOtherCalls() throws Exception {
        run(scope -> {
            var results = numbers(10).mapParallel(3, i -> {
                if (i == 1) throw failure;
                try {
                    return forever();
                } finally {
                    note("unwinds " + i);
                }
            });

            assertThatThrownBy(results::toList)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
            return null;
        });

        assertThat(events()).contains("unwinds 0", "ends");
    }

    @Test
    void laterFailuresOfMapParallelAreSuppressedInTheFirst() throws Exception {
        var later = new IllegalStateException("later");

        run(scope -> {
            var results = AsyncStream.of(0, 1).mapParallel(2, i -> {
                if (i == 1) throw failure;
                try {
                    return forever();
                } catch (InterruptedException e) {
                    throw later;
                }
            });

            assertThatThrownBy(results::toList).cause().isSameAs(failure).hasSuppressedException(later);
            return null;
        });
    }

    @Test
    void mapParallelLeftEarlyCancelsItsCalls() throws Exception {
        run(scope -> {
            var results = numbers(10).mapParallel(3, i -> {
                if (i == 0) return 0;
                try {
                    return forever();
                } finally {
                    note("unwinds " + i);
                }
            });

            try (var first = results.iterator()) {
                assertThat(first.next()).contains(0);
                Catenary.sleep(SECOND);
            }
            note("left");
            return null;
        });

        assertThat(events()).contains("unwinds 1", "unwinds 2", "ends").endsWith("left");
    }

    @Test
    void mergeGivesTheElementsAsTheyCome() throws Exception {
        assertThat(listed(AsyncStream.merge(every(2, "a"), every(5, "b")).take(5)))
                .containsExactly("a0", "a1", "b0", "a2", "a3");
    }

    private static AsyncStream<String> every(int seconds, String name) {
        return AsyncStream.ticks(Duration.ofSeconds(seconds)).map(tick -> name + tick);
    }

    @Test
    void mergeEndsWithTheLastOfItsStreams() throws Exception {
        assertThat(listed(AsyncStream.merge(
                        every(1, "a").take(1),
                        AsyncStream.empty(),
                        every(2, "b").take(2))))
                .containsExactly("a0", "b0", "b1");
        assertThat(listed(AsyncStream.<Integer>merge())).isEmpty();
    }

    @Test
    void mergedStreamsRunAheadByOneElementEach() throws Exception {
        run(scope -> {
            try (var elements =
                    AsyncStream.merge(numbers(0, 5), numbers(10, 15)).iterator()) {
                Catenary.sleep(SECOND);
                assertThat(events()).isEmpty();

                elements.next();
                Catenary.sleep(SECOND);
                assertThat(events()).containsExactlyInAnyOrder("makes 0", "makes 10");
            }
            return null;
        });
    }

    @Test
    void failureOfAMergedStreamEndsTheOthers() throws Exception {
        AsyncStream<Integer> endless = AsyncStream.generate(out -> {
            try {
                forever();
            } finally {
                note("ends");
            }
        });

        run(scope -> {
            assertThatThrownBy(AsyncStream.merge(endless, failing())::toList)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
            return null;
        });

        assertThat(events()).containsExactly("ends");
    }

    // ---- every one of them

    private static final Function<AsyncStream<Integer>, AsyncStream<?>> ITSELF = stream -> stream;

    static Stream<Arguments> operators() {
        return Stream.of(
                operator("itself", ITSELF),
                operator("map", stream -> stream.map(i -> i)),
                operator("filter", stream -> stream.filter(i -> true)),
                operator("flatMap", stream -> stream.flatMap(i -> AsyncStream.of(i))),
                operator("inside flatMap", stream -> AsyncStream.of(1).flatMap(i -> stream)),
                operator("onEach", stream -> stream.onEach(i -> {})),
                operator("take", stream -> stream.take(5)),
                operator("takeWhile", stream -> stream.takeWhile(i -> true)),
                operator("skip", stream -> stream.skip(0)),
                operator("chunked", stream -> stream.chunked(1)),
                operator("zip", stream -> stream.zip(AsyncStream.of(1, 2, 3, 4), Integer::sum)),
                operator("zipped", stream -> AsyncStream.of(1, 2, 3, 4).zip(stream, Integer::sum)),
                operator("buffered", stream -> stream.buffered(1)),
                operator("mapParallel", stream -> stream.mapParallel(2, i -> i)),
                operator("merge", stream -> AsyncStream.merge(stream, AsyncStream.<Integer>empty())),
                operator("publisher and back", stream -> AsyncStream.from(stream.toPublisher())));
    }

    private static Arguments operator(String name, Function<AsyncStream<Integer>, AsyncStream<?>> operator) {
        return Arguments.argumentSet(name, operator);
    }

    @ParameterizedTest
    @MethodSource("operators")
    void nothingRunsBeforeTheIteration(Function<AsyncStream<Integer>, AsyncStream<?>> operator) throws Exception {
        run(scope -> {
            operator.apply(numbers(3));
            Catenary.sleep(SECOND);
            return null;
        });

        assertThat(events()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void failureUpstreamArrivesOnceAfterTheElements(Function<AsyncStream<Integer>, AsyncStream<?>> operator)
            throws Exception {
        run(scope -> {
            try (var elements =
                    operator.apply(failing().buffered(1).map(i -> i)).iterator()) {
                assertThatThrownBy(() -> {
                            elements.next();
                            elements.next();
                        })
                        .isInstanceOf(CompletionException.class)
                        .cause()
                        .isSameAs(failure);
                assertThat(elements.next()).isEmpty();
            }
            return null;
        });
    }

    @ParameterizedTest
    @MethodSource("operators")
    void leavingEarlyEndsTheSource(Function<AsyncStream<Integer>, AsyncStream<?>> operator) throws Exception {
        run(scope -> {
            assertThat(operator.apply(numbers(100)).first()).isPresent();
            note("left");
            return null;
        });

        assertThat(events()).contains("ends");
        assertThat(events().indexOf("ends")).isEqualTo(events().lastIndexOf("ends"));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void waitThatTimedOutTakesNoElement(Function<AsyncStream<Integer>, AsyncStream<?>> operator) throws Exception {
        AsyncStream<Integer> slow = AsyncStream.generate(out -> {
            for (int i = 1; i <= 3; i++) {
                Catenary.sleep(SECOND.multipliedBy(2));
                out.emit(i);
            }
        });

        run(scope -> {
            var undisturbed = operator.apply(slow).toList();
            var seen = new java.util.ArrayList<Object>();
            try (var elements = operator.apply(slow).iterator()) {
                while (true) {
                    try {
                        var next = Timeouts.within(SECOND, elements::next);
                        if (next.isEmpty()) break;
                        seen.add(next.get());
                    } catch (TimeoutException e) {
                        note("timeout");
                    }
                }
            }
            assertThat(seen).isEqualTo(undisturbed);
            return null;
        });

        assertThat(events()).contains("timeout");
    }

    @ParameterizedTest
    @MethodSource("operators")
    void cancelEndsTheSource(Function<AsyncStream<Integer>, AsyncStream<?>> operator) throws Exception {
        run(scope -> Catenary.scope("inner", inner -> {
            inner.fork(() -> operator.apply(numbers(100)).forEach(element -> forever()));
            Catenary.sleep(SECOND);
            inner.cancel();
            return null;
        }));

        assertThat(events()).contains("ends");
    }

    // ---- what their functions throw

    static Stream<Arguments> failingOperators() {
        return Stream.of(
                failingOperator("map", (stream, thrower) -> stream.map(thrower::apply)),
                failingOperator("filter", (stream, thrower) -> stream.filter(i -> thrower.orThrowUnchecked(i) > 0)),
                failingOperator("flatMap", (stream, thrower) -> stream.flatMap(i -> AsyncStream.of(thrower.apply(i)))),
                failingOperator("onEach", (stream, thrower) -> stream.onEach(thrower::apply)),
                failingOperator(
                        "takeWhile", (stream, thrower) -> stream.takeWhile(i -> thrower.orThrowUnchecked(i) > 0)),
                failingOperator(
                        "zip",
                        (stream, thrower) ->
                                stream.zip(AsyncStream.of(1, 1, 1), (i, one) -> thrower.orThrowUnchecked(i))),
                failingOperator("mapParallel", (stream, thrower) -> stream.mapParallel(1, thrower::apply)),
                failingOperator(
                        "opening",
                        (stream, thrower) -> stream.flatMap(i -> () -> {
                            throw new IllegalStateException(thrower.failure);
                        })));
    }

    private static Arguments failingOperator(String name, FailingOperator operator) {
        return Arguments.argumentSet(name, operator);
    }

    interface FailingOperator {
        AsyncStream<?> of(AsyncStream<Integer> stream, Thrower thrower);
    }

    static final class Thrower {
        final IOException failure;

        Thrower(IOException failure) {
            this.failure = failure;
        }

        int apply(int element) throws IOException {
            throw failure;
        }

        int orThrowUnchecked(int element) {
            throw new IllegalStateException(failure);
        }
    }

    @ParameterizedTest
    @MethodSource("failingOperators")
    void failureOfAFunctionEndsTheIterationAndTheSource(FailingOperator operator) throws Exception {
        run(scope -> {
            try (var elements = operator.of(numbers(100), new Thrower(failure)).iterator()) {
                assertThatThrownBy(elements::next)
                        .isInstanceOf(CompletionException.class)
                        .hasRootCause(failure);
                assertThat(elements.next()).isEmpty();
            }
            return null;
        });

        assertThat(events()).contains("ends");
    }

    @Test
    void functionThatIsCutShortIsCalledAgainWithItsElement() throws Exception {
        run(scope -> {
            var slow = AsyncStream.of(1, 2).map(i -> {
                note("maps " + i);
                Catenary.sleep(SECOND.multipliedBy(2));
                return i;
            });
            try (var elements = slow.iterator()) {
                assertThatThrownBy(() -> Timeouts.within(SECOND, elements::next))
                        .isInstanceOf(TimeoutException.class);
                assertThat(elements.next()).contains(1);
            }
            return null;
        });

        assertThat(events()).containsExactly("maps 1", "maps 1");
    }

    @Test
    void zipClosesTheFirstStreamIfTheSecondCantBeOpened() throws Exception {
        var open = Stream.of(1, 2).onClose(() -> note("closed"));
        AsyncStream<Integer> cannotBegin = () -> {
            throw new IllegalStateException("no iteration");
        };

        run(scope -> {
            assertThatThrownBy(() -> AsyncStream.from(open)
                            .zip(cannotBegin, Integer::sum)
                            .iterator())
                    .hasMessage("no iteration");
            return null;
        });

        assertThat(events()).containsExactly("closed");
    }

    @Test
    void zipClosesBothStreamsAlsoIfTheFirstFailsToUnwind() throws Exception {
        AsyncStream<Integer> failsToUnwind = AsyncStream.generate(out -> {
            try {
                out.emit(1);
            } finally {
                throwIt();
            }
        });

        run(scope -> {
            assertThat(failsToUnwind.zip(numbers(3), Integer::sum).first()).contains(1);
            return null;
        });

        assertThat(events()).containsExactly("makes 0", "ends");
        assertThat(reported()).extracting(FailureReport::failure).containsExactly(failure);
    }

    private void throwIt() throws IOException {
        throw failure;
    }

    @Test
    void badArgumentsAreRefusedAtTheCall() {
        var stream = AsyncStream.of(1);

        assertThatThrownBy(() -> stream.take(-1)).hasMessage("count < 0: -1");
        assertThatThrownBy(() -> stream.skip(-1)).hasMessage("count < 0: -1");
        assertThatThrownBy(() -> stream.chunked(0)).hasMessage("size < 1: 0");
        assertThatThrownBy(() -> stream.buffered(0)).hasMessage("size < 1: 0");
        assertThatThrownBy(() -> stream.mapParallel(0, i -> i)).hasMessage("limit < 1: 0");
        assertThatThrownBy(() -> AsyncStream.ticks(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AsyncStream.of(1, null)).isInstanceOf(NullPointerException.class);
    }
}
