package dev.catenary.demos.orders;

import java.util.List;

/** A line of the ledger. */
public sealed interface Entry {
    /** @param open what is left of the order after its trades */
    record Placed(Order order, long open, List<Trade> trades) implements Entry {
        public Placed {
            trades = List.copyOf(trades);
        }
    }

    record Cancelled(long order) implements Entry {}
}
