package dev.catenary.contract.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.AsyncStream;
import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.Deadline;
import dev.catenary.EventLoop;
import dev.catenary.FailureReport;
import dev.catenary.Generator;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.TaskLocal;
import dev.catenary.Tasks;
import dev.catenary.Timeouts;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What a generator emits, and the iteration over it. */
@Proves(Feature.ASYNC_STREAM)
class GeneratorTest extends OnEveryCarrier {
    private final IOException failure = new IOException("boom");

    /** Notes when it makes an element and when it ends. */
    private AsyncStream<Integer> numbers(int count) {
        return AsyncStream.generate(out -> {
            try {
                for (int i = 0; i < count; i++) {
                    note("makes " + i);
                    out.emit(i);
                }
            } finally {
                note("ends");
            }
        });
    }

    // ---- one by one

    @Test
    void elementIsMadeWhenItIsAskedForAndNotBefore() throws Exception {
        run(scope -> {
            try (var elements = numbers(2).iterator()) {
                Catenary.yieldNow();
                note("iterates");
                for (var next = elements.next(); next.isPresent(); next = elements.next()) {
                    Catenary.sleep(SECOND);
                    note("has " + next.get());
                }
            }
            return null;
        });

        assertThat(events()).containsExactly("iterates", "makes 0", "has 0", "makes 1", "has 1", "ends");
    }

    @Test
    void iterationThatAsksForNothingRunsNothing() throws Exception {
        run(scope -> {
            try (var elements = numbers(1).iterator()) {
                Catenary.sleep(SECOND);
            }
            return null;
        });

        assertThat(events()).isEmpty();
    }

    @Test
    void eachIterationBeginsAnew() throws Exception {
        var numbers = numbers(2);

        run(scope -> {
            assertThat(numbers.toList()).containsExactly(0, 1);
            assertThat(numbers.toList()).containsExactly(0, 1);
            return null;
        });

        assertThat(events()).containsExactly("makes 0", "makes 1", "ends", "makes 0", "makes 1", "ends");
    }

    @Test
    void iterationThatHasEndedStaysAtItsEnd() throws Exception {
        run(scope -> {
            try (var elements = numbers(1).iterator()) {
                assertThat(elements.next()).contains(0);
                assertThat(elements.next()).isEmpty();
                assertThat(elements.next()).isEmpty();
            }
            return null;
        });
    }

    @Test
    void generatorIsATaskOfItsOwnOnTheLoopOfWhoeverIterates() throws Exception {
        run(scope -> {
            var seen = AsyncStream.<Task<?>>generate(
                            out -> out.emit(Task.current().orElseThrow()))
                    .first()
                    .orElseThrow();

            assertThat((Object) seen).isNotSameAs(Task.current().orElseThrow());
            assertThat(seen.name()).isEqualTo("generator");
            assertThat(AsyncStream.<EventLoop>generate(
                                    out -> out.emit(EventLoop.current().orElseThrow()))
                            .first())
                    .containsSame(scope.loop());
            return null;
        });
    }

