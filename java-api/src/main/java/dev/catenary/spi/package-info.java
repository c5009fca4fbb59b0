/** How {@link dev.catenary} finds the engine under it. For those who write an engine, not for those who use one. */
@NullMarked
package dev.catenary.spi;

import org.jspecify.annotations.NullMarked;
