/** The tutorial "asyncio and coroutines" in Java. */
@NullMarked
package dev.catenary.demos.introduction;

import org.jspecify.annotations.NullMarked;
