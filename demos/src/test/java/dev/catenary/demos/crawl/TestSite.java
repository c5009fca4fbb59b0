package dev.catenary.demos.crawl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site on loopback that a test makes up. Paths it has not made up are not found. */
final class TestSite implements AutoCloseable {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Map<String, Queue<HttpHandler>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private TestSite(HttpServer server) {
        this.server = server;
    }

    static TestSite open() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var site = new TestSite(server);
        server.createContext("/", site::answer);
        server.setExecutor(site.threads);
        server.start();
        return site;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** A page whose body is {@code html}. */
    TestSite page(String path, String html) {
        return on(path, text("text/html; charset=utf-8", html));
    }

    /** An answer without a body. */
    TestSite status(String path, int status) {
        return on(path, status(status));
    }

    TestSite redirect(String path, String to) {
        return on(path, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            status(302).handle(exchange);
        });
    }

    /** The answer to the next request for the path that no earlier answer is for; the last one is for all further requests. */
    TestSite on(String path, HttpHandler answer) {
        answers.computeIfAbsent(path, key -> new ConcurrentLinkedQueue<>()).add(answer);
        return this;
    }

    /** Method and path of each request so far. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    int count(String request) {
        return Collections.frequency(requests, request);
    }

    static HttpHandler text(String mediaType, String text) {
        return bytes(mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    static HttpHandler bytes(String mediaType, byte... body) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", mediaType);
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, isHead ? -1 : body.length);
            if (!isHead) exchange.getResponseBody().write(body);
        };
    }

    static HttpHandler status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /** Ends the connection without an answer. */
    static HttpHandler hangUp() {
        return HttpExchange::close;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().toString();
        requests.add(exchange.getRequestMethod() + " " + path);
        try (exchange) {
            next(path).handle(exchange);
        }
    }

    private HttpHandler next(String path) {
        var left = answers.get(path);
        if (left == null) return status(404);
        synchronized (left) {
            return left.size() > 1 ? left.remove() : left.element();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
