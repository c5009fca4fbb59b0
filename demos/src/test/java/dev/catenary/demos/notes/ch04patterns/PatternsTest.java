package dev.catenary.demos.notes.ch04patterns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatternsTest {
    @Test
    void whatTwoProducersMakeThreeConsumersTakeOnce() throws Exception {
        var run = DemoRun.inVirtualTime(new ProducersAndConsumers());

        assertThat(run.lines())
                .containsExactly(
                        "[P0] produced product P0/0 (queue: 0/5)",
                        "[P1] produced product P1/0 (queue: 0/5)",
                        "[P0] produced product P0/1 (queue: 0/5)",
                        "[P1] produced product P1/1 (queue: 1/5)",
                        "[P0] produced product P0/2 (queue: 2/5)",
                        "[C1] consumed product P1/0 (queue: 2/5)",
                        "[C0] consumed product P0/0 (queue: 1/5)",
                        "[P0] produced product P0/3 (queue: 1/5)",
                        "[P1] produced product P1/2 (queue: 2/5)",
                        "[C1] consumed product P1/1 (queue: 2/5)",
                        "[C2] consumed product P0/1 (queue: 1/5)",
                        "[C0] consumed product P0/2 (queue: 0/5)",
                        "[C1] consumed product P0/3 (queue: 0/5)",
                        "[P1] produced product P1/3 (queue: 0/5)",
                        "All producers have ended",
                        "[C2] consumed product P1/2 (queue: 0/5)",
                        "[C0] consumed product P1/3 (queue: 0/5)",
                        "Everything is consumed",
                        "Statistics: 8 produced, 8 consumed, Stats[size=0, capacity=5, peak=2, unfinished=0, waitingToPut=0, waitingToGet=0, isShutDown=true]");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(1_771));
    }

    @Test
    void taskBeginsEachHalfSecondInTurn() throws Exception {
        var run = DemoRun.inVirtualTime(new RateLimit());

        assertThat(run.lines())
                .containsExactly(
                        "--- Two each second ---",
                        "[0.00 s] W0 runs task 0",
                        "[0.50 s] W1 runs task 0",
                        "[1.00 s] W2 runs task 0",
                        "[1.50 s] W0 runs task 1",
                        "[2.00 s] W1 runs task 1",
                        "[2.50 s] W2 runs task 1",
                        "[3.00 s] W0 runs task 2",
                        "[3.50 s] W1 runs task 2",
                        "[4.00 s] W2 runs task 2",
                        "--- The same rate, and a burst of 2 after a rest ---",
                        "[0.00 s] W0 runs task 0",
                        "[0.00 s] W1 runs task 0",
                        "[0.50 s] W2 runs task 0");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(4_700));
    }

    @Test
    void permitsGoToThoseWhoWaitInTheirOrder() throws Exception {
        var run = DemoRun.inVirtualTime(new SemaphoreWithTimeout());

        assertThat(run.lines())
                .containsExactly(
                        "--- Two at a time ---",
                        "[0.00 s] S0 has a permit for task 0",
                        "[0.00 s] S1 has a permit for task 0",
                        "[0.50 s] S2 has a permit for task 0",
                        "[0.50 s] S3 has a permit for task 0",
                        "[1.00 s] S0 has a permit for task 1",
                        "[1.00 s] S1 has a permit for task 1",
                        "[1.50 s] S2 has a permit for task 1",
                        "[1.50 s] S3 has a permit for task 1",
                        "[2.00 s] S0 has a permit for task 2",
                        "[2.00 s] S1 has a permit for task 2",
                        "[2.50 s] S2 has a permit for task 2",
                        "[2.50 s] S3 has a permit for task 2",
                        "--- With a time limit ---",
                        "[0.30 s] No permit within 300 ms",
                        "[1.00 s] A permit within 2000 ms",
                        "--- A waiter that is cancelled as it is its turn loses no permit ---",
                        "The one after has had the permit",
                        "Free permits: 1");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void newcomerDoesNotPassAWaiterOfTheHandMadeSemaphore() throws Exception {
        var run = DemoRun.inVirtualTime(new SemaphoreByHand());

        assertThat(run.lines())
                .containsExactly(
                        "[0.00 s] Main has the permit",
                        "[0.50 s] The impatient one gives up",
                        "[1.00 s] The patient one has it",
                        "[1.00 s] Main has it again");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(1));
    }
}
