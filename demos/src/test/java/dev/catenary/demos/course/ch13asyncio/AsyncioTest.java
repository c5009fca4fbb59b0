package dev.catenary.demos.course.ch13asyncio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AsyncioTest {
    @Test
    void tasksRunWhileTheirResultsAreWaitedFor() throws Exception {
        var run = DemoRun.inVirtualTime(new BasicParts());

        assertThat(run.lines())
                .containsExactly(
                        "--- A call ---",
                        "alone begins",
                        "alone ends",
                        "result of alone after 1.00 s",
                        "--- Tasks ---",
                        "done: false, name: task 2",
                        "1 begins",
                        "2 begins",
                        "3 begins",
                        "3 ends",
                        "1 ends",
                        "2 ends",
                        "[result of 1, result of 2, result of 3] after 0.80 s",
                        "--- A promise ---",
                        "kept after 0.50 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(2300));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void waitForSomeLeavesTheRestAlone() throws Exception {
        var run = DemoRun.inVirtualTime(new WaitForSome());

        assertThat(run.lines())
                .containsExactly(
                        "--- The first that ends ---",
                        "[task 'D', which succeeded] after 0.80 s, 3 go on",
                        "--- One more second ---",
                        "success: work of A",
                        "failure: C has failed",
                        "after 1.80 s 1 go on",
                        "[task 'B', which was cancelled]");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(1800));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void downloadsComeInTheOrderOfTheirEnds() throws Exception {
        var run = DemoRun.inVirtualTime(new AsCompleted());

        assertThat(run.lines())
                .containsExactly(
                        "[0.50 s] file1.txt: 500 KB",
                        "[0.80 s] file3.pdf: 800 KB",
                        "[1.20 s] file2.jpg: 1200 KB",
                        "[2.00 s] file4.mp4: 2000 KB");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void updatesAreLostWithoutALockAndOnlyThen() throws Exception {
        var run = DemoRun.inVirtualTime(new LockAroundAWait());

        assertThat(run.lines())
                .containsExactly(
                        "--- Without a lock ---",
                        "30 rounds counted 10, after 0.10 s",
                        "--- With a lock ---",
                        "worker 1 is at 5 of 10",
                        "worker 2 is at 5 of 10",
                        "worker 3 is at 5 of 10",
                        "worker 1 is at 10 of 10",
                        "worker 2 is at 10 of 10",
                        "worker 3 is at 10 of 10",
                        "30 rounds counted 30, after 0.30 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(400));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void noMoreThanTwoHaveAPermit() throws Exception {
        var run = DemoRun.inVirtualTime(new SemaphoreOfTwo());

        assertThat(run.lines())
                .containsExactly(
                        "[0.00 s] task 1 waits",
                        "[0.00 s] task 1 has a permit",
                        "[0.00 s] task 2 waits",
                        "[0.00 s] task 2 has a permit",
                        "[0.00 s] task 3 waits",
                        "[0.00 s] task 4 waits",
                        "[0.00 s] task 5 waits",
                        "[1.00 s] task 1 is done",
                        "[1.00 s] task 3 has a permit",
                        "[1.40 s] task 2 is done",
                        "[1.40 s] task 4 has a permit",
                        "[2.60 s] task 4 is done",
                        "[2.60 s] task 5 has a permit",
                        "[2.80 s] task 3 is done",
                        "[4.20 s] task 5 is done",
                        "[task 1, task 2, task 3, task 4, task 5] after 4.20 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(4200));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void allGoOnWhenTheEventIsSet() throws Exception {
        var run = DemoRun.inVirtualTime(new EventForAll());

        assertThat(run.lines())
                .containsExactly(
                        "[0.00 s] waiter 1 waits",
                        "[0.00 s] waiter 2 waits",
                        "[0.00 s] waiter 3 waits",
                        "[0.00 s] waiter 4 waits",
                        "[2.00 s] the event is set, 4 wait for it",
                        "[2.50 s] waiter 1 is done",
                        "[2.80 s] waiter 3 is done",
                        "[3.10 s] waiter 4 is done",
                        "[3.40 s] waiter 2 is done",
                        "in the order of their ends: [1, 3, 4, 2]");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(3400));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void storeNeverHoldsMoreThanItHasRoomFor() throws Exception {
        var run = DemoRun.inVirtualTime(new ConditionsOfAStore());

        assertThat(run.lines())
                .containsExactly(
                        "P1 puts P1-1, 1 inside",
                        "P2 puts P2-1, 2 inside",
                        "C1 takes P1-1",
                        "C2 takes P2-1",
                        "P1 puts P1-2, 1 inside",
                        "P2 puts P2-2, 2 inside",
                        "C1 takes P1-2",
                        "C2 takes P2-2",
                        "P1 puts P1-3, 1 inside",
                        "P2 puts P2-3, 2 inside",
                        "P1 puts P1-4, 3 inside",
                        "C1 takes P1-3",
                        "P2 puts P2-4, 3 inside",
                        "C2 takes P2-3",
                        "P1 puts P1-5, 3 inside",
                        "C1 takes P1-4",
                        "P2 puts P2-5, 3 inside",
                        "C2 takes P2-4",
                        "left: [P1-5, P2-5]");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(800));
        assertThat(run.failures()).isEmpty();
    }
}
