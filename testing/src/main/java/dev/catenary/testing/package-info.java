/**
 * Tests of what waits, without waiting: {@link dev.catenary.testing.TestLoop} runs a body in virtual time and makes a hang a
 * failure, {@link dev.catenary.testing.Checkpoints} turns an interleaving into a list of numbers.
 */
@NullMarked
package dev.catenary.testing;

import org.jspecify.annotations.NullMarked;
