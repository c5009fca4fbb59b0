/** The tutorial "Schemes for several coroutines with asyncio" in Java. */
@NullMarked
package dev.catenary.demos.schemes;

import org.jspecify.annotations.NullMarked;
