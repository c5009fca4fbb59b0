package dev.catenary.demos.course.ch12asyncawait;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** In turn, together, on condition. */
public final class AwaitPatterns implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("In turn");
        var inTurn = Stopwatch.start(scope.loop());
        var data = List.of(fetch("database", 1000, out), fetch("service", 800, out), fetch("cache", 300, out));
        var serial = inTurn.elapsed();
        out.line("%s after %s", data, inTurn);

        out.part("Together");
        var together = Stopwatch.start(scope.loop());
        data = Tasks.gather(List.of(
                scope.fork(() -> fetch("database", 1000, out)),
                scope.fork(() -> fetch("service", 800, out)),
                scope.fork(() -> fetch("cache", 300, out))));
        out.line("%s after %s", data, together);
        out.line(
                "%.2f times as fast",
                (double) serial.toNanos() / together.elapsed().toNanos());

        out.part("On condition");
        out.line("A hit: %s", cachedOrRead(Optional.of("tea"), out));
        out.line("A miss: %s", cachedOrRead(Optional.empty(), out));
    }

    private static String cachedOrRead(Optional<String> cached, Output out) throws InterruptedException {
        fetch("cache", 100, out);
        return cached.isPresent() ? cached.get() : fetch("database", 1000, out);
    }

    private static String fetch(String source, int millis, Output out) throws InterruptedException {
        out.line("asking the %s", source);
        Catenary.sleep(Duration.ofMillis(millis));
        return "data of the " + source;
    }
}
