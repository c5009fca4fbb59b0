package dev.catenary.demos.orders;

/**
 * Two orders that met.
 *
 * @param number from 1, without a gap, over all instruments
 */
public record Trade(long number, String instrument, long price, long quantity, long buyOrder, long sellOrder)
        implements Tick {}
