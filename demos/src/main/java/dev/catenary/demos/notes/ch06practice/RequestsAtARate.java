package dev.catenary.demos.notes.ch06practice;

import dev.catenary.Catenary;
import dev.catenary.RateLimiter;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;

/** Six requests of which two are sent each second, however long their answers take. */
public final class RequestsAtARate implements Demo {
    private final Duration unit;

    public RequestsAtARate() {
        this(Duration.ofSeconds(1));
    }

    /** @param unit of the server's delays */
    RequestsAtARate(Duration unit) {
        this.unit = unit;
    }

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var server = scope.use(Catenary.offload(() -> new TestServer(unit)));
        var watch = Stopwatch.start(scope.loop());
        var client = new WebClient(line -> out.line("[%s] %s", watch, line));
        var limiter = RateLimiter.perSecond(2);
        for (int i = 0; i < 6; i++) {
            int number = i;
            scope.fork(() -> {
                limiter.acquire();
                client.fetch(number, server.address() + "/delay/" + number % 3);
            });
        }
    }
}
