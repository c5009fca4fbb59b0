package dev.catenary.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Task;
import dev.catenary.Tasks;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A task that waits for its own end would wait for ever: it is told so at once. */
class WaitForItselfTest extends OnEveryCarrier {
    @Test
    void taskThatWaitsForItselfIsRefused() throws Exception {
        run(scope -> {
            scope.fork("import", () -> {
                assertRefused(Task.current().orElseThrow(), "import");
                return null;
            });
            return null;
        });
    }

    @Test
    void childThatWaitsForTheTaskThatWaitsForItIsRefused() throws Exception {
        run(scope -> {
            scope.fork(
                    "import",
                    () -> Catenary.scope(inner -> {
                        var task = Task.current().orElseThrow();
                        inner.fork("page", () -> assertRefused(task, "import"));
                        Catenary.scope(innermost -> innermost.fork("line", () -> assertRefused(task, "import")));
                        Catenary.offload(() -> assertRefused(task, "import"));
                        return null;
                    }));
            return null;
        });
    }

    private static void assertRefused(Task<?> task, String name) {
        for (var wait : Stream.<ThrowingCallable>of(
                        task::join,
                        task::get,
                        () -> task.map(value -> value).orTimeout(HOUR).join(),
                        () -> Tasks.gather(List.of(Task.completed("value"), task)),
                        () -> Catenary.await(task))
                .toList())
            assertThatThrownBy(wait)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("task '" + name + "'")
                    .hasMessageContaining("onComplete");
    }

    @Test
    void taskMayLookAtItself() throws Exception {
        run(scope -> {
            var task = Task.current().orElseThrow();

            assertThatThrownBy(() -> task.join(SECOND)).isInstanceOf(TimeoutException.class);
            assertThat(task.outcome()).isEmpty();
            return null;
        });
    }

    @Test
    void backgroundTaskMayWaitForTheTaskItServes() throws Exception {
        run(scope -> {
            var task = Task.current().orElseThrow();
            scope.background().fork(() -> {
                assertThatThrownBy(task::join).isInstanceOf(InterruptedException.class);
                points.reach(1);
            });
            Catenary.yieldNow();
            return null;
        });
        points.end(2);
    }
}
