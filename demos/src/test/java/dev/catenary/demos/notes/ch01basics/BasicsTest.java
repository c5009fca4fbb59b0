package dev.catenary.demos.notes.ch01basics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BasicsTest {
    @Test
    void callsThatWaitTakeTheirTimeInTurnAndShareItSideBySide() throws Exception {
        var run = DemoRun.inVirtualTime(new HelloTwice());

        assertThat(run.lines())
                .containsExactly(
                        "--- One after the other ---",
                        "Hello",
                        "World",
                        "Hello",
                        "World",
                        "That took 2.00 s",
                        "--- Side by side ---",
                        "Hello",
                        "Hello",
                        "World",
                        "World",
                        "That took 1.00 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void tasksThreadsAndProcessesComputeTheSame() throws Exception {
        var run = DemoRun.inVirtualTime(new TasksThreadsProcesses(1000, Duration.ofMillis(10)));

        assertThat(run.lines())
                .containsExactly(
                        "--- Computing ---",
                        "One after the other [168, 168] in 0.00 s",
                        "Two tasks           [168, 168] in 0.00 s",
                        "Two threads         [168, 168] in 0.00 s",
                        "Two processes       [168, 168] in 0.00 s",
                        "--- Waiting ---",
                        "Two tasks           [waited, waited] in 0.01 s",
                        "Two threads         [waited, waited] in 0.00 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(10));
    }
}
