package dev.catenary.demos.schemes;

import dev.catenary.Catenary;
import dev.catenary.Event;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.time.Duration;

/** One task waits until another says that something has happened. */
public final class EventNotifies implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var event = Event.create();
        scope.fork("waiter", () -> {
            out.line("Waiting for event");
            event.await();
            out.line("Event triggered");
        });
        scope.fork("setter", () -> {
            Catenary.sleep(Duration.ofSeconds(2));
            out.line("Setting event");
            event.set();
        });
    }
}
