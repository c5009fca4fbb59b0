package dev.catenary.demos.schemes;

import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some tasks fail and the others live on; then all are looked at, each on its own. */
public final class PartialSuccess implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        Catenary.<@Nullable Void, InterruptedException>supervisor(independent -> {
            var loads = List.of(
                    independent.fork(() -> load("a", 3)),
                    independent.fork(() -> load("b", -1)),
                    independent.fork(() -> load("c", 2)));
            for (var outcome : Tasks.gatherSettled(loads)) out.line(describe(outcome));
            return null;
        });
    }

    private static String load(String name, int lines) throws Exception {
        Catenary.sleep(Duration.ofSeconds(1));
        if (lines < 0) throw new IOException("can't read " + name);
        return name + " has " + lines + " lines";
    }

    private static String describe(Outcome<String> outcome) {
        if (outcome instanceof Outcome.Failure<String> failure)
            return "Failed: " + failure.cause().getMessage();
        return "Loaded: " + outcome.getOrThrow();
    }
}
