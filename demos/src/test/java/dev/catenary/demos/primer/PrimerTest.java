package dev.catenary.demos.primer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrimerTest {
    @Test
    void waiterServesWhoeverIsReady() throws Exception {
        var run = DemoRun.inVirtualTime(new OneWaiter());

        assertThat(run.lines())
                .containsExactly(
                        "[0.00 s] table A reads the menu: the waiter goes on",
                        "[0.00 s] table B looks for its purse: the waiter goes on",
                        "[1.00 s] table B pays",
                        "[2.00 s] table A orders",
                        "[2.00 s] one waiter, two tables");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void helloTakesASecond() throws Exception {
        var run = DemoRun.inVirtualTime(new SayHello());

        assertThat(run.lines()).containsExactly("Begin ...", "... end");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(1));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void callsInTurnTakeTheSumOfTheirTimes() throws Exception {
        var run = DemoRun.inVirtualTime(new CallsInTurn());

        assertThat(run.lines()).containsExactly("A begins", "A ends", "B begins", "B ends", "after 4.00 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(4));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void tasksTakeAsLongAsTheLongest() throws Exception {
        var run = DemoRun.inVirtualTime(new TasksTogether());

        assertThat(run.lines())
                .containsExactly(
                        "Forked: they run when this task waits",
                        "A begins",
                        "B begins",
                        "A ends",
                        "B ends",
                        "after 2.00 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void boundedMapRunsSomeAtATime() throws Exception {
        var run = DemoRun.inVirtualTime(new ManyTasks());

        assertThat(run.lines())
                .containsExactly(
                        "Worker-0 begins",
                        "Worker-1 begins",
                        "Worker-2 begins",
                        "Worker-0 ends",
                        "Worker-1 ends",
                        "Worker-2 ends",
                        "[Worker-0, Worker-1, Worker-2] after 1.00 s",
                        "A begins",
                        "B begins",
                        "C begins",
                        "A ends",
                        "B ends",
                        "C ends",
                        "[A, B, C] after 4.00 s",
                        "100 workers, 25 at a time, after 4.00 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(9));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void groupWaitsForAddedTasksAndEndsAtAFailure() throws Exception {
        var run = DemoRun.inVirtualTime(new TaskGroup());

        assertThat(run.lines())
                .containsExactly(
                        "--- It waits for all ---",
                        "begun after 0.00 s",
                        "A begins",
                        "B begins",
                        "A ends",
                        "B ends",
                        "added by B begins",
                        "added by B ends",
                        "ended after 3.00 s",
                        "--- One fails ---",
                        "C begins",
                        "scope 'group' failed: java.lang.IllegalStateException: D has failed after 1.00 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(4));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void limitEndsAnHoursSleep() throws Exception {
        var run = DemoRun.inVirtualTime(new TimeLimit());

        assertThat(run.lines()).containsExactly("Too late after 1.00 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(1));
        assertThat(run.failures()).isEmpty();
    }
}
