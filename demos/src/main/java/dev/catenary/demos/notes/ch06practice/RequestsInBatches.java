package dev.catenary.demos.notes.ch06practice;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Thirteen requests, three at a time. */
public final class RequestsInBatches implements Demo {
    private static final List<String> PATHS =
            List.of("/get", "/delay/1", "/delay/2", "/status/200", "/status/404", "/status/500");
    private static final int LIMIT = 3;

    private final Duration unit;

    public RequestsInBatches() {
        this(Duration.ofSeconds(1));
    }

    /** @param unit of the server's delays */
    RequestsInBatches(Duration unit) {
        this.unit = unit;
    }

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var server = scope.use(Catenary.offload(() -> new TestServer(unit)));
        var urls = urls(server);
        var client = new WebClient(out);

        var watch = Stopwatch.start(scope.loop());
        var results = Tasks.map(
                IntStream.range(0, urls.size()).boxed().toList(),
                LIMIT,
                number -> client.fetch(number, urls.get(number)));

        var successes = results.stream().filter(success -> success).count();
        out.line("%d succeeded, %d did not", successes, results.size() - successes);
        out.line("The server had %d at once, at the most", server.peak());
        out.line("All in %s", watch);
    }

    private static List<String> urls(TestServer server) {
        var urls = new ArrayList<String>();
        for (int i = 0; i < 2; i++) for (var path : PATHS) urls.add(server.address() + path);
        urls.add("http://127.0.0.1:1/nobody-listens");
        return urls;
    }
}
