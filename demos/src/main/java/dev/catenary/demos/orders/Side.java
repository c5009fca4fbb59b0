package dev.catenary.demos.orders;

/** Of an order. */
public enum Side {
    BUY,
    SELL
}
