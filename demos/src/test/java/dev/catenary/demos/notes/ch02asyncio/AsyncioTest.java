package dev.catenary.demos.notes.ch02asyncio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import dev.catenary.testing.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AsyncioTest {
    @Test
    void loopRunsOneTaskOrSeveral() throws Exception {
        var clock = new VirtualClock();

        var run = DemoRun.inRealTime(new LoopBasics(clock));

        assertThat(run.lines())
                .containsExactly(
                        "--- Catenary.run opens a loop and closes it ---",
                        "[0.00 s] Task1 begins",
                        "[1.00 s] Task1 ends",
                        "Result: Task1 result",
                        "--- A loop of one's own ---",
                        "[1.00 s] Task2 begins",
                        "[2.00 s] Task2 ends",
                        "Result: Task2 result",
                        "--- Several tasks on it ---",
                        "[2.00 s] TaskA begins",
                        "[2.00 s] TaskB begins",
                        "[2.00 s] TaskC begins",
                        "[3.00 s] TaskB ends",
                        "[4.00 s] TaskA ends",
                        "[5.00 s] TaskC ends",
                        "Results: [TaskA result, TaskB result, TaskC result]");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void forkedAndGatheredTasksTakeOneSecondTogether() throws Exception {
        var run = DemoRun.inVirtualTime(new WaysToRunTasks());

        assertThat(run.lines())
                .containsExactly(
                        "--- One after the other ---",
                        "Computing 2",
                        "Computed 2 -> 4",
                        "Computing 3",
                        "Computed 3 -> 9",
                        "That took 2.00 s",
                        "--- Side by side ---",
                        "Computing 4",
                        "Computing 5",
                        "Computed 4 -> 16",
                        "Computed 5 -> 25",
                        "That took 1.00 s",
                        "--- Gathered ---",
                        "Computing 6",
                        "Computing 7",
                        "Computing 8",
                        "Computed 6 -> 36",
                        "Computed 7 -> 49",
                        "Computed 8 -> 64",
                        "That took 1.00 s",
                        "Results: [36, 49, 64]");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void forkingTaskDoesSomethingElseUntilItJoins() throws Exception {
        var run = DemoRun.inVirtualTime(new WorkWhileTasksRun());

        assertThat(run.lines())
                .containsExactly(
                        "Both are forked",
                        "Computing 10",
                        "Computing 20",
                        "Doing something else",
                        "Computed 10 -> 100",
                        "Computed 20 -> 400",
                        "Results: 100, 400");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(1));
    }
}
