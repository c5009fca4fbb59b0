package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.CANCELLED_VALUE;
import static dev.catenary.contract.features.Feature.CANCEL_BEFORE_START;
import static dev.catenary.contract.features.Feature.CANCEL_LEVEL;
import static dev.catenary.contract.features.Feature.CANCEL_REASON;
import static dev.catenary.contract.features.Feature.CANCEL_TOO_LATE;
import static dev.catenary.contract.features.Feature.CURRENT_TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.catenary.Action;
import dev.catenary.Catenary;
import dev.catenary.Joiner;
import dev.catenary.Promise;
import dev.catenary.Retry;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.Timeouts;
import dev.catenary.Until;
import dev.catenary.contract.features.Proves;
import dev.catenary.kotlin.Suspend;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a cancel says, and that it lasts. */
class CancelTest extends StructuredSuite {
    /** Everything that may wait, given what has ended or what never will. */
    enum Wait {
        GATHER(() -> Tasks.gather(List.of(Promise.create()))),
        GATHER_OF_ENDED(() -> Tasks.gather(List.of(Task.completed("value")))),
        GATHER_OF_NOTHING(() -> Tasks.gather(List.of())),
        GATHER_SETTLED(() -> Tasks.gatherSettled(List.of(Promise.create()))),
        WAIT_FOR(() -> Tasks.waitFor(List.of(Promise.create()), Until.FIRST_COMPLETED)),
        WAIT_FOR_A_TIME(() -> Tasks.waitFor(List.of(Promise.create()), Until.ALL_COMPLETED, HOUR)),
        WAIT_FOR_ENDED(() -> Tasks.waitFor(List.of(Task.completed("value")), Until.ALL_COMPLETED)),
        NEXT_COMPLETION(() -> Tasks.asCompleted(List.of(Promise.create())).next()),
        JOIN(() -> Tasks.join(Joiner.allSettled(), List.of(() -> forever()))),
        JOIN_OF_NOTHING(() -> Tasks.join(Joiner.allSettled(), List.of())),
        RACE(() -> Tasks.race(List.of(() -> forever()))),
        HEDGED(() -> Tasks.hedged(HOUR, 3, () -> forever())),
        MAP(() -> Tasks.map(List.of(1), 1, item -> forever())),
        WITHIN(() -> Timeouts.within(HOUR, () -> "value")),
        TRY_WITHIN(() -> Timeouts.tryWithin(HOUR, () -> "value")),
        PAUSE_OF_A_RETRY(() -> Retry.fixed(HOUR).call(() -> {
            throw new IllegalStateException("again");
        })),
        SUSPENDING(() -> Suspend.<String>call(Suspending::forever)),
        SCOPE(() -> Catenary.scope(scope -> scope.fork(() -> forever()))),
        SUPERVISOR(() -> Catenary.supervisor(scope -> scope.fork(() -> forever())));

        private final Action<Exception> operation;

