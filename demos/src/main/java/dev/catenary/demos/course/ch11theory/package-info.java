/** Chapter 11 of the tutorial: what a coroutine is, and its loop. */
@NullMarked
package dev.catenary.demos.course.ch11theory;

import org.jspecify.annotations.NullMarked;
