package dev.catenary.demos.course.ch11theory;

import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.time.Duration;
import java.util.List;

/** The life of a task: made, running, waiting, and its three ends. */
public final class TaskStates implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        Catenary.supervisor(tasks -> {
            out.part("One that succeeds");
            var good = tasks.fork("good", () -> work(out, "a value"));
            out.line("created:   %s, %s", good, state(good));
            Catenary.sleep(Duration.ofMillis(500));
            out.line("suspended: %s, %s", good, state(good));
            good.join();
            out.line("completed: %s, %s", good, state(good));

            out.part("One that fails");
            var bad = tasks.fork("bad", () -> fail(out));
            Tasks.gatherSettled(List.of(bad));
            out.line("error:     %s", state(bad));

            out.part("One that is cancelled");
            var unwanted = tasks.fork("unwanted", () -> work(out, "never seen"));
            Catenary.sleep(Duration.ofMillis(500));
            out.line("cancel:    %s", unwanted.cancel("nobody needs it"));
            out.line("until it has unwound it is %s", state(unwanted));
            Catenary.yieldNow();
            out.line("cancelled: %s", state(unwanted));

            out.part("One that is cancelled before it runs");
            var unborn = tasks.fork("unborn", () -> work(out, "never seen"));
            unborn.cancel();
            Catenary.yieldNow();
            out.line("cancelled: %s", state(unborn));
            return null;
        });
    }

    private static String work(Output out, String value) throws InterruptedException {
        out.line("running:   until it waits");
        try {
            Catenary.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException cancelled) {
            out.line("unwinding: %s", cancelled.getMessage());
            throw cancelled;
        }
        out.line("running:   again");
        return value;
    }

    private static String fail(Output out) throws InterruptedException {
        Catenary.sleep(Duration.ofMillis(500));
        out.line("running:   until it fails");
        throw new IllegalStateException("out of tea");
    }

    private static String state(Task<String> task) {
        return task.outcome().map(TaskStates::end).orElse("not done");
    }

    private static String end(Outcome<String> outcome) {
        if (outcome instanceof Outcome.Success<String> success) return "succeeded with '" + success.value() + "'";
        if (outcome instanceof Outcome.Failure<String> failure)
            return "failed: " + failure.cause().getMessage();
        return "cancelled";
    }
}
