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
}
