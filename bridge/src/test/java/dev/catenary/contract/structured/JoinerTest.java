package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.JOINERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Joiner;
import dev.catenary.Outcome;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.contract.features.Proves;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Bodies side by side, joined in one way or another. */
@Proves(JOINERS)
class JoinerTest extends StructuredSuite {
    // ---- all or fail

    @Test
    void allResultsComeInTheOrderOfTheBodies() throws Exception {
        run(scope -> {
            assertThat(Tasks.join(Joiner.allOrFail(), List.of(() -> after(HOUR, 1), () -> after(SECOND, 2))))
                    .containsExactly(1, 2);
            assertThat(Tasks.join(Joiner.<String>allOrFail(), List.of())).isEmpty();
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    void firstFailureCancelsTheOthersAndIsThrownWhenTheyHaveUnwound() throws Exception {
        var later = new IllegalStateException("later");
        run(scope -> {
            assertThatThrownBy(() -> Tasks.join(
                            Joiner.allOrFail(),
                            List.of(
                                    () -> unwindSlowly("sibling"),
                                    () -> failWhenCancelled(later),
                                    () -> failAfter(SECOND, failure))))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure)
                    .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(later));
            assertThat(events()).containsExactly("sibling unwinds", "sibling has unwound");
            return null;
        });
    }

    @Test
    void cancellationOfOneIsMetAsACancellation() throws Exception {
        run(scope -> {
            Callable<String> cancelled = () -> {
                Task.current().orElseThrow().cancel("enough");
                return forever();
            };

            assertThatThrownBy(() -> Tasks.join(Joiner.allOrFail(), List.of(cancelled, () -> forever())))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("enough");
            return null;
        });
    }

    // ---- first success

    @Test
    void firstSuccessCancelsTheOthers() throws Exception {
        run(scope -> {
            assertThat(Tasks.join(
                            Joiner.<String>firstSuccess(),
                            List.of(
                                    () -> unwindSlowly("slow"),
                                    () -> failAfter(SECOND, failure),
                                    () -> after(HOUR, "value"))))
                    .isEqualTo("value");
            assertThat(events()).containsExactly("slow unwinds", "slow has unwound");
            return null;
        });
    }

    // ---- all settled

    @Test
    void settledOutcomesComeInTheOrderOfTheBodies() throws Exception {
        run(scope -> {
            var outcomes = Tasks.join(
                    Joiner.<String>allSettled(),
                    List.of(() -> after(HOUR, "value"), () -> failAfter(SECOND, failure), () -> {
                        Task.current().orElseThrow().cancel();
                        return forever();
                    }));

            assertThat(outcomes.get(0)).isEqualTo(new Outcome.Success<>("value"));
            assertThat(outcomes.get(1)).isEqualTo(new Outcome.Failure<>(failure));
            assertThat(outcomes.get(2)).isInstanceOf(Outcome.Cancelled.class);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    // ---- custom

    /** Two are enough. */
    private final class Quorum implements Joiner<String, List<String>> {
        private int successes;

        @Override
        public boolean onEnd(Task<String> task) {
            note("ended: " + task.outcome().orElseThrow().getClass().getSimpleName());
            if (task.outcome().orElseThrow().isSuccess()) successes++;
            return successes == 2;
        }

        @Override
        public List<String> result(List<Task<String>> tasks) {
            assertThat(tasks).allMatch(Task::isDone);
            note("result");
            return tasks.stream()
                    .filter(task -> task.outcome().orElseThrow().isSuccess())
                    .map(Task::resultNow)
                    .toList();
        }
    }

    @Test
    void customJoinerIsToldOfEachEndInTurnAndThenAskedForTheResult() throws Exception {
        run(scope -> {
            var result = Tasks.join(
                    new Quorum(),
                    List.of(
                            () -> after(SECOND.multipliedBy(3), "third"),
                            () -> failAfter(SECOND, failure),
                            () -> after(SECOND.multipliedBy(2), "second"),
                            () -> unwindSlowly("slow")));

            assertThat(result).containsExactly("third", "second");
            assertThat(events())
                    .containsExactly(
                            "ended: Failure",
                            "ended: Success",
                            "ended: Success",
                            "slow unwinds",
                            "slow has unwound",
                            "ended: Cancelled",
                            "result");
            return null;
        });
    }

    @Test
    void whatAJoinerThrowsIsThrownAsItIsWhenTheBodiesHaveUnwound() throws Exception {
        var thrown = new IllegalStateException("no quorum");
        run(scope -> {
            assertThatThrownBy(() -> Tasks.join(
                            new Joiner<String, String>() {
                                @Override
                                public boolean onEnd(Task<String> task) {
                                    throw thrown;
                                }

                                @Override
                                public String result(List<Task<String>> tasks) {
                                    return never();
                                }
                            },
                            List.of(() -> unwindSlowly("slow"), () -> after(SECOND, "value"))))
                    .isSameAs(thrown);
            assertThat(events()).containsExactly("slow unwinds", "slow has unwound");
            return null;
        });
    }

    // ---- the caller

    @Test
    void bodiesAreTasksOfTheirOwn() throws Exception {
        run(scope -> {
            var main = Task.current().orElseThrow();
            var tasks = Tasks.join(
                    Joiner.<Task<?>>allOrFail(),
                    List.of(
                            () -> Task.current().orElseThrow(),
                            () -> Task.current().orElseThrow()));

            assertThat(tasks).doesNotContain(main).doesNotHaveDuplicates();
            assertThatObject(Task.current().orElseThrow()).isSameAs(main);
            assertThat(scope.children()).isEmpty();
            return null;
        });
    }

    @Test
    void failureOfABodyDoesNotTouchTheScopeAround() throws Exception {
        run(scope -> {
            var sibling = scope.fork(() -> after(HOUR, "value"));

            assertThatThrownBy(() -> Tasks.join(Joiner.allOrFail(), List.of(() -> failAfter(SECOND, failure))))
                    .hasCause(failure);

            assertThat(scope.isCancelled()).isFalse();
            assertThat(sibling.join()).isEqualTo("value");
            return null;
        });
    }

    @Test
    void cancelOfTheCallerCancelsTheBodiesAndWaitsForThem() throws Exception {
        run(scope -> {
            var caller = scope.fork(() -> {
                assertThatThrownBy(() -> Tasks.join(Joiner.allSettled(), List.of(() -> unwindSlowly("body"))))
                        .isExactlyInstanceOf(InterruptedException.class)
                        .hasMessageContaining("no longer needed");
                note("caller");
            });
            Catenary.sleep(SECOND);

            caller.cancel("no longer needed");
            return null;
        });
        assertThat(events()).containsExactly("body unwinds", "body has unwound", "caller");
    }

    @Test
    void failureWhileTheBodiesOfACancelledCallerUnwindIsNotLost() throws Exception {
        var thrown = Promise.<Throwable>create();
        run(scope -> {
            var caller = scope.fork(() -> {
                try {
                    Tasks.join(Joiner.allOrFail(), List.of(() -> failWhenCancelled(failure)));
                } catch (Throwable e) {
                    thrown.complete(e);
                }
            });
            Catenary.sleep(SECOND);

            caller.cancel();
            return null;
        });

        assertThat(everythingIn(thrown.join())).contains(failure);
    }

    @Test
    void joinOutsideOfATaskIsRefused() {
        assertThatThrownBy(() -> Tasks.join(Joiner.allOrFail(), List.of(() -> never())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Tasks.join");
    }
}
