package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.WAIT_FOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.Until;
import dev.catenary.Waited;
import dev.catenary.contract.features.Proves;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waiting for some or all of several tasks, which does nothing to them. */
@Proves(WAIT_FOR)
class WaitForTest extends StructuredSuite {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void firstCompletedIsEnough() throws Exception {
        run(scope -> {
            var slow = scope.fork(() -> after(HOUR, "slow"));
            var fast = scope.fork(() -> after(SECOND, "fast"));

            var waited = Tasks.waitFor(List.of(slow, fast), Until.FIRST_COMPLETED);

            assertThat(waited).isEqualTo(new Waited<>(List.of(fast), List.of(slow)));
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            assertThat(slow.join()).isEqualTo("slow");
            return null;
        });
    }

    @Test
    void firstCompletedMayBeAFailureOrACancellation() throws Exception {
        run(scope -> {
            Task<String> slow = startLoose(it -> after(HOUR, "slow"));
            Task<String> failing = startLoose(it -> failAfter(SECOND, failure));
            Task<String> cancelled = startLoose(it -> forever());

            assertThat(Tasks.waitFor(List.of(slow, failing), Until.FIRST_COMPLETED)
                            .done())
                    .containsExactly(failing);
            scope.loop().schedule(SECOND, cancelled::cancel);
            assertThat(Tasks.waitFor(List.of(slow, cancelled), Until.FIRST_COMPLETED)
                            .done())
                    .containsExactly(cancelled);

            assertThat(failing.exceptionNow()).isSameAs(failure);
            assertThat(slow.join()).isEqualTo("slow");
            return null;
        });
    }

    @Test
    void firstExceptionIsTheFirstFailure() throws Exception {
        run(scope -> {
            Task<String> good = startLoose(it -> after(SECOND, "good"));
            Task<String> failing = startLoose(it -> failAfter(SECOND.multipliedBy(2), failure));
            Task<String> slow = startLoose(it -> after(HOUR, "slow"));

            var waited = Tasks.waitFor(List.of(slow, failing, good), Until.FIRST_EXCEPTION);

            assertThat(waited).isEqualTo(new Waited<>(List.of(failing, good), List.of(slow)));
            assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
            assertThat(failing.exceptionNow()).isSameAs(failure);
            return null;
        });
    }

    @Test
    void firstExceptionIsACancellationToo() throws Exception {
        run(scope -> {
            Task<String> cancelled = startLoose(it -> forever());
            Task<String> slow = startLoose(it -> after(HOUR, "slow"));
            scope.loop().schedule(SECOND, cancelled::cancel);

            var waited = Tasks.waitFor(List.of(slow, cancelled), Until.FIRST_EXCEPTION);

            assertThat(waited).isEqualTo(new Waited<>(List.of(cancelled), List.of(slow)));
            return null;
        });
    }

    @Test
    void withoutAnExceptionAllAreWaitedFor() throws Exception {
        run(scope -> {
            var slow = scope.fork(() -> after(HOUR, "slow"));
            var fast = scope.fork(() -> after(SECOND, "fast"));

            var waited = Tasks.waitFor(List.of(slow, fast), Until.FIRST_EXCEPTION);

            assertThat(waited).isEqualTo(new Waited<>(List.of(slow, fast), List.of()));
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    void allCompletedWaitsForFailedAndCancelledOnesToo() throws Exception {
        run(scope -> {
            Task<String> failing = startLoose(it -> failAfter(SECOND, failure));
            Task<String> cancelled = startLoose(it -> forever());
            Task<String> slow = startLoose(it -> after(HOUR, "slow"));
            cancelled.cancel();

            var waited = Tasks.waitFor(List.of(cancelled, failing, slow), Until.ALL_COMPLETED);

            assertThat(waited).isEqualTo(new Waited<>(List.of(cancelled, failing, slow), List.of()));
            assertThat(failing.exceptionNow()).isSameAs(failure);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    void timeoutIsToldByWhatIsPending() throws Exception {
        run(scope -> {
            var fast = scope.fork(() -> after(SECOND, "fast"));
            var slow = scope.fork(() -> after(DAY, "slow"));

            var waited = Tasks.waitFor(List.of(fast, slow), Until.ALL_COMPLETED, HOUR);

            assertThat(waited).isEqualTo(new Waited<>(List.of(fast), List.of(slow)));
            assertThat(clock.elapsed()).isEqualTo(HOUR);
            assertThat(slow.join()).isEqualTo("slow");
            return null;
        });
    }

    @Test
    void timeoutOfZeroLooks() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> after(SECOND, "value"));

            var waited = Tasks.waitFor(List.of(Task.completed("ended"), task), Until.ALL_COMPLETED, Duration.ZERO);

            assertThat(waited.pending()).containsExactly(task);
            assertThat(clock.elapsed()).isZero();
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWaitedForAtOnce(Until until) throws Exception {
        run(scope -> {
            assertThat(Tasks.waitFor(List.<Task<String>>of(), until)).isEqualTo(new Waited<>(List.of(), List.of()));
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void taskGivenTwiceIsWaitedForOnce(Until until) throws Exception {
        run(scope -> {
            var task = scope.fork(() -> after(SECOND, "value"));

            assertThat(Tasks.waitFor(List.of(task, task), until)).isEqualTo(new Waited<>(List.of(task), List.of()));
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void cancelledWaiterLeavesTheTasksAlone(Until until) throws Exception {
        run(scope -> {
            var task = scope.fork(() -> after(HOUR, "value"));
            var waiter = scope.fork(() -> {
                assertThatThrownBy(() -> Tasks.waitFor(List.of(task, task), until, DAY))
                        .isExactlyInstanceOf(InterruptedException.class)
                        .hasMessageContaining("no longer needed");
                points.reach(1);
            });
            Catenary.yieldNow();

            waiter.cancel("no longer needed");

            assertThat(task.join()).isEqualTo("value");
            points.end(2);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    void nothingIsLeftBehindAtTheTasks() throws Exception {
        run(scope -> {
            var shared = Promise.<String>create("shared");
            var ending = scope.fork(() -> after(SECOND, "value"));
            var waiter = scope.fork(() -> Tasks.waitFor(List.of(shared), Until.ALL_COMPLETED));
            Catenary.yieldNow();

            assertThat(Inside.waitersOf(shared)).isEqualTo(1);
            waiter.cancel();
            Tasks.waitFor(List.of(shared), Until.ALL_COMPLETED, SECOND);
            Tasks.waitFor(List.of(shared, ending), Until.FIRST_COMPLETED);

            assertThat(Inside.waitersOf(shared)).isZero();
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void waitingIsNotLooking() throws Exception {
        run(scope -> {
            Task<String> failing = startLoose(it -> failAfter(SECOND, failure));

            assertThat(Tasks.waitFor(List.of(failing), Until.ALL_COMPLETED).done())
                    .hasSize(1);
            return null;
        });

        assertThat(reportedFailures()).containsExactly(failure);
    }

    @Test
    void tasksOfSeveralLoopsAreWaitedForByAStranger() throws Exception {
        try (var one = open();
                var other = open()) {
            var gate = Promise.<String>create();
            var waiting = one.start(scope -> gate.join());
            var ended = other.start(scope -> "ended");

            assertThat(Tasks.waitFor(List.of(waiting, ended), Until.FIRST_COMPLETED)
                            .done())
                    .containsExactly(ended);
            gate.complete("value");
            assertThat(Tasks.waitFor(List.of(waiting, ended), Until.ALL_COMPLETED)
                            .pending())
                    .isEmpty();
        }
    }
}
