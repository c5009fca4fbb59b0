package dev.catenary.demos.notes.ch04patterns;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Timeouts;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A semaphore of twenty lines that lets nobody barge in and loses no permit. */
public final class SemaphoreByHand implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        var permits = new HandMadeSemaphore(1);
        permits.acquire();
        out.line("[%s] Main has the permit", watch);

        scope.fork("patient", () -> {
            permits.acquire();
            out.line("[%s] The patient one has it", watch);
            permits.release();
        });
        scope.fork("impatient", () -> {
            try {
                Timeouts.within(Duration.ofMillis(500), permits::acquire);
            } catch (TimeoutException e) {
                out.line("[%s] The impatient one gives up", watch);
            }
        });
        Catenary.sleep(Duration.ofSeconds(1));

        permits.release();
        permits.acquire(); // a newcomer: the patient one was first
        out.line("[%s] Main has it again", watch);
    }
}
