package dev.catenary.demos.course.ch11theory;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.List;

/** A query, a call, a file: one after the other they take the sum of their times, together the longest. */
public final class WaitingTogether implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var inTurn = Stopwatch.start(scope.loop());
        var data = List.of(query(), call(), read());
        out.line("In turn:  %s after %s", data, inTurn);

        var together = Stopwatch.start(scope.loop());
        data = Tasks.gather(List.of(
                scope.fork(WaitingTogether::query),
                scope.fork(WaitingTogether::call),
                scope.fork(WaitingTogether::read)));
        out.line("Together: %s after %s", data, together);
    }

    private static String query() throws InterruptedException {
        return after(100, "rows");
    }

    private static String call() throws InterruptedException {
        return after(200, "answer");
    }

    private static String read() throws InterruptedException {
        return after(50, "bytes");
    }

    private static String after(int millis, String result) throws InterruptedException {
        Catenary.sleep(Duration.ofMillis(millis)); // the waiting is the point here
        return result;
    }
}
