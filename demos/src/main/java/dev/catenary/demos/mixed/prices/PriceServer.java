package dev.catenary.demos.mixed.prices;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.demos.mixed.Served;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.sse.SseClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The price book over HTTP.
 *
 * <pre>
 * PUT /prices/tea?cents=250      sets a price
 * GET /prices/tea?wait=PT10S     gives it, and waits for the first one that long
 * GET /prices/tea/changes        gives it and each further one, as server-sent events
 * </pre>
 *
 * No request that waits holds a thread of the server: what waits is a task of the service's loop.
 */
public final class PriceServer implements Served {
    private final EventLoop loop = EventLoop.open("prices");
    private final Prices prices;
    private final Javalin server;

    /** @param port 0 for any that is free */
    public PriceServer(Prices prices, int port) {
        this.prices = prices;
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.validation.register(Duration.class, Duration::parse);
            routes(config.routes);
        });
        server.start("127.0.0.1", port);
    }

    private void routes(RoutesConfig routes) {
        routes.put("/prices/{product}", this::set);
        routes.get("/prices/{product}", this::quote);
        routes.sse("/prices/{product}/changes", this::tellChanges);
    }

    private void set(Context request) {
        long cents = request.queryParamAsClass("cents", Long.class).get();
        request.future(() ->
                prices.set(product(request), cents).thenAccept(request::json).toCompletableFuture());
    }

    // tag::javalin
    private void quote(Context request) {
        var product = product(request);
        var patience = request.queryParamAsClass("wait", Duration.class).getOrDefault(Duration.ZERO);
        // the loop's task and not the server's thread waits; closing the loop cancels it
        request.future(() -> loop.start(scope -> prices.quote(product, patience))
                .thenAccept(price -> answer(request, price))
                .toCompletableFuture());
    }
    // end::javalin

    private static void answer(Context request, @Nullable Price price) {
        if (price == null) request.status(HttpStatus.NOT_FOUND);
        else request.json(price);
    }

    private void tellChanges(SseClient client) {
        client.keepAlive();
        var product = product(client.ctx());
        var telling = loop.start(scope -> {
            try {
                // off the loop: a client that is slow to read must not hold up the others
                prices.changes(product).forEach(price -> Catenary.offload(() -> client.sendEvent("price", price)));
            } finally {
                client.close();
            }
            return null;
        });
        client.onClose(() -> telling.cancel("the client has gone"));
    }

    private static String product(Context request) {
        return request.pathParam("product");
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + server.port();
    }

    // tag::javalin-close
    @Override
    public void close() {
        loop.close(); // requests that wait end now, cancelled
        server.stop();
    }
    // end::javalin-close
}
