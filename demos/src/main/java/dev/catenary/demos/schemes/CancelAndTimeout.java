package dev.catenary.demos.schemes;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Timeouts;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/** A task is told to stop, cleans up and ends; a wait that lasts too long is given up. */
public final class CancelAndTimeout implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        var slow = scope.fork("slow", () -> workForAnHour(out));

        Catenary.sleep(Duration.ofSeconds(1));
        out.line("[%s] Cancelling", watch);
        slow.cancel("not needed any more");
        try {
            slow.join();
        } catch (CancellationException e) {
            out.line("[%s] %s", watch, e.getMessage());
        }

        try {
            Timeouts.within(Duration.ofSeconds(2), () -> workForAnHour(out));
        } catch (TimeoutException e) {
            out.line("[%s] Timed out", watch);
        }
    }

    private static void workForAnHour(Output out) throws InterruptedException {
        out.line("Working");
        try {
            Catenary.sleep(Duration.ofHours(1));
        } finally {
            out.line("Cleaning up");
        }
    }
}
