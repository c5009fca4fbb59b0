package dev.catenary.demos.notes.ch05failures;

import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.Until;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Four tasks, of which two fail, and how each of them is doing whenever one has ended. */
public final class TaskStatus implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        Catenary.<@Nullable Void, InterruptedException>supervisor(watched -> {
            var tasks = IntStream.rangeClosed(1, 4)
                    .mapToObj(seconds -> watched.fork("task " + seconds, () -> work(seconds)))
                    .toList();
            report(tasks, out);
            for (var pending = tasks; !pending.isEmpty(); ) {
                var waited = Tasks.waitFor(pending, Until.FIRST_COMPLETED, Duration.ofMillis(1_500));
                out.line("%d ended", waited.done().size());
                report(tasks, out);
                pending = waited.pending();
            }
            return null;
        });
        out.line("All have ended");
    }

    private static String work(int seconds) throws InterruptedException {
        Catenary.sleep(Duration.ofSeconds(seconds));
        if (seconds > 2) throw new IllegalStateException("took " + seconds + " s");
        return "result " + seconds;
    }

    private static void report(List<Task<String>> tasks, Output out) {
        for (var task : tasks) out.line("  %s: %s", task.name(), status(task));
    }

    private static String status(Task<String> task) {
        return task.outcome().map(TaskStatus::describe).orElse("running");
    }

    private static String describe(Outcome<String> outcome) {
        if (outcome instanceof Outcome.Failure<String> failure)
            return "failed, " + failure.cause().getMessage();
        return "done, " + outcome.getOrThrow();
    }
}
