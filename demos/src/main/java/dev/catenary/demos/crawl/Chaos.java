package dev.catenary.demos.crawl;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Bad luck for those who ask a server. What befalls a path depends on the seed and the path alone, and after two mishaps at
 * most it is well again: the patient find everything. Some paths have moved for good, to the same name with a query.
 */
final class Chaos extends Filter {
    private static final List<Mishap> LOTS = Arrays.stream(Mishap.values())
            .flatMap(mishap -> Collections.nCopies(mishap.weight, mishap).stream())
            .toList();
    private static final double UNLUCKY = 0.1;
    private static final double MOVED = 0.02;

    private final Map<String, Fate> fates = new ConcurrentHashMap<>();
    private final long seed;
    private final boolean calm;

    private record Fate(boolean moved, Queue<Mishap> mishaps) {}

    private Chaos(long seed, boolean calm) {
        this.seed = seed;
        this.calm = calm;
    }

    static Chaos none() {
        return new Chaos(0, true);
    }

    static Chaos of(long seed) {
        return new Chaos(seed, false);
    }

    @Override
    public String description() {
        return calm ? "calm" : "chaos " + seed;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        if (calm) chain.doFilter(exchange);
        else
            strike(
                    exchange,
                    chain,
                    fates.computeIfAbsent(exchange.getRequestURI().getPath(), this::fate));
    }

    private Fate fate(String path) {
        var dice = new Random(seed ^ path.hashCode() * 0x9E3779B97F4A7C15L);
        var mishaps = new ConcurrentLinkedQueue<Mishap>();
        while (mishaps.size() < 2 && dice.nextDouble() < UNLUCKY) mishaps.add(LOTS.get(dice.nextInt(LOTS.size())));
        return new Fate(dice.nextDouble() < MOVED, mishaps);
    }

    private static void strike(HttpExchange exchange, Chain chain, Fate fate) throws IOException {
        var mishap = fate.mishaps().poll();
        if (mishap != null) mishap.strike(exchange);
        if (mishap != null && !mishap.isHarmless()) return;
        if (fate.moved() && exchange.getRequestURI().getQuery() == null) move(exchange);
        else chain.doFilter(exchange);
    }

    private static void move(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Location", exchange.getRequestURI().getPath() + "?moved");
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }
}
