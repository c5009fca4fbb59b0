/** Chapter 3: iterators, generators, resources, transactions. */
@NullMarked
package dev.catenary.demos.notes.ch03controlflow;

import org.jspecify.annotations.NullMarked;
