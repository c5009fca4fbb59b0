package dev.catenary.demos.primer;

import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;

/** The same work as two tasks: they wait together. */
public final class TasksTogether implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        var a = scope.fork("A", () -> Work.of("A", 2, out));
        var b = scope.fork("B", () -> Work.of("B", 2, out));
        out.line("Forked: they run when this task waits");
        a.join();
        b.join();
        out.line("after %s", watch);
    }
}