        Wait(Action<Exception> operation) {
            this.operation = operation;
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = "PAUSE_OF_A_RETRY") // no time is left for it: its failure is thrown
    @Proves(CANCEL_LEVEL)
    void everyFurtherWaitThrowsAgain(Wait wait) throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);
                for (int i = 0; i < 3; i++)
                    assertThatThrownBy(wait.operation::run)
                            .isExactlyInstanceOf(InterruptedException.class)
                            .hasMessageContaining("no longer needed");
                points.reach(1);
            });
            Catenary.sleep(SECOND);

            task.cancel("no longer needed");

            scope.join();
            points.end(2);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = "PAUSE_OF_A_RETRY") // its failure is thrown: the deadline is over
    @Proves(CANCEL_LEVEL)
    void everyFurtherWaitOfATimedOutBodyThrowsAgainAndThoseAfterItDoNot(Wait wait) throws Exception {
        run(scope -> {
            Timeouts.tryWithin(SECOND, () -> {
                assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);
                assertThatThrownBy(wait.operation::run).isExactlyInstanceOf(InterruptedException.class);
                points.reach(1);
                return forever();
            });
            Catenary.sleep(SECOND);
            return null;
        });
        points.end(2);
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    @Proves(CANCEL_LEVEL)
    void swallowingItCannotHangAScope() throws Exception {
        run(scope -> {
            var swallowed = new int[1];
            var task = scope.fork(() -> Catenary.scope(inner -> {
                while (swallowed[0] < 100)
                    try {
                        inner.join();
                        Catenary.sleep(HOUR);
                    } catch (InterruptedException e) {
                        swallowed[0]++;
                    }
                return null;
            }));
            Catenary.sleep(SECOND);
            task.cancel();
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    @Proves(CANCEL_LEVEL)
    void cancelBelongsToItsScopeAndEndsThere() throws Exception {
        run(scope -> {
            Catenary.scope(inner -> {
                inner.cancel();
                assertThatThrownBy(Catenary::yieldNow).isInstanceOf(InterruptedException.class);
                assertThatThrownBy(Catenary::yieldNow).isInstanceOf(InterruptedException.class);
                return null;
            });
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            Catenary.sleep(SECOND);
            return null;
        });
    }

    // ---- what it says

    @Test
    @Proves(CANCEL_REASON)
    void cancelOfATaskTellsItsReasonAndTheAskingPlace() throws Exception {
        run(scope -> {
            var task = scope.fork("import", () -> {
                assertThatThrownBy(() -> forever())
                        .hasMessage("task 'import' was cancelled: no longer needed")
                        .satisfies(e -> assertThat(asked(e)).isEqualTo("askToEnd"));
                return forever();
            });
            Catenary.yieldNow();

            askToEnd(task);

            assertThatThrownBy(task::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("task 'import' was cancelled: no longer needed")
                    .satisfies(e -> assertThat(asked(e)).isEqualTo("askToEnd"));
            return null;
        });
    }

    private static void askToEnd(Task<?> task) {
        task.cancel("no longer needed");
    }

    /** The method of ours that asked for the cancel. */
    private static String asked(Throwable thrown) {
        return List.of(thrown.getCause().getStackTrace()).stream()
                .filter(frame -> frame.getClassName().equals(CancelTest.class.getName()))
                .findFirst()
                .orElseThrow()
                .getMethodName();
    }

    @Test
    @Proves(CANCEL_REASON)
    void cancelOfAScopeNamesTheScopeToAllItReaches() throws Exception {
        run(scope -> {
            Catenary.scope("import", inner -> {
                inner.fork(() -> Catenary.scope("part", part -> {
                    part.fork(() -> assertThatThrownBy(() -> forever())
                            .hasMessage("scope 'import' was cancelled: no longer needed"));
                    return assertThatThrownBy(() -> forever())
                            .hasMessage("scope 'import' was cancelled: no longer needed");
                }));
                Catenary.sleep(SECOND);
                inner.cancel("no longer needed");
                return null;
            });
            return null;
        });
    }

    @Test
    @Proves(CANCEL_REASON)
    void failureIsTheReasonThatSiblingsSee() {
        assertThatThrownBy(() -> run(scope -> {
                    scope.fork(() -> {
                        try {
                            forever();
                        } catch (InterruptedException e) {
                            assertThat(e)
                                    .hasMessageContaining("'failing' failed")
                                    .hasRootCause(failure);
                            points.reach(1);
                            throw e;
                        }
                    });
                    scope.fork("failing", () -> failAfter(SECOND, failure));
                    return null;
                }))
                .hasCause(failure);
        points.end(2);
    }

    @Test
    @Proves(CANCEL_REASON)
    void firstReasonStays() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> forever());
            Catenary.yieldNow();

            assertThat(task.cancel("first")).isTrue();
            assertThat(task.cancel("second")).isFalse();

            assertThatThrownBy(task::join).hasMessageContaining("first");
            return null;
        });
    }

    @Test
    @Proves(CANCEL_REASON)
    void eachWhoMeetsItGetsAnExceptionOfItsOwn() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> forever());
            Catenary.yieldNow();
            task.cancel();

            var one = catchThrowable(task::join);
            var other = catchThrowable(task::join);

            assertThat(one).isNotSameAs(other).hasSameClassAs(other);
            assertThat(one.getCause()).isSameAs(other.getCause());
            return null;
        });
    }

    // ---- before, after

    @Test
    @Proves(CANCEL_BEFORE_START)
    void bodyThatHasNotBegunNeverBegins() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> never());
            var stage = scope.forkStage(() -> never());
            Task<Object> coroutine = Suspend.start(scope, k -> never());
            var started = startLoose(it -> never());

            assertThat(List.of(task, stage, coroutine, started)).allMatch(it -> it.cancel("too early"));

            for (var it : List.of(task, stage, coroutine, started))
                assertThatThrownBy(it::join)
                        .isInstanceOf(CancellationException.class)
                        .hasMessageContaining("too early");
            return null;
        });
    }

    @Test
    @Proves(CANCEL_BEFORE_START)
    void scopeCancelledBeforeItsChildrenBeganBeginsNone() throws Exception {
        run(scope -> {
            var tasks = Catenary.<List<Task<Object>>, Exception>scope(inner -> {
                var children = List.of(inner.fork(() -> never()), inner.fork(() -> never()));
                inner.cancel();
                return children;
            });

            assertThat(tasks).allMatch(Task::isCancelled);
            return null;
        });
    }

    @Test
    @Proves(CANCEL_TOO_LATE)
    void cancelOfWhatHasEndedIsFalse() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> "value");
            var stage = scope.forkStage(() -> CompletableFuture.completedFuture("value"));
            var gathered = Tasks.gatherAsync(List.of(task, stage));
            var mapped = task.map(String::length);
            var sleep = Catenary.sleepAsync(SECOND);
            Tasks.gather(List.of(gathered, mapped, sleep));
            var ended = Catenary.<Scope, Exception>scope(inner -> inner);

            assertThat(List.of(task, stage, gathered, mapped, sleep, Task.completed("value")))
                    .noneMatch(Task::cancel)
                    .noneMatch(Task::isCancelled);
            assertThat(ended.cancel()).isFalse();
            return null;
        });
    }

    @Test
    @Proves(CANCEL_TOO_LATE)
    void acceptedCancelOfADerivedTaskIsKept() throws Exception {
        run(scope -> {
            var task = Task.completed("value");
            for (var derived : List.of(
                    task.map(String::length),
                    task.flatMap(Task::completed),
                    task.recover(Throwable::getMessage),
                    task.orTimeout(HOUR),
                    Tasks.gatherAsync(List.of(task)))) {
                var accepted = derived.cancel();
                Tasks.waitFor(List.of(derived), Until.ALL_COMPLETED);
                assertThat(derived.isCancelled()).isEqualTo(accepted);
            }
            return null;
        });
    }

    @Test
    @Proves(CANCELLED_VALUE)
    void valueOfACancelledTaskIsDropped() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                try {
                    return forever();
                } catch (InterruptedException e) {
                    return "value";
                }
            });
            Catenary.yieldNow();

            task.cancel();

            assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
            return null;
        });
    }

    @Test
    @Proves(CANCELLED_VALUE)
    void taskThatHasLeftTheCancelledScopeKeepsItsValue() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                Catenary.scope(inner -> {
                    inner.cancel();
                    return forever();
                });
                Timeouts.tryWithin(SECOND, () -> forever());
                return "value";
            });

            assertThat(task.join()).isEqualTo("value");
            return null;
        });
    }

    @Test
    @Proves(CURRENT_TASK)
    void currentTaskIsTheOneWhoseCodeRunsWhereverItRuns() throws Exception {
        run(scope -> {
            var task = scope.fork("import", () -> {
                var self = Task.current().orElseThrow().id();
                assertThat(Catenary.<Long, Exception>scope(
                                inner -> Task.current().orElseThrow().id()))
                        .isEqualTo(self);
                assertThat(Timeouts.<Long, Exception>within(
                                SECOND, () -> Task.current().orElseThrow().id()))
                        .isEqualTo(self);
                assertThat(Tasks.<Long, Exception>shielded(
                                SECOND, () -> Task.current().orElseThrow().id()))
                        .isEqualTo(self);
                Catenary.yieldNow();
                return Task.current().orElseThrow().name();
            });

            assertThat(task.join()).isEqualTo("import");
            return null;
        });
    }
}
