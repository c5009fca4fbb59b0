package dev.catenary.demos.notes.ch05failures;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Timeouts;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A time limit that ends the work, and one that ends the wait only. */
public final class TimeoutAndShield implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());

        out.part("A limit for the work");
        try {
            Timeouts.within(Duration.ofMillis(1_500), () -> slow("Limited work", 3, watch, out));
        } catch (TimeoutException e) {
            out.line("[%s] The time is up", watch);
        }

        out.part("A limit for the wait");
        var work = scope.fork(() -> slow("Protected work", 2, watch, out));
        try {
            work.join(Duration.ofSeconds(1));
        } catch (TimeoutException e) {
            out.line("[%s] The time is up, and the work goes on", watch);
        }
        var result = work.join();
        out.line("[%s] %s", watch, result);
    }

    private static String slow(String name, int seconds, Stopwatch watch, Output out) throws InterruptedException {
        out.line("[%s] %s begins, and needs %d s", watch, name, seconds);
        Catenary.sleep(Duration.ofSeconds(seconds));
        return name + " is done";
    }
}
