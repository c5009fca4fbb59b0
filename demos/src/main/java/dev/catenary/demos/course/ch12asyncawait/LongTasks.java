package dev.catenary.demos.course.ch12asyncawait;

import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.time.Duration;
import java.util.List;

/** Tasks that tell how far they are, cancelled after a while; what became of each. */
public final class LongTasks implements Demo {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int STEPS_A_SECOND = 10;

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var tasks = List.of(
                scope.fork("long 1", () -> work(1, 20, out)),
                scope.fork("long 2", () -> work(2, 30, out)),
                scope.fork("long 3", () -> work(3, 15, out)));
        Catenary.sleep(Duration.ofMillis(2200));

        for (var task : tasks) {
            if (task.isDone()) continue;
            out.line("cancelling %s", task);
            task.cancel("2.2 s are enough");
        }
        for (var outcome : Tasks.gatherSettled(tasks)) out.line("%s", describe(outcome));
    }

    private static String describe(Outcome<String> outcome) {
        if (outcome instanceof Outcome.Cancelled<String> cancelled)
            return "cancelled: " + cancelled.cause().getMessage();
        return "success: " + outcome.getOrThrow();
    }

    private static String work(int number, int steps, Output out) throws InterruptedException {
        out.line("long %d begins", number);
        try {
            for (var step = 1; step <= steps; step++) {
                Catenary.sleep(STEP);
                if (step % STEPS_A_SECOND == 0) out.line("long %d is at %d s", number, step / STEPS_A_SECOND);
            }
        } catch (InterruptedException cancelled) {
            out.line("long %d unwinds", number);
            throw cancelled;
        }
        out.line("long %d ends", number);
        return "result of " + number;
    }
}
