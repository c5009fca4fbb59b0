/** Chapter 5: failures, retries, time limits, and looking at tasks. */
@NullMarked
package dev.catenary.demos.notes.ch05failures;

import org.jspecify.annotations.NullMarked;
