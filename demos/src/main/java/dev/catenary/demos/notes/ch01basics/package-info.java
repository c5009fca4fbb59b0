/** Chapter 1: what coroutines are. */
@NullMarked
package dev.catenary.demos.notes.ch01basics;

import org.jspecify.annotations.NullMarked;
