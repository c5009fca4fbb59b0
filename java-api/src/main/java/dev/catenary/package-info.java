/**
 * Coroutines for Java: an event loop, tasks, structured scopes, and what waits inside them.
 *
 * <p>Start with {@link dev.catenary.Catenary#run Catenary.run} for a program and with {@link
 * dev.catenary.EventLoop#open(String) EventLoop.open} for a service. Two rules hold for everything in this package:
 *
 * <ul>
 *   <li>An operation {@code op(…) throws InterruptedException} waits right here; {@code opAsync(…)} returns a {@link
 *       dev.catenary.Task}; {@code tryOp(…)} never waits.
 *   <li>{@link java.lang.InterruptedException} says that <em>you</em> were cancelled or interrupted, {@link
 *       java.util.concurrent.CancellationException} that <em>what you waited for</em> was cancelled, and {@link
 *       java.util.concurrent.TimeoutException} that it took too long.
 * </ul>
 */
@NullMarked
package dev.catenary;

import org.jspecify.annotations.NullMarked;