    @Test
    void otherTasksHaveTheirTurnsWhileAGeneratorWaits() throws Exception {
        run(scope -> {
            scope.fork(() -> {
                Catenary.sleep(SECOND.dividedBy(2));
                note("other");
            });
            AsyncStream.<Integer>generate(out -> {
                        Catenary.sleep(SECOND);
                        out.emit(1);
                    })
                    .forEach(element -> note("element"));
            return null;
        });

        assertThat(events()).containsExactly("other", "element");
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void generatorInheritsTaskLocalsAndDeadline() throws Exception {
        TaskLocal<String> user = TaskLocal.create("user");

        run(scope -> user.with(
                "anna",
                () -> scope.fork(() -> Timeouts.within(HOUR, () -> {
                            // The scope of the iterating task decides.
                            return Catenary.scope("inner", inner -> {
                                assertThat(AsyncStream.<String>generate(out -> {
                                                    assertThat(Deadline.current()
                                                                    .remaining())
                                                            .isEqualTo(HOUR);
                                                    out.emit(user.get());
                                                })
                                                .toList())
                                        .containsExactly("anna");
                                return null;
                            });
                        }))
                        .join()));
    }

    @Test
    void whatAGeneratorSetsInATaskLocalIsNotSeenByWhoeverIterates() throws Exception {
        TaskLocal<String> user = TaskLocal.create("user");

        run(scope -> user.with("anna", () -> {
            AsyncStream.<String>generate(out -> user.with("bert", () -> {
                        out.emit(user.get());
                        return null;
                    }))
                    .forEach(element -> {
                        assertThat(element).isEqualTo("bert");
                        assertThat(user.get()).isEqualTo("anna");
                    });
            return null;
        }));
    }

    @Test
    void anyTaskOfAGeneratorEmits() throws Exception {
        AsyncStream<String> two = AsyncStream.generate(out -> Catenary.scope("both", scope -> {
            scope.fork(() -> out.emit("a"));
            scope.fork(() -> out.emit("b"));
            return null;
        }));

        run(scope -> {
            assertThat(two.toList()).containsExactly("a", "b");
            return null;
        });
    }

    @Test
    void nullIsNoElement() throws Exception {
        run(scope -> {
            var elements = AsyncStream.<String>generate(out -> {
                assertThatThrownBy(() -> out.emit(none()))
                        .isInstanceOf(NullPointerException.class)
                        .hasMessage("element");
                out.emit("a");
            });

            assertThat(elements.toList()).containsExactly("a");
            return null;
        });
    }

    private static String none() {
        return System.getProperty("no.such.property");
    }

    @Test
    void emitterIsOfNoUseAfterItsGenerator() throws Exception {
        var kept = Promise.<Generator.Emitter<Integer>>create();

        run(scope -> {
            assertThat(AsyncStream.<Integer>generate(kept::complete).count()).isZero();
            assertThatThrownBy(() -> kept.join().emit(1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the generator has ended: it can't emit any more");
            return null;
        });
    }

    // ---- leaving early

    @Test
    void closingEndsTheGeneratorAndWaitsUntilItHasUnwound() throws Exception {
        AsyncStream<Integer> slow = AsyncStream.generate(out -> {
            try {
                out.emit(1);
            } finally {
                Tasks.shielded(HOUR, () -> Catenary.sleep(SECOND));
                note("has unwound");
            }
        });

        run(scope -> {
            try (var elements = slow.iterator()) {
                elements.next();
            }
            note("closed");
            return null;
        });

        assertThat(events()).containsExactly("has unwound", "closed");
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void generatorThatNobodyAsksForMoreIsInterrupted() throws Exception {
        AsyncStream<Integer> stubborn = AsyncStream.generate(out -> {
            for (int i = 0; i < 2; i++) {
                try {
                    out.emit(i);
                } catch (InterruptedException e) {
                    note("interrupted");
                }
            }
        });

        run(scope -> {
            assertThat(stubborn.first()).contains(0);
            return null;
        });

        assertThat(events()).containsExactly("interrupted", "interrupted");
    }

    @Test
    void closedIterationHasNoMoreElements() throws Exception {
        run(scope -> {
            var elements = numbers(3).iterator();
            elements.next();
            elements.close();
            elements.close();

            assertThat(elements.next()).isEmpty();
            return null;
        });

        assertThat(events()).containsExactly("makes 0", "ends");
    }

    @Test
    void iterationClosedBeforeItBeganNeverBegins() throws Exception {
        run(scope -> {
            var elements = numbers(3).iterator();
            elements.close();

            assertThat(elements.next()).isEmpty();
            return null;
        });

        assertThat(events()).isEmpty();
    }

    @Test
    void interruptDoesNotCutClosingShort() throws Exception {
        AsyncStream<Integer> slow = AsyncStream.generate(out -> {
            try {
                out.emit(1);
            } finally {
                Tasks.shielded(HOUR, () -> Catenary.sleep(SECOND));
                note("has unwound");
            }
        });

        run(scope -> {
            var iterating = scope.fork(() -> {
                var elements = slow.iterator();
                elements.next();
                note("closes");
                elements.close();
                note("closed");
            });
            Catenary.sleep(SECOND.dividedBy(2));
            iterating.cancel();
            return null;
        });

        assertThat(events()).containsExactly("closes", "has unwound", "closed");
    }

    @Test
    void iterationLeftOpenEndsWithItsScope() throws Exception {
        run(scope -> {
            Catenary.scope("inner", inner -> numbers(3).iterator().next());
            note("left");
            return null;
        });

        assertThat(events()).containsExactly("makes 0", "ends", "left");
    }

    @Test
    void iterationOutlivesNoScope() throws Exception {
        run(scope -> {
            try (var elements = numbers(3).iterator()) {
                Catenary.scope("inner", inner -> elements.next());

                assertThatThrownBy(elements::next).isInstanceOf(CancellationException.class);
                assertThat(elements.next()).isEmpty();
            }
            return null;
        });
    }

    // ---- failures

    @Test
    void failureOfTheGeneratorComesAfterItsElementsAndOnce() throws Exception {
        AsyncStream<Integer> failing = AsyncStream.generate(out -> {
            out.emit(1);
            throw failure;
        });

        run(scope -> {
            try (var elements = failing.iterator()) {
                assertThat(elements.next()).contains(1);
                assertThatThrownBy(elements::next)
                        .isInstanceOf(CompletionException.class)
                        .cause()
                        .isSameAs(failure);
                assertThat(elements.next()).isEmpty();
            }
            return null;
        });

        assertThat(reported()).isEmpty();
    }

    @Test
    void failureOfTheGeneratorIsNotOneOfTheScope() throws Exception {
        AsyncStream<Integer> failing = AsyncStream.generate(out -> {
            throw failure;
        });

        run(scope -> {
            assertThatThrownBy(failing::first).hasCause(failure);
            assertThat(scope.isCancelled()).isFalse();
            return null;
        });
    }

    @Test
    void errorsTravelAsFailuresDo() throws Exception {
        var error = new StackOverflowError();

        run(scope -> {
            assertThatThrownBy(AsyncStream.generate(out -> {
                        throw error;
                    })::toList)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(error);
            return null;
        });
    }

    @Test
    void failureWhileUnwindingFromACloseIsReportedOnce() throws Exception {
        run(scope -> {
            assertThat(failsToUnwind().first()).contains(1);
            return null;
        });

        assertThat(reported()).extracting(FailureReport::failure).containsExactly(failure);
    }

    @Test
    void failureWhileUnwindingFromTheEndOfTheScopeIsReportedOnce() throws Exception {
        run(scope -> failsToUnwind().iterator().next());

        assertThat(reported()).extracting(FailureReport::failure).containsExactly(failure);
    }

    private AsyncStream<Integer> failsToUnwind() {
        return AsyncStream.generate(out -> {
            try {
                out.emit(1);
            } finally {
                fail();
            }
        });
    }

    private void fail() throws IOException {
        throw failure;
    }

    // ---- cancels of whoever iterates

    @Test
    void waitThatTimedOutTakesNoElement() throws Exception {
        AsyncStream<Integer> slow = AsyncStream.generate(out -> {
            for (int i = 0; i < 2; i++) {
                Catenary.sleep(SECOND.multipliedBy(2));
                out.emit(i);
            }
        });

        run(scope -> {
            try (var elements = slow.iterator()) {
                assertThatThrownBy(() -> Timeouts.within(SECOND, elements::next))
                        .isInstanceOf(TimeoutException.class);
                assertThat(elements.next()).contains(0);
                assertThatThrownBy(() -> Timeouts.within(SECOND, elements::next))
                        .isInstanceOf(TimeoutException.class);
                Catenary.sleep(HOUR);
                assertThat(elements.next()).contains(1);
                assertThat(elements.next()).isEmpty();
            }
            return null;
        });
    }

    @Test
    void cancelledIterationUnwindsItsGeneratorFirst() throws Exception {
        AsyncStream<Integer> endless = AsyncStream.generate(out -> {
            try {
                forever();
            } finally {
                note("generator");
            }
        });

        run(scope -> {
            var iterating = scope.fork(() -> {
                try {
                    endless.forEach(element -> points.unreachable());
                } finally {
                    note("iteration");
                }
            });
            Catenary.yieldNow();
            Catenary.yieldNow();
            iterating.cancel();
            return null;
        });

        assertThat(events()).containsExactly("generator", "iteration");
    }

    @Test
    void cancelOfTheScopeEndsBoth() throws Exception {
        run(scope -> Catenary.scope("inner", inner -> {
            inner.fork(() -> {
                try {
                    numbers(1).forEach(element -> forever());
                } finally {
                    note("iteration");
                }
            });
            Catenary.sleep(SECOND);
            inner.cancel();
            return null;
        }));

        assertThat(events()).containsExactly("makes 0", "ends", "iteration");
    }

    @Test
    void cancelledTaskBeginsNoIteration() throws Exception {
        run(scope -> {
            var cancelled = scope.fork(() -> {
                try {
                    forever();
                } catch (InterruptedException e) {
                    numbers(1).first();
                }
            });
            Catenary.yieldNow();
            cancelled.cancel();
            return null;
        });

        assertThat(events()).isEmpty();
    }

    // ---- who may iterate

    @Test
    void plainThreadIteratesAndTheSharedLoopGenerates() throws Exception {
        try (var elements = AsyncStream.<EventLoop>generate(
                        out -> out.emit(EventLoop.current().orElseThrow()))
                .iterator()) {
            assertThat(elements.next().orElseThrow().name()).isEqualTo("shared");
            assertThat(elements.next()).isEmpty();
        }
    }

    @Test
    void plainThreadLeavesEarly() throws Exception {
        assertThat(numbers(3).take(2).toList()).containsExactly(0, 1);

        assertThat(events()).containsExactly("makes 0", "makes 1", "ends");
    }

    @Test
    void interruptedThreadLosesNoElement() throws Throwable {
        var gate = Promise.<Void>create();
        var elements = AsyncStream.<Integer>generate(out -> {
                    gate.join();
                    out.emit(1);
                })
                .iterator();

        var waiting = Stranger.PLATFORM_THREAD.call(elements::next).whenWaiting();
        assertThatThrownBy(waiting.interrupt()::end).isInstanceOf(InterruptedException.class);
        gate.complete(null);

        assertThat(elements.next()).contains(1);
        elements.close();
    }

    @Test
    void twoLoopsIterateOverOneStream() throws Exception {
        var numbers = numbers(100);

        try (var one = open("one");
                var other = open("other")) {
            var first = one.start(scope -> numbers.toList());
            var second = other.start(scope -> numbers.toList());

            assertThat(first.join()).hasSize(100).isEqualTo(second.join());
        }
    }

    @Test
    void callbackMayNotIterate() throws Exception {
        var thrown = Promise.<Throwable>create();

        run(scope -> {
            var elements = numbers(1).iterator();
            scope.loop().execute(() -> {
                try {
                    elements.next();
                } catch (IllegalStateException | InterruptedException e) {
                    thrown.complete(e);
                }
            });
            assertThat(thrown.join())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("AsyncIterator.next was called from a callback");
            return null;
        });

        assertThat(events()).isEmpty();
    }

    @Test
    void callbackOfATaskMayNotIterate() throws Exception {
        var thrown = Promise.<Throwable>create();

        run(scope -> {
            scope.fork(() -> 1)
                    .onComplete(Callback.of(
                            one -> {
                                try {
                                    numbers(1).toList();
                                } catch (IllegalStateException | InterruptedException e) {
                                    thrown.complete(e);
                                }
                            },
                            thrown::fail));
            assertThat(thrown.join()).isInstanceOf(IllegalStateException.class);
            return null;
        });
    }

    @Test
    void generatorsNest() throws Exception {
        AsyncStream<Integer> outer = AsyncStream.generate(out -> numbers(3).forEach(i -> out.emit(i * 10)));

        run(scope -> {
            assertThat(outer.take(2).toList()).isEqualTo(List.of(0, 10));
            return null;
        });

        assertThat(events()).containsExactly("makes 0", "makes 1", "ends");
    }
}
