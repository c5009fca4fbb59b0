package dev.catenary.demos.orders;

/** An order the exchange has accepted. */
public record Order(long id, String client, String instrument, Side side, long price, long quantity) {}
