package dev.catenary.demos.web;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** A server on loopback for the length of a demo. */
public final class LocalServer implements AutoCloseable {
    private final Javalin server;

    private LocalServer(Javalin server) {
        this.server = server;
    }

    public static LocalServer open(Consumer<RoutesConfig> routes) {
        var server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            // what waits when the demo ends is cancelled
            config.routes.exception(CancellationException.class, (end, request) -> request.status(503));
            routes.accept(config.routes);
        });
        return new LocalServer(server.start("127.0.0.1", 0));
    }

    public URI http(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    public URI webSocket(String path) {
        return URI.create("ws://127.0.0.1:" + server.port() + path);
    }

    @Override
    public void close() {
        server.stop();
    }
}
