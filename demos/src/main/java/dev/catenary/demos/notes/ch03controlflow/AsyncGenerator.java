package dev.catenary.demos.notes.ch03controlflow;

import dev.catenary.AsyncStream;
import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.List;

/** A generator that takes time for each element, and a loop that takes time too: in turns, then overlapping. */
public final class AsyncGenerator implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var items = generate(List.of("A", "B", "C", "D", "E"));

        out.part("In turns");
        process(items, scope, out);

        out.part("The generator runs ahead");
        process(items.buffered(1), scope, out);
    }

    private static AsyncStream<String> generate(List<String> items) {
        return AsyncStream.generate(out -> {
            for (var item : items) {
                Catenary.sleep(Duration.ofMillis(300));
                out.emit(item);
            }
        });
    }

    private static void process(AsyncStream<String> items, Scope scope, Output out) throws InterruptedException {
        var watch = Stopwatch.start(scope.loop());
        items.forEach(item -> {
            out.line("Processing %s", item);
            Catenary.sleep(Duration.ofMillis(100));
        });
        out.line("That took %s", watch);
    }
}
