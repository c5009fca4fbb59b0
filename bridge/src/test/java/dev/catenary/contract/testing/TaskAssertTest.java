package dev.catenary.contract.testing;

import static dev.catenary.testing.CatenaryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.Condition;
import dev.catenary.Mutex;
import dev.catenary.Promise;
import dev.catenary.Select;
import dev.catenary.Task;
import dev.catenary.contract.OnEveryCarrier;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is said of tasks holds, or the failure tells what is so. */
class TaskAssertTest extends OnEveryCarrier {
    private final IOException failure = new IOException("boom");

    private static void assertFails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion)
                .isInstanceOf(AssertionError.class)
                .message()
                .isEqualToNormalizingNewlines("\n" + message);
    }

    @Test
    void taskThatSucceeded() throws Exception {
        var task = run(scope -> scope.fork("load", () -> "value"));

        assertThat(task).hasEnded().succeeded().succeededWith("value");
        assertThat(task).value().isEqualTo("value");
        assertFails(() -> assertThat(task).isRunning(), """
                Expecting task 'load'
                  not to have ended
                but it succeeded with "value\"""");
        assertFails(() -> assertThat(task).succeededWith("other"), """
                Expecting task 'load'
                  to have succeeded with "other"
                but it succeeded with "value\"""");
        assertFails(() -> assertThat(task).failed(), """
                Expecting task 'load'
                  to have failed
                but it succeeded with "value\"""");
        assertFails(() -> assertThat(task).isCancelled(), """
                Expecting task 'load'
                  to have been cancelled
                but it succeeded with "value\"""");
        assertFails(() -> assertThat(task).isWaiting(), """
                Expecting task 'load'
                  to wait
                but it succeeded with "value\"""");
    }

    @Test
    void arraysAreComparedByTheirElements() {
        assertThat(Task.completed(new int[] {1, 2})).succeededWith(new int[] {1, 2});
    }

    @Test
    void taskThatFailed() {
        Task<String> task = Task.failed(failure);

        assertThat(task)
                .hasEnded()
                .failed()
                .failedWith(IOException.class)
                .failedWith(Exception.class)
                .failedWith(failure);
        assertThat(task).failure().hasMessage("boom");
        assertFails(() -> assertThat(task).succeededWith("value"), """
                Expecting task 'failed'
                  to have succeeded
                but it failed with java.io.IOException: boom""");
        assertFails(() -> assertThat(task).failedWith(IllegalStateException.class), """
                Expecting task 'failed'
                  to have failed with a java.lang.IllegalStateException
                but it failed with java.io.IOException: boom""");
        assertFails(() -> assertThat(task).failedWith(new IOException("boom")), """
                Expecting task 'failed'
                  to have failed with java.io.IOException: boom
                but it failed with java.io.IOException: boom""");
        assertThatThrownBy(() -> assertThat(task).isCancelled()).hasCause(failure);
    }

    @Test
    void taskThatWasCancelled() {
        var task = Promise.<String>create("lost");
        task.cancel("not needed");

        assertThat(task).hasEnded().isCancelled();
        assertFails(() -> assertThat(task).failed(), """
                Expecting task 'lost'
                  to have failed
                but it was cancelled: task 'lost' was cancelled: not needed""");
    }

    @Test
    void failureThatWasAskedForIsSeen() throws Exception {
        run(scope -> {
            var task = scope.loop().start(inner -> {
                throw failure;
            });
            clock.waitUntilAllBlocked();
            assertThat(task).failedWith(failure);
            return null;
        });
    }

    @Test
    void taskThatWaitsForAChannel() throws Exception {
        run(scope -> {
            var lines = Channel.<String>rendezvous("lines");
            var other = Channel.<String>rendezvous("lines too");
            var task = scope.fork("reader", () -> lines.receive());
            clock.waitUntilAllBlocked();

            assertThat(task)
                    .isRunning()
                    .isWaiting()
                    .isWaitingIn("Channel.receive")
                    .isWaitingFor(lines);
            assertThatThrownBy(() -> assertThat(task).isWaitingFor(other))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Expecting task 'reader'")
                    .hasMessageContaining("to wait for channel 'lines too'")
                    .hasMessageContaining("but it waits in Channel.receive: channel 'lines', for 0 ms, at ")
                    .hasMessageContaining("TaskAssertTest.java");
            assertThatThrownBy(() -> assertThat(task).isWaitingIn("Channel.send"))
                    .hasMessageContaining("to wait in Channel.send");
            assertThatThrownBy(() -> assertThat(task).hasEnded()).hasMessageContaining("to have ended");
            lines.trySend("value");
            return null;
        });
    }

    @Test
    void taskThatWaitsForAMutexOrAConditionOrATask() throws Exception {
        run(scope -> {
            var mutex = Mutex.create("db");
            Condition changed = mutex.newCondition();
            var held = mutex.acquire();
            var locking = scope.fork(() -> {
                try (var it = mutex.acquire()) {
                    changed.await();
                }
            });
            var joining = scope.fork(() -> locking.join());
            clock.waitUntilAllBlocked();

            assertThat(locking).isWaitingFor(mutex);
            assertThat(joining).isWaitingFor(locking);
            held.close();
            clock.waitUntilAllBlocked();
            assertThat(locking).isWaitingFor(changed);
            scope.cancel();
            return null;
        });
    }

    @Test
    void taskThatSelectsWaitsForEachOfItsCases() throws Exception {
        run(scope -> {
            var one = Channel.<String>rendezvous("one");
            var two = Channel.<String>rendezvous("two");
            var three = Channel.<String>rendezvous("three");
            var task = scope.fork(() -> Select.<String>of()
                    .onReceive(one, it -> it)
                    .onReceive(two, it -> it)
                    .await());
            clock.waitUntilAllBlocked();

            assertThat(task).isWaitingFor(one).isWaitingFor(two);
            assertThatThrownBy(() -> assertThat(task).isWaitingFor(three)).isInstanceOf(AssertionError.class);
            one.trySend("value");
            return null;
        });
    }

    @Test
    void taskThatSleepsWaitsForNothing() throws Exception {
        run(scope -> {
            var lines = Channel.<String>rendezvous("lines");
            var task = scope.fork(() -> Catenary.sleep(HOUR));
            clock.waitUntilAllBlocked();

            assertThat(task).isWaitingIn("Catenary.sleep");
            assertThatThrownBy(() -> assertThat(task).isWaitingFor(lines)).isInstanceOf(AssertionError.class);
            return null;
        });
    }

    @Test
    void taskThatIsReadyDoesNotWait() throws Exception {
        run(scope -> {
            var task = scope.fork("next", () -> "value");

            assertFails(() -> assertThat(task).isWaiting(), """
                    Expecting task 'next'
                      to wait
                    but it is new""");
            return null;
        });
    }

    @Test
    void promiseNobodyHasCompletedIsRunning() {
        var promise = Promise.<String>create("answer");

        assertThat(promise).isRunning();
        assertFails(() -> assertThat(promise).succeeded(), """
                Expecting task 'answer'
                  to have succeeded
                but it has not ended""");
    }

    @Test
    void descriptionIsKept() {
        assertThatThrownBy(() ->
                        assertThat(Task.completed("value")).as("the first page").isCancelled())
                .hasMessageStartingWith("[the first page]");
    }
}
