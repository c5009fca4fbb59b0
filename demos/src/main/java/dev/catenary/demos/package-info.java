/** Runnable programs that show what Catenary is for. Start with {@link dev.catenary.demos.Demos}. */
@NullMarked
package dev.catenary.demos;

import org.jspecify.annotations.NullMarked;
