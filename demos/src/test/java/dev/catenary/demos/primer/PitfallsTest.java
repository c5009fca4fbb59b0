package dev.catenary.demos.primer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import org.junit.jupiter.api.Test;

class PitfallsTest {
    @Test
    void codeThatComputesKeepsTheTurn() throws Exception {
        var run = DemoRun.inRealTime(new BlockedLoop());

        assertThat(run.lines())
                .containsExactly(
                        "On the loop: 59999997, turns of others meanwhile: 0",
                        "Off the loop: 59999997, turns of others meanwhile: some");
    }

    @Test
    void blockingCallsWaitAtTheSameTimeOffTheLoop() throws Exception {
        var run = DemoRun.inRealTime(new BlockingLibrary());

        assertThat(run.lines()).containsExactly("[page one, page two], and both were waiting at the same time");
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void computingNeedsNoTask() throws Exception {
        var run = DemoRun.inRealTime(new PlainFunctions());

        assertThat(run.lines()).containsExactly("A call: 3.1406", "Off the loop: [3.141493, 3.141583, 3.141592]");
    }
}
