package dev.catenary.demos.course.ch12asyncawait;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Java's functions have no colour: one that waits has the type of one that does not, but says so with {@code throws
 * InterruptedException}. What a caller gets before the work is done is a {@link Task}.
 */
public final class FunctionKinds implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("The functions themselves");
        for (var name : List.of("compute", "fetch")) out.line("%s: %s", name, describe(name));

        out.part("What a call gives");
        var watch = Stopwatch.start(scope.loop());
        out.line("compute(): %s, after %s", compute(), watch);
        out.line("fetch():   %s, after %s: it has waited here", fetch(), watch);

        out.part("What a fork gives");
        var forked = Stopwatch.start(scope.loop());
        Task<String> task = scope.fork("fetch", FunctionKinds::fetch);
        out.line("fork:      %s, after %s, done: %s", task, forked, task.isDone());
        out.line("join:      %s, after %s, done: %s", task.join(), forked, task.isDone());
    }

    private static String describe(String name) throws NoSuchMethodException {
        var method = FunctionKinds.class.getDeclaredMethod(name);
        var waits = Arrays.asList(method.getExceptionTypes()).contains(InterruptedException.class);
        return "gives a " + method.getReturnType().getSimpleName() + ", " + (waits ? "may wait" : "never waits");
    }

    private static String compute() {
        return "computed";
    }

    private static String fetch() throws InterruptedException {
        Catenary.sleep(Duration.ofMillis(500));
        return "fetched";
    }
}
