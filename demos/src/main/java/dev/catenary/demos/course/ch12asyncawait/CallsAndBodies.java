package dev.catenary.demos.course.ch12asyncawait;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.util.concurrent.Callable;

/** A call gives its result; a body gives nothing until somebody runs it. */
public final class CallsAndBodies implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("A call");
        out.line("gives %s", work(out));

        out.part("A body");
        Callable<String> body = () -> work(out);
        out.line("gives nothing, for nobody has run it");

        out.part("A task that runs it");
        var task = scope.fork("forked", body);
        out.line("%s", task);
        out.line("gives %s", task.join());

        out.part("A loop that runs it");
        out.line("gives %s", Catenary.<String, Exception>run(inner -> body.call()));
    }

    private static String work(Output out) {
        out.line("running");
        return "a result";
    }
}
