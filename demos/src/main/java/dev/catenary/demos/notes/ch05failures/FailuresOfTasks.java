package dev.catenary.demos.notes.ch05failures;

import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some of four tasks fail: each looked at as it ends, then all at once. */
public final class FailuresOfTasks implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var unreliable = new Unreliable(out);
        // a supervisor: the failure of one does not cancel the others
        Catenary.<@Nullable Void, Exception>supervisor(independent -> {
            out.part("Each as it ends");
            eachAsItEnds(start("Single", unreliable, independent), out);
            out.part("All together");
            allTogether(start("Gathered", unreliable, independent), out);
            return null;
        });
    }

    private static List<Task<String>> start(String name, Unreliable unreliable, Scope scope) {
        return IntStream.range(0, 4)
                .mapToObj(i -> scope.fork(() -> unreliable.work(name + "_" + i, i % 2 == 1)))
                .toList();
    }

    private static void eachAsItEnds(List<Task<String>> tasks, Output out) throws InterruptedException {
        try (var ended = Tasks.asCompleted(tasks)) {
            while (ended.hasNext()) {
                try {
                    out.line("Success: %s", ended.next().join());
                } catch (CompletionException e) {
                    out.line("Failure: %s", e.getCause().getMessage());
                }
            }
        }
    }

    private static void allTogether(List<Task<String>> tasks, Output out) throws InterruptedException {
        for (var outcome : Tasks.gatherSettled(tasks)) {
            if (outcome instanceof Outcome.Failure<String> failure)
                out.line("Failure: %s", failure.cause().getMessage());
            else out.line("Success: %s", outcome.getOrThrow());
        }
    }
}
