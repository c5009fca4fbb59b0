/** Chapter 7: what makes programs fast, caches, resources. */
@NullMarked
package dev.catenary.demos.notes.ch07performance;

import org.jspecify.annotations.NullMarked;
