package dev.catenary.demos.notes.ch05failures;

import dev.catenary.Catenary;
import dev.catenary.FailureReport;
import dev.catenary.LoopOptions;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A failure that nobody waits for, told to the failure handler, with the line that started the task. */
public final class DebugMode implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var options = LoopOptions.named("debugged").debug(true).failureHandler(report -> describe(report, out));
        Catenary.<@Nullable Void, InterruptedException>run(options, inner -> {
            inner.background().fork("forgotten", () -> save());
            Catenary.yieldNow();
            out.line("The main task goes on");
            return null;
        });
    }

    private static void save() throws IOException {
        throw new IOException("disk full");
    }

    private static void describe(FailureReport report, Output out) {
        out.line("Failure: %s", report.failure().getMessage());
        out.line("Task: %s of loop %s", report.task(), report.loop());
        out.line("Started by: %s", report.creationSite());
    }
}
