package dev.catenary.demos.primer;

import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;

/** Calls that wait, one after the other: nothing is concurrent yet. */
public final class CallsInTurn implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        Work.of("A", 2, out);
        Work.of("B", 2, out);
        out.line("after %s", watch);
    }
}
