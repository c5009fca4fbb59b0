package dev.catenary.demos.course.ch13asyncio;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Tasks;
import dev.catenary.Timeouts;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import dev.catenary.demos.web.LocalServer;
import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Pages fetched from a server of its own: all at once, two at a time, and one that takes too long. */
public final class HttpClientInBatches implements Demo {
    private static final List<String> PATHS = List.of("/delay/200", "/delay/300", "/json", "/headers", "/ip");
    private static final int AT_A_TIME = 2;
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration IMPATIENT = Duration.ofMillis(300);

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var visitors = new Visitors();
        var server = scope.use(LocalServer.open(routes -> routes(routes, scope, visitors)));

        out.part("All at once");
        var atOnce = Stopwatch.start(scope.loop());
        out.line("%s", Tasks.map(PATHS, PATHS.size(), path -> fetch(server.http(path), PATIENT, out)));
        out.line("(after %s, at the server at a time: %d)", atOnce, visitors.takePeak());

        out.part("Two at a time");
        var inBatches = Stopwatch.start(scope.loop());
        out.line("%s", Tasks.map(PATHS, AT_A_TIME, path -> fetch(server.http(path), PATIENT, out)));
        out.line("at the server at a time: %d", visitors.takePeak());
        out.line("(after %s)", inBatches);

        out.part("One that takes too long");
        out.line("%s", fetch(server.http("/delay/60000"), IMPATIENT, out));
    }

    private String fetch(URI page, Duration limit, Output out) throws InterruptedException {
        var request = HttpRequest.newBuilder(page).build();
        try {
            var answer = Timeouts.within(limit, () -> Catenary.await(http.sendAsync(request, BodyHandlers.ofString())));
            out.line("fetched %s", page.getPath());
            return page.getPath() + " " + answer.statusCode();
        } catch (TimeoutException late) {
            out.line("gave up %s", page.getPath());
            return page.getPath() + " timeout";
        }
    }

    private static void routes(RoutesConfig routes, Scope scope, Visitors visitors) {
        routes.get("/delay/{millis}", request -> {
            var delay = Duration.ofMillis(
                    request.pathParamAsClass("millis", Long.class).get());
            visitors.enter();
            request.future(() -> scope.background()
                    .fork("delay", () -> Catenary.sleep(delay))
                    .whenComplete((value, failure) -> visitors.leave())
                    .toCompletableFuture());
        });
        routes.get("/json", request -> visitors.receive(() -> request.json(List.of("Hello", "JSON"))));
        routes.get("/headers", request -> visitors.receive(() -> request.json(request.headerMap())));
        routes.get("/ip", request -> visitors.receive(() -> request.result(request.ip())));
    }

    /** Counts, on the server's threads, how many are there at a time. */
    private static final class Visitors {
        private final AtomicInteger here = new AtomicInteger();
        private final AtomicInteger peak = new AtomicInteger();

        void enter() {
            peak.accumulateAndGet(here.incrementAndGet(), Math::max);
        }

        void leave() {
            here.decrementAndGet();
        }

        void receive(Runnable answer) {
            enter();
            answer.run();
            leave();
        }

        int takePeak() {
            return peak.getAndSet(0);
        }
    }
}
