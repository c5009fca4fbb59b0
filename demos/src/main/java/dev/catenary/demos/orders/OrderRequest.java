package dev.catenary.demos.orders;

import java.util.Objects;

/** What a client asks for: to buy or sell {@code quantity} at {@code price}, in cents, or better. */
public record OrderRequest(String instrument, Side side, long price, long quantity) {
    public OrderRequest {
        Objects.requireNonNull(instrument, "instrument");
        Objects.requireNonNull(side, "side");
        if (price < 1) throw new IllegalArgumentException("price < 1: " + price);
        if (quantity < 1) throw new IllegalArgumentException("quantity < 1: " + quantity);
    }
}
