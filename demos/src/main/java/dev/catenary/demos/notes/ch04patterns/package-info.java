/** Chapter 4: producers and consumers, rate limits, semaphores. */
@NullMarked
package dev.catenary.demos.notes.ch04patterns;

import org.jspecify.annotations.NullMarked;
