package dev.catenary.demos.notes.ch05failures;

import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** A log whose lines have fields, of which one is the task that wrote them. */
public final class StructuredLogging implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var log = new JsonLog(out, Stopwatch.start(scope.loop()));
        Catenary.<@Nullable Void, InterruptedException>supervisor(independent -> {
            var tasks = new ArrayList<Task<String>>();
            for (int i = 0; i < 3; i++) {
                int seconds = i;
                var name = "log task " + i;
                tasks.add(independent.fork(name, () -> work(seconds, log)));
                log.write("forked", line -> line.put("child", name).put("duration", seconds));
            }
            Tasks.gatherSettled(tasks);
            for (var task : tasks) report(task, log);
            return null;
        });
    }

    private static String work(int seconds, JsonLog log) throws InterruptedException {
        log.write("begun", line -> {});
        Catenary.sleep(Duration.ofSeconds(seconds));
        if (seconds > 1) throw new IllegalStateException("took " + seconds + " s");
        return "result " + seconds;
    }

    private static void report(Task<String> task, JsonLog log) {
        var outcome = task.outcome().orElseThrow();
        if (outcome instanceof Outcome.Failure<String> failure)
            log.write(
                    "failed",
                    line -> line.put("child", task.name())
                            .put("failure", failure.cause().getMessage()));
        else log.write("succeeded", line -> line.put("child", task.name()).put("result", outcome.getOrThrow()));
    }
}
