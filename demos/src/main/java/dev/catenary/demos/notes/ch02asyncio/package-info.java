/** Chapter 2: the loop, and how tasks are started. */
@NullMarked
package dev.catenary.demos.notes.ch02asyncio;

import org.jspecify.annotations.NullMarked;
