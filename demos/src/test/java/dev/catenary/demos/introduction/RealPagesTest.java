package dev.catenary.demos.introduction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import org.junit.jupiter.api.Test;

class RealPagesTest {
    @Test
    void pageThatFailsDoesNotLoseTheOthers() throws Exception {
        var run = DemoRun.inRealTime(new FetchPages());

        assertThat(run.lines())
                .containsExactly(
                        "example: <title>Example Domain</title> ",
                        "python: <title>Welcome to Python.org</",
                        "overflow: failed with status 404");
        assertThat(run.failures()).isEmpty();
    }
}
