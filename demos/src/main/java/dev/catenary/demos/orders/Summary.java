package dev.catenary.demos.orders;

/** The trades of an instrument so far; low and high are 0 if there are none. */
public record Summary(String instrument, long trades, long volume, long low, long high) {}
