/** The tutorial "Very detailed notes on Python's coroutines" in Java, a package for each chapter. */
@NullMarked
package dev.catenary.demos.notes;

import org.jspecify.annotations.NullMarked;
