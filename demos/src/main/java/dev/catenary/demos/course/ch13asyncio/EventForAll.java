package dev.catenary.demos.course.ch13asyncio;

import dev.catenary.Catenary;
import dev.catenary.Event;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One sets it, all who wait go on. */
public final class EventForAll implements Demo {
    private static final List<Integer> MILLIS = List.of(500, 1400, 800, 1100);

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(scope.loop());
        var ready = Event.create("ready");
        var results = new ArrayList<Integer>();
        scope.fork("setter", () -> {
            Catenary.sleep(Duration.ofSeconds(2));
            out.line(
                    "[%s] the event is set, %d wait for it",
                    watch, ready.stats().waiting());
            ready.set();
        });
        Tasks.map(List.of(1, 2, 3, 4), 4, number -> {
            out.line("[%s] waiter %d waits", watch, number);
            ready.await();
            Catenary.sleep(Duration.ofMillis(MILLIS.get(number - 1)));
            out.line("[%s] waiter %d is done", watch, number);
            return results.add(number);
        });
        out.line("in the order of their ends: %s", results);
    }
}
