package dev.catenary.demos.orders;

import java.util.List;

/**
 * What became of an order that was accepted.
 *
 * @param open what waits in the book
 * @param recorded false if the deadline passed before the database had it; it will
 */
public record Placement(long order, long open, List<Trade> trades, boolean recorded) {
    public Placement {
        trades = List.copyOf(trades);
    }
}
