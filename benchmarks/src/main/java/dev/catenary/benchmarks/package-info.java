/**
 * Measurements of Catenary, side by side with its peers. A class is a topic; a method is the same work done by one of them:
 * {@code catenary} by Java bodies, {@code catenaryCoroutines} by Kotlin coroutines on our loop, the others by the peer they
 * are named after. {@link dev.catenary.benchmarks.Report} runs them all.
 */
@NullMarked
package dev.catenary.benchmarks;

import org.jspecify.annotations.NullMarked;
