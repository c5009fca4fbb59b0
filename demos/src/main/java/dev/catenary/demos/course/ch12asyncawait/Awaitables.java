package dev.catenary.demos.course.ch12asyncawait;

import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What can be waited for: a call, a task, a promise, a future of any library, several tasks. */
public final class Awaitables implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("A call");
        var watch = Stopwatch.start(scope.loop());
        out.line("%s after %s", say("call", 300, out), watch);

        out.part("A task");
        watch = Stopwatch.start(scope.loop());
        var task = scope.fork("task", () -> say("task", 400, out));
        out.line("%s, done: %s", task, task.isDone());
        out.line("%s after %s, done: %s", task.join(), watch, task.isDone());

        out.part("A promise");
        watch = Stopwatch.start(scope.loop());
        var promise = Promise.<String>create("promise");
        out.line("%s, done: %s", promise, promise.isDone());
        scope.fork("keeper", () -> {
            Catenary.sleep(Duration.ofMillis(200));
            out.line("kept: %s", promise.complete("promised"));
        });
        out.line("%s after %s", promise.join(), watch);
        out.line("kept a second time: %s", promise.complete("something else"));

        out.part("A future of the JDK, a thread");
        var future = new CompletableFuture<String>();
        scope.loop().schedule(Duration.ofMillis(100), () -> future.complete("from a callback"));
        out.line("%s", Catenary.await(future));
        out.line("%s", Catenary.offload(() -> "from a thread"));

        out.part("Several");
        watch = Stopwatch.start(scope.loop());
        var results = Tasks.gather(List.of(
                scope.fork(() -> work("A", 300, out)),
                scope.fork(() -> work("B", 500, out)),
                scope.fork(() -> work("C", 200, out))));
        out.line("%s after %s, in turn it would be 1.00 s", results, watch);
    }

    private static String say(String word, int millis, Output out) throws InterruptedException {
        out.line("%s begins", word);
        Catenary.sleep(Duration.ofMillis(millis));
        out.line("%s ends", word);
        return "result of the " + word;
    }

    private static String work(String worker, int millis, Output out) throws InterruptedException {
        out.line("worker %s begins, for %d ms", worker, millis);
        Catenary.sleep(Duration.ofMillis(millis));
        out.line("worker %s ends", worker);
        return "work of " + worker;
    }
}
