package dev.catenary.demos.schemes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SchemesTest {
    @Test
    void twoTasksTakeAsLongAsTheLongerOne() throws Exception {
        var run = DemoRun.inVirtualTime(new GatherTwoTasks());

        assertThat(run.lines())
                .containsExactly(
                        "Task 1 started",
                        "Task 2 started",
                        "Task 2 completed",
                        "Task 1 completed",
                        "All tasks done: [Result 1, Result 2], after 2.00 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void tasksStartedByHandRunSideBySide() throws Exception {
        var run = DemoRun.inVirtualTime(new StartAndJoin());

        assertThat(run.lines())
                .containsExactly(
                        "Both are forked; they begin when this task first waits",
                        "Task 1 started",
                        "Task 2 started",
                        "Task 2 completed",
                        "Task 1 completed",
                        "Results: Result 1, Result 2, after 2.00 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void producerWaitsForRoomInTheQueue() throws Exception {
        var run = DemoRun.inVirtualTime(new JobsThroughAQueue());

        assertThat(run.lines())
                .containsExactly(
                        "Job 1 in the queue",
                        "Job 2 in the queue",
                        "Job 3 in the queue",
                        "Job 1 done",
                        "Job 4 in the queue",
                        "Job 2 done",
                        "Job 3 done",
                        "Job 4 done");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void noMoreTasksWorkThanThereArePermits() throws Exception {
        var run = DemoRun.inVirtualTime(new SemaphoreLimits());

        assertThat(run.lines())
                .containsExactly(
                        "[0.00 s] Task 1 has a permit",
                        "[0.00 s] Task 2 has a permit",
                        "[1.00 s] Task 3 has a permit",
                        "[1.00 s] Task 4 has a permit",
                        "[2.00 s] Task 5 has a permit");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void waiterGoesOnWhenTheEventIsSet() throws Exception {
        var run = DemoRun.inVirtualTime(new EventNotifies());

        assertThat(run.lines()).containsExactly("Waiting for event", "Setting event", "Event triggered");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void workerThatComesAfterTheSignalDoesNotWait() throws Exception {
        var run = DemoRun.inVirtualTime(new ConditionWithPredicate());

        assertThat(run.lines())
                .containsExactly(
                        "Worker 1 waiting for data",
                        "Worker 2 waiting for data",
                        "Notifying workers",
                        "Worker 1 processing data: [42]",
                        "Worker 2 processing data: [42]",
                        "Latecomer waiting for data",
                        "Latecomer processing data: [42]");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void failureOfOneLeavesTheOthersAlone() throws Exception {
        var run = DemoRun.inVirtualTime(new PartialSuccess());

        assertThat(run.lines())
                .containsExactly("Loaded: a has 3 lines", "Failed: can't read b", "Loaded: c has 2 lines");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(1));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void cancelledTaskCleansUpBeforeItEnds() throws Exception {
        var run = DemoRun.inVirtualTime(new CancelAndTimeout());

        assertThat(run.lines())
                .containsExactly(
                        "Working",
                        "[1.00 s] Cancelling",
                        "Cleaning up",
                        "[1.00 s] task 'slow' was cancelled: not needed any more",
                        "Working",
                        "Cleaning up",
                        "[3.00 s] Timed out");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }
}
