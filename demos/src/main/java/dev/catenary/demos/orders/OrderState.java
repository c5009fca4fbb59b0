package dev.catenary.demos.orders;

/**
 * An order as the database has it.
 *
 * @param open what has neither been traded nor cancelled
 */
public record OrderState(Order order, long open, boolean cancelled) {}
