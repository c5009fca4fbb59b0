/** The tutorial "asyncio: core ideas and a mental model" in Java. */
@NullMarked
package dev.catenary.demos.primer;

import org.jspecify.annotations.NullMarked;
