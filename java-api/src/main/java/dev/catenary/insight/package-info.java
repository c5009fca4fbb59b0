/**
 * Seeing inside: what every loop, scope and task is doing, what each one that waits is waiting for and who could end that
 * wait, which of them wait for each other for ever, and who keeps a loop from its work.
 *
 * <p>It is always on. {@link dev.catenary.insight.Insight#snapshot()} looks from outside, at any time, from any thread; an
 * {@link dev.catenary.insight.Instrument} is told from inside, as it happens.
 */
@NullMarked
package dev.catenary.insight;

import org.jspecify.annotations.NullMarked;
