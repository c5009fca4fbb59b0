package dev.catenary.demos.course.ch13asyncio;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.web.LocalServer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** A server of three routes, and a client of it. The slow route waits as a task, and keeps nobody else waiting. */
public final class HttpServerWithRoutes implements Demo {
    private static final Duration SLOW = Duration.ofMillis(200);

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var server = scope.use(LocalServer.open(routes -> routes(routes, scope)));

        var slow = get(server.http("/slow"));
        var root = Catenary.await(get(server.http("/")));
        out.line("GET /: %d %s", root.statusCode(), root.body());
        var json = new ObjectMapper()
                .readTree(Catenary.await(get(server.http("/json"))).body());
        out.line(
                "GET /json: %s by %s",
                json.get("message").asText(), json.get("method").asText());
        out.line("GET /json: since 1970 %s", json.get("timestamp").asDouble() > 0 ? "some time" : "no time");
        var nowhere = Catenary.await(get(server.http("/nowhere")));
        out.line("GET /nowhere: %d %s", nowhere.statusCode(), nowhere.body());
        out.line("GET /slow: %s", Catenary.await(slow).body());
    }

    private static void routes(RoutesConfig routes, Scope scope) {
        routes.get("/", request -> request.result("Hello, Async World!"));
        routes.get(
                "/slow",
                request -> request.future(() -> scope.background()
                        .fork("slow", () -> Catenary.sleep(SLOW))
                        .thenRun(() -> request.result("Slow response completed"))
                        .toCompletableFuture()));
        routes.get("/json", request -> request.json(Hello.to(request)));
        routes.error(404, "*", request -> request.result("Not Found"));
    }

    private CompletableFuture<HttpResponse<String>> get(URI address) {
        return http.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private record Hello(String message, double timestamp, String method) {
        static Hello to(Context request) {
            var seconds = Duration.between(Instant.EPOCH, Instant.now()).toNanos() / 1e9;
            return new Hello("Hello JSON", seconds, request.method().name());
        }
    }
}
