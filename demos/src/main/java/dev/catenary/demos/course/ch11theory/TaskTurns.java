package dev.catenary.demos.course.ch11theory;

import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.time.Duration;

/** A task in the loop: made ready by its fork, run until it waits, made ready again by what it waited for. */
public final class TaskTurns implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var trace = new TurnTrace(new RealLoop(scope.loop()));
        var io = Promise.<String>create("io");

        scope.fork("reader", () -> {
            trace.begin("reader begins");
            var read = io.join();
            trace.begin("reader has its " + read);
        });
        scope.fork("worker", () -> {
            trace.begin("worker begins");
            Catenary.yieldNow();
            trace.begin("worker goes on");
        });
        trace.timer(Duration.ofMillis(10), "io is done", () -> io.complete("bytes"));
        out.line("Forked, and nothing has run: the forking code still has the turn");

        scope.join();
        Catenary.yieldNow(); // to the mark of the last round
        trace.lines().forEach(out::line);
    }
}
