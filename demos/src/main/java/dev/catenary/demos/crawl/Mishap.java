package dev.catenary.demos.crawl;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What can go wrong with one request. */
enum Mishap {
    /** The answer comes late, but it comes. */
    SLOW(8, Mishap::delay),
    ERROR(4, exchange -> refuse(exchange, 500)),
    UNAVAILABLE(4, exchange -> refuse(exchange, 503)),
    /** Too many requests, says the server, and when to come back. */
    THROTTLED(1, Mishap::throttle),
    /** The connection ends before the answer. */
    DROPPED(4, HttpExchange::close),
    /** The connection ends within the answer. */
    CUT_SHORT(4, Mishap::cutShort);

    private interface Blow {
        void strike(HttpExchange exchange) throws IOException;
    }

    /** How often this one happens, compared with the others. */
    final int weight;

    private final Blow blow;

    Mishap(int weight, Blow blow) {
        this.weight = weight;
        this.blow = blow;
    }

    /** Whether the request gets its answer all the same. */
    boolean isHarmless() {
        return this == SLOW;
    }

    void strike(HttpExchange exchange) throws IOException {
        blow.strike(exchange);
    }

    private static void delay(HttpExchange exchange) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
    }

    private static void throttle(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", "1");
        refuse(exchange, 429);
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static void cutShort(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, 10_000);
        exchange.getResponseBody().write('<');
        exchange.getResponseBody().flush();
        exchange.close();
    }
}
