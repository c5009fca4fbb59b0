package dev.catenary.demos.notes.ch02asyncio;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.LoopClock;
import dev.catenary.LoopOptions;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.List;

/** A loop that is opened for one program, and one that is opened and closed by hand. */
public final class LoopBasics implements Demo {
    private final LoopClock clock;

    public LoopBasics() {
        this(LoopClock.system());
    }

    /** @param clock of the loops that the demo opens */
    LoopBasics(LoopClock clock) {
        this.clock = clock;
    }

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var watch = Stopwatch.start(clock);
        out.part("Catenary.run opens a loop and closes it");
        String only = Catenary.run(options("first"), inner -> work("Task1", 1, watch, out));
        out.line("Result: %s", only);

        out.part("A loop of one's own");
        try (var loop = EventLoop.open(options("second"))) {
            String result = loop.run(inner -> work("Task2", 1, watch, out));
            out.line("Result: %s", result);

            out.part("Several tasks on it");
            List<String> results = loop.run(inner -> Tasks.gather(List.of(
                    inner.fork(() -> work("TaskA", 2, watch, out)),
                    inner.fork(() -> work("TaskB", 1, watch, out)),
                    inner.fork(() -> work("TaskC", 3, watch, out)))));
            out.line("Results: %s", results);
        }
    }

    private LoopOptions options(String name) {
        return LoopOptions.named(name).clock(clock);
    }

    private static String work(String name, int seconds, Stopwatch watch, Output out) throws InterruptedException {
        out.line("[%s] %s begins", watch, name);
        Catenary.sleep(Duration.ofSeconds(seconds));
        out.line("[%s] %s ends", watch, name);
        return name + " result";
    }
}
