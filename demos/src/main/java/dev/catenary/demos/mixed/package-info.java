/**
 * Two small services of both languages, to begin a project with: {@link dev.catenary.demos.mixed.prices} has a domain in
 * Kotlin under HTTP in Java, {@link dev.catenary.demos.mixed.library} a domain in Java under HTTP in Kotlin.
 */
@NullMarked
package dev.catenary.demos.mixed;

import org.jspecify.annotations.NullMarked;
