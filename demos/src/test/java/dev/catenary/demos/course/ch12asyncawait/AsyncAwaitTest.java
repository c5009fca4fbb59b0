package dev.catenary.demos.course.ch12asyncawait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.tutorial.DemoRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AsyncAwaitTest {
    @Test
    void bodyRunsWhenSomebodyRunsIt() throws Exception {
        var run = DemoRun.inVirtualTime(new CallsAndBodies());

        assertThat(run.lines())
                .containsExactly(
                        "--- A call ---",
                        "running",
                        "gives a result",
                        "--- A body ---",
                        "gives nothing, for nobody has run it",
                        "--- A task that runs it ---",
                        "task 'forked'",
                        "running",
                        "gives a result",
                        "--- A loop that runs it ---",
                        "running",
                        "gives a result");
        assertThat(run.elapsed()).isEqualTo(Duration.ZERO);
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void functionThatWaitsGivesItsResultLater() throws Exception {
        var run = DemoRun.inVirtualTime(new FunctionKinds());

        assertThat(run.lines())
                .containsExactly(
                        "--- The functions themselves ---",
                        "compute: gives a String, never waits",
                        "fetch: gives a String, may wait",
                        "--- What a call gives ---",
                        "compute(): computed, after 0.00 s",
                        "fetch():   fetched, after 0.50 s: it has waited here",
                        "--- What a fork gives ---",
                        "fork:      task 'fetch', after 0.00 s, done: false",
                        "join:      fetched, after 0.50 s, done: true");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(1));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void forkedTasksRunAtTheNextWait() throws Exception {
        var run = DemoRun.inVirtualTime(new WhenTasksRun());

        assertThat(run.lines())
                .containsExactly(
                        "--- Two bodies ---",
                        "Made, and nothing has run",
                        "--- Forked and gathered ---",
                        "Forked, and nothing has run",
                        "Task A begins",
                        "Task B begins",
                        "Task B ends",
                        "Task A ends",
                        "[result of A, result of B] after 1.00 s, as long as the longer one",
                        "--- An eager fork ---",
                        "Task C begins",
                        "Forked, and it waits already",
                        "Task C ends",
                        "result of C");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(1500));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void callsTasksPromisesAndFuturesCanBeWaitedFor() throws Exception {
        var run = DemoRun.inVirtualTime(new Awaitables());

        assertThat(run.lines())
                .containsExactly(
                        "--- A call ---",
                        "call begins",
                        "call ends",
                        "result of the call after 0.30 s",
                        "--- A task ---",
                        "task 'task', done: false",
                        "task begins",
                        "task ends",
                        "result of the task after 0.40 s, done: true",
                        "--- A promise ---",
                        "task 'promise', done: false",
                        "kept: true",
                        "promised after 0.20 s",
                        "kept a second time: false",
                        "--- A future of the JDK, a thread ---",
                        "from a callback",
                        "from a thread",
                        "--- Several ---",
                        "worker A begins, for 300 ms",
                        "worker B begins, for 500 ms",
                        "worker C begins, for 200 ms",
                        "worker C ends",
                        "worker A ends",
                        "worker B ends",
                        "[work of A, work of B, work of C] after 0.50 s, in turn it would be 1.00 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(1500));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void dishIsServedToAllWhoWait() throws Exception {
        var run = DemoRun.inVirtualTime(new CustomAwaitable());

        assertThat(run.lines())
                .containsExactly(
                        "--- Made of a wait ---",
                        "data after 0.30 s",
                        "--- Made of a queue of waiters ---",
                        "3 wait",
                        "2 wait",
                        "served: 2",
                        "who comes later does not wait: noodles",
                        "Ada eats noodles",
                        "Bob eats noodles");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(300));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void limitAndRaceEndWhatTakesTooLong() throws Exception {
        var run = DemoRun.inVirtualTime(new LimitsAndFirst());

        assertThat(run.lines())
                .containsExactly(
                        "--- A limit ---",
                        "Too late after 1.00 s",
                        "--- The first that ends ---",
                        "first after 0.30 s",
                        "2 cancelled, and ended: [task '2', which was cancelled, task '3', which was cancelled]",
                        "--- The same in one call ---",
                        "first after 0.30 s");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(1600));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void waitsTogetherTakeAsLongAsTheLongest() throws Exception {
        var run = DemoRun.inVirtualTime(new AwaitPatterns());

        assertThat(run.lines())
                .containsExactly(
                        "--- In turn ---",
                        "asking the database",
                        "asking the service",
                        "asking the cache",
                        "[data of the database, data of the service, data of the cache] after 2.10 s",
                        "--- Together ---",
                        "asking the database",
                        "asking the service",
                        "asking the cache",
                        "[data of the database, data of the service, data of the cache] after 1.00 s",
                        "2.10 times as fast",
                        "--- On condition ---",
                        "asking the cache",
                        "A hit: tea",
                        "asking the cache",
                        "asking the database",
                        "A miss: data of the database");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(4300));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void firstFailureCancelsTheSiblings() throws Exception {
        var run = DemoRun.inVirtualTime(new GatherInDepth());

        assertThat(run.lines())
                .containsExactly(
                        "--- All succeed ---",
                        "worker 1 begins",
                        "worker 2 begins",
                        "worker 3 begins",
                        "worker 2 succeeds",
                        "worker 1 succeeds",
                        "worker 3 succeeds",
                        "[work of 1, work of 2, work of 3] after 1.20 s",
                        "--- How each ended ---",
                        "worker 4 begins",
                        "worker 5 begins",
                        "worker 6 begins",
                        "worker 5 fails",
                        "worker 4 succeeds",
                        "worker 6 succeeds",
                        "success: work of 4",
                        "failure: worker 5 has failed",
                        "success: work of 6",
                        "--- The first failure ---",
                        "worker 7 begins",
                        "worker 8 begins",
                        "worker 9 begins",
                        "worker 8 fails",
                        "worker 8 has failed after 0.30 s",
                        "task '7', which was cancelled",
                        "task '8', which failed: java.io.IOException: worker 8 has failed",
                        "task '9', which was cancelled");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(2200));
        assertThat(run.failures()).isEmpty();
    }

    @Test
    void tasksThatAreNotDoneAreCancelled() throws Exception {
        var run = DemoRun.inVirtualTime(new LongTasks());

        assertThat(run.lines())
                .containsExactly(
                        "long 1 begins",
                        "long 2 begins",
                        "long 3 begins",
                        "long 1 is at 1 s",
                        "long 2 is at 1 s",
                        "long 3 is at 1 s",
                        "long 3 ends",
                        "long 1 is at 2 s",
                        "long 1 ends",
                        "long 2 is at 2 s",
                        "cancelling task 'long 2'",
                        "long 2 unwinds",
                        "success: result of 1",
                        "cancelled: task 'long 2' was cancelled: 2.2 s are enough",
                        "success: result of 3");
        assertThat(run.elapsed()).isEqualTo(Duration.ofMillis(2200));
        assertThat(run.failures()).isEmpty();
    }
}
