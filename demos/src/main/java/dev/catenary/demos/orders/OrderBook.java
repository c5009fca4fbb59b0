package dev.catenary.demos.orders;

import dev.catenary.demos.orders.BestPrices.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The open orders of one instrument, matched by price and then by time: an order meets the best price of the other side
 * first, and at one price the oldest. The price of a trade is that of the order that was there before.
 *
 * <p>Plain data without a lock: it never waits, so on one loop nobody ever sees it half done.
 */
final class OrderBook {
    private final String instrument;
    private final LongSupplier tradeNumbers;
    private final NavigableMap<Long, PriceLevel> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<Long, PriceLevel> asks = new TreeMap<>();
    private final Map<Long, Resting> resting = new HashMap<>();

    OrderBook(String instrument, LongSupplier tradeNumbers) {
        this.instrument = instrument;
        this.tradeNumbers = tradeNumbers;
    }

    /** Trades what it can; the rest is open from now on. */
    List<Trade> place(Order order) {
        var trades = new ArrayList<Trade>();
        var open = order.quantity();
        var others = side(order.side() == Side.BUY ? Side.SELL : Side.BUY);
        while (open > 0 && !others.isEmpty()) {
            var best = others.firstEntry().getValue();
            if (!accepts(order, best.price)) break;
            var oldest = best.oldest();
            var quantity = Math.min(open, oldest.open);
            trades.add(trade(order, oldest.order, quantity));
            reduce(oldest, quantity);
            open -= quantity;
        }
        if (open > 0) rest(order, open);
        return trades;
    }

    private static boolean accepts(Order order, long price) {
        return order.side() == Side.BUY ? price <= order.price() : price >= order.price();
    }

    private Trade trade(Order order, Order oldest, long quantity) {
        var buy = order.side() == Side.BUY ? order : oldest;
        var sell = order.side() == Side.BUY ? oldest : order;
        return new Trade(tradeNumbers.getAsLong(), instrument, oldest.price(), quantity, buy.id(), sell.id());
    }

    private void rest(Order order, long open) {
        var added = new Resting(order, open);
        var level = side(order.side()).computeIfAbsent(order.price(), PriceLevel::new);
        level.orders.put(order.id(), added);
        level.quantity += open;
        resting.put(order.id(), added);
    }

    private void reduce(Resting of, long quantity) {
        var order = of.order;
        var level = side(order.side()).get(order.price());
        of.open -= quantity;
        level.quantity -= quantity;
        if (of.open > 0) return;
        resting.remove(order.id());
        level.orders.remove(order.id());
        if (level.orders.isEmpty()) side(order.side()).remove(order.price());
    }

    /** What of the order was open, and is no more; 0 if it is not in the book, or not the client's. */
    long cancel(long id, String client) {
        var found = resting.get(id);
        if (found == null || !found.order.client().equals(client)) return 0;
        var open = found.open;
        reduce(found, open);
        return open;
    }

    /** What waits of the order; 0 if it is not in the book. */
    long open(long id) {
        var found = resting.get(id);
        return found == null ? 0 : found.open;
    }

    BestPrices best() {
        return new BestPrices(instrument, best(bids), best(asks));
    }

    private static @Nullable Level best(NavigableMap<Long, PriceLevel> side) {
        if (side.isEmpty()) return null;
        var level = side.firstEntry().getValue();
        return new Level(level.price, level.quantity);
    }

    private NavigableMap<Long, PriceLevel> side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    private static final class Resting {
        final Order order;
        long open;

        Resting(Order order, long open) {
            this.order = order;
            this.open = open;
        }
    }

    /** The orders of one price, oldest first. */
    private static final class PriceLevel {
        final long price;
        final LinkedHashMap<Long, Resting> orders = new LinkedHashMap<>();
        long quantity;

        PriceLevel(long price) {
            this.price = price;
        }

        Resting oldest() {
            return orders.values().iterator().next();
        }
    }
}
