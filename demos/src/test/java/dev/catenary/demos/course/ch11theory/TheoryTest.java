package dev.catenary.demos.course.ch11theory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TheoryTest {
    @Test
    void taskEndsInOneOfThreeWays() throws Exception {
        var run = DemoRun.inVirtualTime(new TaskStates());

        assertThat(run.lines())
                .containsExactly(
                        "--- One that succeeds ---",
                        "created:   task 'good', not done",
                        "running:   until it waits",
                        "suspended: task 'good', not done",
                        "running:   again",
                        "completed: task 'good', which succeeded, succeeded with 'a value'",
                        "--- One that fails ---",
                        "running:   until it fails",
                        "error:     failed: out of tea",
                        "--- One that is cancelled ---",
                        "running:   until it waits",
                        "cancel:    true",
                        "until it has unwound it is not done",
                        "unwinding: task 'unwanted' was cancelled: nobody needs it",
                        "cancelled: cancelled",
                        "--- One that is cancelled before it runs ---",
                        "cancelled: cancelled");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void waitingTogetherTakesAsLongAsTheLongestWait() throws Exception {
        var run = DemoRun.inVirtualTime(new WaitingTogether());

        assertThat(run.lines())
                .containsExactly(
                        "In turn:  [rows, answer, bytes] after 0.35 s", "Together: [rows, answer, bytes] after 0.20 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(550));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void realLoopTakesTheTurnsOfThePseudoCode() throws Exception {
        var run = DemoRun.inVirtualTime(new LoopTurns());

        assertThat(run.lines())
                .containsExactly(
                        "--- The pseudo code ---",
                        "at   0 ms, round 1: A, D",
                        "at   0 ms, round 2: B, made ready by A",
                        "at   5 ms, round 3: timer 5",
                        "at  10 ms, round 4: timer 10, timer 10 too",
                        "at  10 ms, round 5: C, made ready by a timer",
                        "--- The real loop ---",
                        "at   0 ms, round 1: A, D",
                        "at   0 ms, round 2: B, made ready by A",
                        "at   5 ms, round 3: timer 5",
                        "at  10 ms, round 4: timer 10, timer 10 too",
                        "at  10 ms, round 5: C, made ready by a timer");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(20));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void taskGoesOnInTheRoundAfterTheOneThatWokeIt() throws Exception {
        var run = DemoRun.inVirtualTime(new TaskTurns());

        assertThat(run.lines())
                .containsExactly(
                        "Forked, and nothing has run: the forking code still has the turn",
                        "at   0 ms, round 1: reader begins, worker begins",
                        "at   0 ms, round 2: worker goes on",
                        "at  10 ms, round 3: io is done",
                        "at  10 ms, round 4: reader has its bytes");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(10));
        assertThat(run.failures()).isEmpty();
    }
}
