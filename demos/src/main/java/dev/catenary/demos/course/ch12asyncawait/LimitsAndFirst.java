package dev.catenary.demos.course.ch12asyncawait;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.Timeouts;
import dev.catenary.Until;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

/** A limit of time around a wait; the first of several. */
public final class LimitsAndFirst implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("A limit");
        var watch = Stopwatch.start(scope.loop());
        try {
            out.line("%s", Timeouts.within(Duration.ofSeconds(1), () -> after(2000, "slow")));
        } catch (TimeoutException late) {
            out.line("Too late after %s", watch);
        }

        out.part("The first that ends");
        watch = Stopwatch.start(scope.loop());
        var tasks = List.of(
                scope.fork("1", () -> after(300, "first")),
                scope.fork("2", () -> after(500, "second")),
                scope.fork("3", () -> after(700, "third")));
        var waited = Tasks.waitFor(tasks, Until.FIRST_COMPLETED);
        out.line("%s after %s", waited.done().get(0).resultNow(), watch);
        waited.pending().forEach(task -> task.cancel("one is enough"));
        Tasks.waitFor(waited.pending(), Until.ALL_COMPLETED);
        out.line("%d cancelled, and ended: %s", waited.pending().size(), waited.pending());

        out.part("The same in one call");
        watch = Stopwatch.start(scope.loop());
        List<Callable<String>> bodies =
                List.of(() -> after(300, "first"), () -> after(500, "second"), () -> after(700, "third"));
        out.line("%s after %s", Tasks.race(bodies), watch);
    }

    private static String after(int millis, String value) throws InterruptedException {
        Catenary.sleep(Duration.ofMillis(millis));
        return value;
    }
}
