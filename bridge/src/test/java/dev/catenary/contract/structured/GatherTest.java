package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.GATHER;
import static dev.catenary.contract.features.Feature.GATHER_SETTLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Promise;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.contract.features.Proves;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All results, in the order of the arguments, or the first failure. */
class GatherTest extends StructuredSuite {
    @Test
    @Proves(GATHER)
    void resultsComeInTheOrderOfTheArguments() throws Exception {
        run(scope -> {
            var slow = scope.fork(() -> after(HOUR, "slow"));
            var fast = scope.fork(() -> after(SECOND, "fast"));

            assertThat(Tasks.gather(List.of(slow, fast))).containsExactly("slow", "fast");
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    @Proves(GATHER)
    void taskGivenTwiceRunsOnceAndGivesItsValueTwice() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                points.reach(1);
                return after(SECOND, "value");
            });

            assertThat(Tasks.gather(List.of(task, task))).containsExactly("value", "value");
            points.end(2);
            return null;
        });
    }

    @Test
    @Proves(GATHER)
    void nothingGatheredIsAnEmptyListAtOnce() throws Exception {
        run(scope -> {
            assertThat(Tasks.gather(List.of())).isEmpty();
            assertThat(Tasks.gatherAsync(List.of()).resultNow()).isEmpty();
            assertThat(Tasks.gatherSettled(List.of())).isEmpty();
            return null;
        });
    }

    @Test
    @Proves(GATHER)
    void endedTasksAreGatheredAtOnce() throws Exception {
        run(scope -> {
            assertThat(Tasks.gather(List.of(Task.completed(1), Task.completed(2))))
                    .containsExactly(1, 2);
            return null;
        });
    }

    @Test
    @Proves(GATHER)
    void nullIsAResult() throws Exception {
        run(scope -> {
            assertThat(Tasks.gather(List.of(scope.fork(() -> {}), Task.completed("value"))))
                    .containsExactly(null, "value");
            return null;
        });
    }

    @Test
    @Proves(GATHER)
    void tasksOfSeveralLoopsAreGatheredByAStranger() throws Exception {
        try (var one = open();
                var other = open()) {
            var tasks = IntStream.range(0, 100)
                    .mapToObj(i -> (i % 2 == 0 ? one : other).start(scope -> i))
                    .toList();

            assertThat(Tasks.gather(tasks))
                    .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        }
    }

    @Test
    @Proves(GATHER)
    void firstFailureCancelsTheOthersAndIsThrownWhenTheyHaveUnwound() throws Exception {
        run(scope -> {
            var failing = startLoose(it -> failAfter(SECOND, failure));
            var sibling = startLoose(it -> unwindSlowly("sibling"));

            assertThatThrownBy(() -> Tasks.gather(List.of(sibling, failing)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCause(failure);

            assertThat(events()).containsExactly("sibling unwinds", "sibling has unwound");
            assertThat(sibling.isCancelled()).isTrue();
            assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
            return null;
        });
    }

    @Test
    @Proves(GATHER)
    void siblingThatHasNotBegunNeverBegins() throws Exception {
        run(scope -> {
            var failing = Task.<String>failed(failure);
            var sibling = startLoose(it -> points.unreachable());

            assertThatThrownBy(() -> Tasks.gather(List.of(failing, sibling))).hasCause(failure);

            assertThat(sibling.isCancelled()).isTrue();
            points.end(1);
            return null;
        });
    }

    @Test
    @Proves(GATHER)
    void laterFailuresAreSuppressedInTheFirst() throws Exception {
        var later = new IllegalStateException("later");
        run(scope -> {
            var failing = startLoose(it -> failAfter(SECOND, failure));
            var sibling = startLoose(it -> failWhenCancelled(later));

            assertThatThrownBy(() -> Tasks.gather(List.of(failing, sibling)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure)
                    .hasSuppressedException(later);
            return null;
        });
    }

    @Test
    @Proves(GATHER)
    void cancellationOfOneCancelsTheOthersAndIsThrown() throws Exception {
        run(scope -> {
            var cancelled = startLoose(it -> forever());
            var sibling = startLoose(it -> unwindSlowly("sibling"));
            scope.loop().schedule(SECOND, () -> cancelled.cancel("no longer needed"));

            assertThatThrownBy(() -> Tasks.gather(List.of(cancelled, sibling)))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("no longer needed");

            assertThat(sibling.isCancelled()).isTrue();
            assertThat(events()).containsExactly("sibling unwinds", "sibling has unwound");
            return null;
        });
    }

    @Test
    @Proves(GATHER)
    void failureOfAChildIsThatOfItsScopeToo() {
        assertThatThrownBy(() -> run(scope -> {
                    var failing = scope.fork(() -> failAfter(SECOND, failure));
                    var sibling = scope.fork(() -> unwindSlowly("sibling"));

                    assertThatThrownBy(() -> Tasks.gather(List.of(sibling, failing)))
                            .isExactlyInstanceOf(CompletionException.class)
                            .hasCause(failure);
                    assertThat(events()).containsExactly("sibling unwinds", "sibling has unwound");
                    return null;
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasCause(failure)
                .hasNoSuppressedExceptions();
    }

    /** The scope cancels them before the failed child's waiters hear of its failure. */
    @Test
    @Proves(GATHER)
    void failureIsToldBeforeTheCancelsItCauses() throws Exception {
        run(scope -> {
            var handed = Promise.<List<Task<Object>>>create();
            var failing = startLoose(outer -> {
                handed.complete(List.of(
                        outer.forkStage(() -> new CompletableFuture<>()),
                        outer.fork(() -> failAfter(SECOND, failure))));
                return null;
            });

            assertThatThrownBy(() -> Tasks.gather(handed.join()))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCause(failure);
            assertThatThrownBy(failing::join).hasCauseInstanceOf(ScopeFailedException.class);
            return null;
        });
    }

    @Test
    @Proves(GATHER)
    void cancelOfTheWaiterCancelsAllAndWaitsForThem() throws Exception {
        run(scope -> {
            var tasks = List.of(startLoose(it -> unwindSlowly("one")), startLoose(it -> unwindSlowly("other")));
            var waiter = scope.fork(() -> {
                assertThatThrownBy(() -> Tasks.gather(tasks))
                        .isExactlyInstanceOf(InterruptedException.class)
                        .hasMessageContaining("no longer needed");
                note("waiter");
            });
            Catenary.yieldNow();

            waiter.cancel("no longer needed");

            scope.join();
            assertThat(tasks).allMatch(Task::isCancelled);
            assertThat(events())
                    .containsExactly("one unwinds", "other unwinds", "one has unwound", "other has unwound", "waiter");
            return null;
        });
    }

    @Test
    @Proves(GATHER)
    void interruptOfAStrangerThatGathersCancelsAll() throws Exception {
        try (var loop = open()) {
            var task = loop.start(it -> forever());
            var told = new CompletableFuture<Throwable>();
            var stranger = new Thread(() -> {
                try {
                    Tasks.gather(List.of(task));
                } catch (Throwable thrown) {
                    told.complete(thrown);
                }
            });
            stranger.start();
            while (stranger.getState() != Thread.State.WAITING) Thread.onSpinWait();

            stranger.interrupt();

            assertThat(told.get()).isExactlyInstanceOf(InterruptedException.class);
            assertThat(task.isCancelled()).isTrue();
        }
    }

    @Test
    @Proves(GATHER)
    void failureWhileTheTasksOfACancelledWaiterUnwindIsNotLost() throws Exception {
        var thrown = Promise.<Throwable>create();
        run(scope -> {
            var stubborn = startLoose(it -> failWhenCancelled(failure));
            var waiter = scope.fork(() -> {
                try {
                    Tasks.gather(List.of(stubborn));
                } catch (Throwable e) {
                    thrown.complete(e);
                }
            });
            Catenary.yieldNow();

            waiter.cancel();
            return null;
        });

        assertThat(thrown.join()).isExactlyInstanceOf(CompletionException.class).hasCause(failure);
    }

    @Test
    @Proves(GATHER)
    void gatheredTaskCanBeCancelledWhole() throws Exception {
        run(scope -> {
            var task = startLoose(it -> unwindSlowly("task"));
            var all = Tasks.gatherAsync(List.of(task));
            Catenary.yieldNow();

            assertThat(all.cancel("enough")).isTrue();
            assertThat(all.cancel("again")).isFalse();

            assertThatThrownBy(all::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("enough");
            assertThat(events()).containsExactly("task unwinds", "task has unwound");
            assertThat(task.isCancelled()).isTrue();
            return null;
        });
    }

    @Test
    @Proves(GATHER)
    void hundredThousandTasksAreGathered() throws Exception {
        run(scope -> {
            var promises = IntStream.range(0, 100_000)
                    .mapToObj(i -> Promise.<Integer>create())
                    .toList();
            var all = Tasks.gatherAsync(promises);
            for (int i = 0; i < promises.size(); i++) promises.get(i).complete(i);

            assertThat(all.join()).hasSize(100_000).startsWith(0, 1, 2).endsWith(99_999);
            return null;
        });
    }

    @Test
    @Proves(GATHER_SETTLED)
    void settledOutcomesComeInTheOrderOfTheArguments() throws Exception {
        run(scope -> {
            Task<String> failing = startLoose(it -> failAfter(SECOND, failure));
            Task<String> cancelled = startLoose(it -> forever());
            Task<String> good = startLoose(it -> after(HOUR, "value"));
            scope.loop().schedule(SECOND, () -> cancelled.cancel("enough"));

            var outcomes = Tasks.gatherSettled(List.of(failing, cancelled, good, failing));

            assertThat(outcomes)
                    .containsExactly(
                            new Outcome.Failure<>(failure),
                            cancelled.outcome().orElseThrow(),
                            new Outcome.Success<>("value"),
                            new Outcome.Failure<>(failure));
            assertThat(outcomes.get(1).isCancelled()).isTrue();
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    @Proves(GATHER_SETTLED)
    void cancelledWaiterOfSettledTasksLeavesThemAlone() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> after(HOUR, "value"));
            var waiter = scope.fork(() -> {
                assertThatThrownBy(() -> Tasks.gatherSettled(List.of(task))).isInstanceOf(InterruptedException.class);
                points.reach(1);
            });
            Catenary.yieldNow();

            waiter.cancel();

            assertThat(task.join()).isEqualTo("value");
            points.end(2);
            return null;
        });
    }
}
