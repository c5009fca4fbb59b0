/**
 * What runs the programs of the asyncio tutorials in Java: {@link dev.catenary.demos.tutorial.Tutorials} lists them, {@code
 * demos list} and {@code demos run} show them. The packages beside this one have the programs, one for each tutorial.
 */
@NullMarked
package dev.catenary.demos.tutorial;

import org.jspecify.annotations.NullMarked;
