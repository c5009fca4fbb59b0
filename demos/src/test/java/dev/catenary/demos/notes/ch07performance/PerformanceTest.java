package dev.catenary.demos.notes.ch07performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PerformanceTest {
    @Test
    void waitsSideBySideTakeATenthOfTheTime() throws Exception {
        var run = DemoRun.inVirtualTime(new OneWaitForMany());

        assertThat(run.lines())
                .containsExactly(
                        "One request each, in turn      45 in 0.50 s",
                        "One request each, side by side 45 in 0.05 s",
                        "One request for all            45 in 0.05 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void valueIsLoadedOnceForAllWhoAskAndAlsoWhenItIsNothing() throws Exception {
        var run = DemoRun.inVirtualTime(new CachedResults());

        assertThat(run.lines())
                .containsExactly(
                        "--- The first call loads ---",
                        "Loading A",
                        "result of A after 1.00 s",
                        "--- The second one does not ---",
                        "result of A after 0.00 s",
                        "--- One after the expiry does ---",
                        "Loading A",
                        "result of A after 1.00 s",
                        "--- Ten ask at once ---",
                        "Loading B",
                        "All have it after 1.00 s",
                        "--- There is nothing to load ---",
                        "Loading none",
                        "Nothing after 1.00 s",
                        "--- That is known now ---",
                        "Nothing after 0.00 s",
                        "Stats[size=3, loading=0, hits=2, misses=13, loads=4]");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void cancelledUserCleansUpInFull() throws Exception {
        var run = DemoRun.inVirtualTime(new ResourceManagement());

        assertThat(run.lines())
                .containsExactly(
                        "--- Well managed ---",
                        "[0.00 s] Acquiring",
                        "[0.50 s] Working",
                        "[1.00 s] Cleaning up",
                        "Result: success",
                        "Open: 0",
                        "--- Cancelled while it works ---",
                        "[1.20 s] Acquiring",
                        "[1.70 s] Working",
                        "[2.00 s] Cleaning up",
                        "[2.20 s] task 'worker' was cancelled",
                        "Open: 0",
                        "--- Cancelled while it cleans up ---",
                        "[2.20 s] Acquiring",
                        "[2.70 s] Working",
                        "[3.20 s] Cleaning up",
                        "[3.40 s] task 'worker' was cancelled",
                        "Open: 0",
                        "--- Badly managed ---",
                        "[3.40 s] Acquiring",
                        "[3.90 s] Working",
                        "Result: success",
                        "Open: 1");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(4_400));
    }
}
