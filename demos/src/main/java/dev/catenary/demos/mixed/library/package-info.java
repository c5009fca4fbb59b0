/**
 * A lending library. The domain is Java, plain classes that wait where they have to: {@link
 * dev.catenary.demos.mixed.library.Library}. HTTP is Kotlin: {@code LibraryServer.kt}, on <a href="https://ktor.io">Ktor</a>.
 * Between them is an interface, {@code Lending}, and one call of {@code Facade.suspending}.
 */
@NullMarked
package dev.catenary.demos.mixed.library;

import org.jspecify.annotations.NullMarked;
