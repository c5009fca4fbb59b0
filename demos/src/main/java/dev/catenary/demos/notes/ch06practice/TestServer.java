package dev.catenary.demos.notes.ch06practice;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on loopback to send requests to, as httpbin.org is one.
 *
 * <pre>
 * GET /get           answers
 * GET /delay/2       answers after two units of time
 * GET /status/404    answers with that status
 * </pre>
 */
final class TestServer implements AutoCloseable {
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final Javalin server;

    /** @param unit of the delays */
    TestServer(Duration unit) {
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.get("/get", request -> answer(request, Duration.ZERO));
            config.routes.get(
                    "/delay/{units}", request -> answer(request, unit.multipliedBy(number(request, "units"))));
            config.routes.get("/status/{status}", request -> {
                request.status(number(request, "status"));
                answer(request, Duration.ZERO);
            });
        });
        server.start("127.0.0.1", 0);
    }

    /** After the delay, which holds no thread. */
    private void answer(Context request, Duration delay) {
        peak.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        var later = CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS);
        request.future(() -> CompletableFuture.runAsync(
                () -> {
                    underWay.decrementAndGet();
                    request.json(Map.of("path", request.path()));
                },
                later));
    }

    private static int number(Context request, String name) {
        return request.pathParamAsClass(name, Integer.class).get();
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    /** How many requests there were at once, at the most. */
    int peak() {
        return peak.get();
    }

    @Override
    public void close() {
        server.stop();
    }
}
