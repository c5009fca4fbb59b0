package dev.catenary.demos.primer;

import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.util.List;
import java.util.stream.IntStream;

/** A list of tasks, gathered; a hundred, with a bound. */
public final class ManyTasks implements Demo {
    private static final int MANY = 100;
    private static final int AT_A_TIME = 25;

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        var workers = IntStream.range(0, 3)
                .mapToObj(number -> scope.fork(() -> Work.of("Worker-" + number, 1, out)))
                .toList();
        out.line("%s after %s", Tasks.gather(workers), watch);

        watch = Stopwatch.start(scope.loop());
        var some = List.of(
                scope.fork(() -> Work.of("A", 2, out)),
                scope.fork(() -> Work.of("B", 3, out)),
                scope.fork(() -> Work.of("C", 4, out)));
        out.line("%s after %s", Tasks.gather(some), watch);

        watch = Stopwatch.start(scope.loop());
        Output quiet = line -> {};
        var numbers = IntStream.range(0, MANY).boxed().toList();
        var done = Tasks.map(numbers, AT_A_TIME, number -> Work.of("Worker-" + number, 1, quiet));
        out.line("%d workers, %d at a time, after %s", done.size(), AT_A_TIME, watch);
    }
}
