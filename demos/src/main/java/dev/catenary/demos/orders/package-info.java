/**
 * An exchange as a service: orders come in over HTTP, trades and best prices go out over WebSocket, and a database keeps
 * both.
 *
 * <p>{@link dev.catenary.demos.orders.Exchange} is the service, {@link dev.catenary.demos.orders.OrderServer} puts it on
 * HTTP, {@link dev.catenary.demos.orders.Load} is a client that measures it from a process of its own.
 */
@NullMarked
package dev.catenary.demos.orders;

import org.jspecify.annotations.NullMarked;
