package dev.catenary.demos.introduction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IntroductionTest {
    @Test
    void scopeTakesAsLongAsItsTasks() throws Exception {
        var run = DemoRun.inVirtualTime(new ForkAndGoOn());

        assertThat(run.lines())
                .containsExactly(
                        "--- Fork and go on: the scope waits ---",
                        "Forked, after 0.00 s",
                        "Downloaded one",
                        "Downloaded two",
                        "Downloaded three",
                        "The scope has ended, after 1.00 s",
                        "--- Gather the results ---",
                        "Downloaded one",
                        "Downloaded two",
                        "Downloaded three",
                        "[3, 3, 5], after 1.00 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(run.failures()).isEmpty();
    }
}
