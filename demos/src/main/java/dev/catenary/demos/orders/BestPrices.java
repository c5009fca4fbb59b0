package dev.catenary.demos.orders;

import org.jspecify.annotations.Nullable;

/** What a book offers at its best on either side; null where it has no orders. */
public record BestPrices(
        String instrument, @Nullable Level bid, @Nullable Level ask) implements Tick {
    /** All that is open at a price. */
    public record Level(long price, long quantity) {}
}
