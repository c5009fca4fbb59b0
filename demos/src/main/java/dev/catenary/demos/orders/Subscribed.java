package dev.catenary.demos.orders;

/**
 * The first line a listener is told.
 *
 * @param lastTrade the number of the last trade before; it will be told every later one
 */
public record Subscribed(long lastTrade) implements Tick {}
