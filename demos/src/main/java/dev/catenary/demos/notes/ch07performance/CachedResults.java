package dev.catenary.demos.notes.ch07performance;

import dev.catenary.Cache;
import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;

/** Results that are kept for five seconds: loaded once for all who ask, and also kept when there is nothing. */
public final class CachedResults implements Demo {
    @Override
    public void run(Scope scope, Output out) throws Exception {
        var costly = new Costly(out);
        var cache = Cache.<String, Optional<String>>expireAfterWrite(Duration.ofSeconds(5))
                .clock(scope.loop()::nanoTime)
                .build();

        get("The first call loads", "A", cache, costly, scope, out);
        get("The second one does not", "A", cache, costly, scope, out);
        Catenary.sleep(Duration.ofSeconds(6));
        get("One after the expiry does", "A", cache, costly, scope, out);

        out.part("Ten ask at once");
        var watch = Stopwatch.start(scope.loop());
        Tasks.map(Collections.nCopies(10, "B"), 10, key -> cache.get(key, costly::load));
        out.line("All have it after %s", watch);

        get("There is nothing to load", "none", cache, costly, scope, out);
        get("That is known now", "none", cache, costly, scope, out);
        out.line(cache.stats().toString());
    }

    private static void get(
            String title, String key, Cache<String, Optional<String>> cache, Costly costly, Scope scope, Output out)
            throws InterruptedException {
        out.part(title);
        var watch = Stopwatch.start(scope.loop());
        var result = cache.get(key, costly::load);
        out.line("%s after %s", result.orElse("Nothing"), watch);
    }

    /** An operation of one second. */
    private record Costly(Output out) {
        Optional<String> load(String key) throws InterruptedException {
            out.line("Loading %s", key);
            Catenary.sleep(Duration.ofSeconds(1));
            return key.equals("none") ? Optional.empty() : Optional.of("result of " + key);
        }
    }
}
