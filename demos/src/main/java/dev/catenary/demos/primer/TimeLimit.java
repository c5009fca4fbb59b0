package dev.catenary.demos.primer;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Timeouts;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A limit of a second around an hour's sleep. */
public final class TimeLimit implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        try {
            out.line("%s", Timeouts.within(Duration.ofSeconds(1), TimeLimit::sleepLong));
        } catch (TimeoutException late) {
            out.line("Too late after %s", watch);
        }
    }

    private static String sleepLong() throws InterruptedException {
        Catenary.sleep(Duration.ofHours(1));
        return "awake";
    }
}
