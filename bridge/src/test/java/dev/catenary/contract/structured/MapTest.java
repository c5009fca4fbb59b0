package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.MAP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.contract.features.Proves;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function over many items, some at a time. */
@Proves(MAP)
class MapTest extends StructuredSuite {
    private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

    private int running;
    private int most;
    private int ended;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, Integer.MAX_VALUE})
    void resultsComeInTheOrderOfTheItems(int limit) throws Exception {
        run(scope -> {
            assertThat(Tasks.map(TEN, limit, item -> after(SECOND.multipliedBy(10 - item), "item " + item)))
                    .containsExactlyElementsOf(
                            TEN.stream().map(item -> "item " + item).toList());
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 11})
    void noMoreThanTheLimitRunAtATimeAndNoLess(int limit) throws Exception {
        run(scope -> {
            Tasks.map(TEN, limit, item -> {
                most = Math.max(most, ++running);
                Catenary.sleep(SECOND);
                running--;
                return item;
            });
            return null;
        });

        assertThat(most).isEqualTo(Math.min(10, limit));
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy((10 + limit - 1) / limit));
    }

    @Test
    void iteratorThatWaitsIsEnteredByOneAtATime() throws Exception {
        run(scope -> {
            Iterable<Integer> items = () -> new Iterator<>() {
                private int next;
                private boolean isEntered;

                @Override
                public boolean hasNext() {
                    waitInside();
                    return next < 10;
                }

                @Override
                public Integer next() {
                    waitInside();
                    return next++;
                }

                private void waitInside() {
                    assertThat(isEntered).isFalse();
                    isEntered = true;
                    sleepUnchecked(SECOND);
                    isEntered = false;
                }
            };

            assertThat(Tasks.map(items, 3, item -> after(SECOND, item))).containsExactlyElementsOf(TEN);
            return null;
        });
    }

    @Test
    void thoseThatWaitForTheIteratorAreCancelled() throws Exception {
        run(scope -> {
            Iterable<Integer> items = () -> new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public Integer next() {
                    if (next == 3) sleepUnchecked(HOUR);
                    return next++;
                }
            };
            var task = scope.fork(() -> Tasks.map(items, 3, item -> after(SECOND, item)));
            Catenary.sleep(SECOND.multipliedBy(2));

            task.cancel();

            scope.join();
            assertThat(task.isCancelled()).isTrue();
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    private static void sleepUnchecked(Duration duration) {
        try {
            Catenary.sleep(duration);
        } catch (InterruptedException e) {
            throw new CancellationException(e.getMessage());
        }
    }

    @Test
    void nextItemBeginsAsSoonAsOneHasEnded() throws Exception {
        run(scope -> {
            Tasks.map(List.of(4, 1, 1, 1, 1), 2, seconds -> after(SECOND.multipliedBy(seconds), seconds));
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(4));
    }

    @Test
    void itemsAreTakenAsCallsBegin() throws Exception {
        run(scope -> {
            Iterable<Integer> items = () -> new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < 1_000;
                }

                @Override
                public Integer next() {
                    assertThat(next).isLessThan(ended + 3);
                    return next++;
                }
            };

            var results = Tasks.map(items, 3, item -> {
                Catenary.yieldNow();
                ended++;
                return item;
            });

            assertThat(results).hasSize(1_000);
            return null;
        });
    }

    @Test
    void nothingIsMappedToNothing() throws Exception {
        run(scope -> {
            assertThat(Tasks.map(List.<String>of(), 3, item -> never())).isEmpty();
            return null;
        });
    }

    @Test
    void nullIsAnItemAndAResult() throws Exception {
        run(scope -> {
            assertThat(Tasks.map(Arrays.asList("value", null), 1, item -> item)).containsExactly("value", null);
            return null;
        });
    }

    @Test
    void firstFailureCancelsTheOthersAndIsThrownWhenTheyHaveUnwound() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Tasks.map(TEN, 2, item -> switch (item) {
                        case 0 -> unwindSlowly("first");
                        case 1 -> failAfter(SECOND, failure);
                        default -> never();
                    }))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCause(failure);

            assertThat(events()).containsExactly("first unwinds", "first has unwound");
            assertThat(scope.isCancelled()).isFalse();
            return null;
        });
    }

    @Test
    void noCallBeginsAfterAFailure() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Tasks.map(TEN, 2, item -> switch (item) {
                        case 0 -> {
                            try {
                                yield forever();
                            } catch (InterruptedException e) {
                                yield "swallowed";
                            }
                        }
                        case 1 -> failAfter(SECOND, failure);
                        default -> never();
                    }))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCause(failure)
                    .hasNoSuppressedExceptions();
            return null;
        });
    }

    @Test
    void laterFailuresAreKept() throws Exception {
        var later = new IllegalStateException("later");
        run(scope -> {
            assertThatThrownBy(() -> Tasks.map(
                            List.of(0, 1),
                            2,
                            item -> item == 0 ? failWhenCancelled(later) : failAfter(SECOND, failure)))
                    .hasCause(failure)
                    .satisfies(e -> assertThat(everythingIn(e)).contains(later));
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void failureOfTheItemsIsThrownWhenTheCallsHaveUnwound(int good) throws Exception {
        var thrown = new IllegalStateException("no more items");
        run(scope -> {
            Iterable<Integer> items = () -> new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public Integer next() {
                    if (next == good) throw thrown;
                    return next++;
                }
            };

            assertThatThrownBy(() -> Tasks.map(items, 2, item -> after(SECOND, running++)))
                    .satisfies(e -> assertThat(everythingIn(e)).contains(thrown));
            assertThat(running).isLessThanOrEqualTo(good);
            return null;
        });
    }

    @Test
    void cancelOfTheCallerCancelsTheCallsAndBeginsNoMore() throws Exception {
        var thrown = Promise.<Throwable>create();
        run(scope -> {
            var caller = scope.fork(() -> {
                try {
                    Tasks.map(TEN, 2, item -> item < 2 ? unwindSlowly("call " + item) : never());
                } catch (Throwable e) {
                    thrown.complete(e);
                }
            });
            Catenary.sleep(SECOND);

            caller.cancel("no longer needed");
            return null;
        });

        assertThat(thrown.join())
                .isExactlyInstanceOf(InterruptedException.class)
                .hasMessageContaining("no longer needed");
        assertThat(events())
                .containsExactly("call 0 unwinds", "call 1 unwinds", "call 0 has unwound", "call 1 has unwound");
    }

    @Test
    void callsAreTasks() throws Exception {
        run(scope -> {
            var main = Task.current().orElseThrow().id();

            assertThat(Tasks.map(TEN, 3, item -> Task.current().orElseThrow().id()))
                    .doesNotContain(main);
            return null;
        });
    }

    @Test
    void mapOutsideOfATaskIsRefused() {
        assertThatThrownBy(() -> Tasks.map(TEN, 3, item -> never()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Tasks.map");
    }
}
