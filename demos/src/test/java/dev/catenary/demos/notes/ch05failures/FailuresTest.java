package dev.catenary.demos.notes.ch05failures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void someTasksFailAndTheOthersSucceed() throws Exception {
        var run = DemoRun.inVirtualTime(new FailuresOfTasks());

        assertThat(run.lines())
                .containsExactly(
                        "--- Each as it ends ---",
                        "Single_0 begins",
                        "Single_1 begins",
                        "Single_2 begins",
                        "Single_3 begins",
                        "Success: Single_0 succeeded",
                        "Failure: Single_1 failed",
                        "Success: Single_2 succeeded",
                        "Failure: Single_3 failed",
                        "--- All together ---",
                        "Gathered_0 begins",
                        "Gathered_1 begins",
                        "Gathered_2 begins",
                        "Gathered_3 begins",
                        "Success: Gathered_0 succeeded",
                        "Failure: Gathered_1 failed",
                        "Success: Gathered_2 succeeded",
                        "Failure: Gathered_3 failed");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(1));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void pausesBetweenAttemptsDouble() throws Exception {
        var run = DemoRun.inVirtualTime(new RetryWithBackoff());

        assertThat(run.lines())
                .containsExactly(
                        "--- The fourth attempt succeeds ---",
                        "[0.00 s] Attempt 1 begins",
                        "[1.00 s] Attempt 2 begins",
                        "[2.50 s] Attempt 3 begins",
                        "[5.00 s] Attempt 4 begins",
                        "[5.50 s] Attempt 4 succeeded",
                        "--- None does ---",
                        "[0.00 s] Attempt 1 begins",
                        "[1.00 s] Attempt 2 begins",
                        "[2.50 s] Attempt 3 begins",
                        "[5.00 s] Attempt 4 begins",
                        "[5.50 s] Attempt 4 failed, after 3 other failures");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void limitOfAWaitLeavesTheWorkAlone() throws Exception {
        var run = DemoRun.inVirtualTime(new TimeoutAndShield());

        assertThat(run.lines())
                .containsExactly(
                        "--- A limit for the work ---",
                        "[0.00 s] Limited work begins, and needs 3 s",
                        "[1.50 s] The time is up",
                        "--- A limit for the wait ---",
                        "[1.50 s] Protected work begins, and needs 2 s",
                        "[2.50 s] The time is up, and the work goes on",
                        "[3.50 s] Protected work is done");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(3_500));
    }

    @Test
    void tasksAreShownInTheirOrderUntilAllHaveEnded() throws Exception {
        var run = DemoRun.inVirtualTime(new TaskStatus());

        assertThat(run.lines())
                .containsExactly(
                        "  task 1: running",
                        "  task 2: running",
                        "  task 3: running",
                        "  task 4: running",
                        "1 ended",
                        "  task 1: done, result 1",
                        "  task 2: running",
                        "  task 3: running",
                        "  task 4: running",
                        "1 ended",
                        "  task 1: done, result 1",
                        "  task 2: done, result 2",
                        "  task 3: running",
                        "  task 4: running",
                        "1 ended",
                        "  task 1: done, result 1",
                        "  task 2: done, result 2",
                        "  task 3: failed, took 3 s",
                        "  task 4: running",
                        "1 ended",
                        "  task 1: done, result 1",
                        "  task 2: done, result 2",
                        "  task 3: failed, took 3 s",
                        "  task 4: failed, took 4 s",
                        "All have ended");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(4));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void linesOfTheLogHaveFields() throws Exception {
        var run = DemoRun.inVirtualTime(new StructuredLogging());

        assertThat(run.lines())
                .containsExactly(
                        "{\"seconds\":0.0,\"task\":\"main\",\"event\":\"forked\",\"child\":\"log task 0\",\"duration\":0}",
                        "{\"seconds\":0.0,\"task\":\"main\",\"event\":\"forked\",\"child\":\"log task 1\",\"duration\":1}",
                        "{\"seconds\":0.0,\"task\":\"main\",\"event\":\"forked\",\"child\":\"log task 2\",\"duration\":2}",
                        "{\"seconds\":0.0,\"task\":\"log task 0\",\"event\":\"begun\"}",
                        "{\"seconds\":0.0,\"task\":\"log task 1\",\"event\":\"begun\"}",
                        "{\"seconds\":0.0,\"task\":\"log task 2\",\"event\":\"begun\"}",
                        "{\"seconds\":2.0,\"task\":\"main\",\"event\":\"succeeded\",\"child\":\"log task 0\",\"result\":\"result 0\"}",
                        "{\"seconds\":2.0,\"task\":\"main\",\"event\":\"succeeded\",\"child\":\"log task 1\",\"result\":\"result 1\"}",
                        "{\"seconds\":2.0,\"task\":\"main\",\"event\":\"failed\",\"child\":\"log task 2\",\"failure\":\"took 2 s\"}");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void forgottenFailureIsToldWithTheLineThatStartedItsTask() throws Exception {
        var run = DemoRun.inRealTime(new DebugMode());

        assertThat(run.lines()).hasSize(4);
        assertThat(run.lines())
                .startsWith("The main task goes on", "Failure: disk full", "Task: forgotten of loop debugged");
        assertThat(run.lines().get(3)).startsWith("Started by: dev.catenary.demos.notes.ch05failures.DebugMode.");
    }
}
