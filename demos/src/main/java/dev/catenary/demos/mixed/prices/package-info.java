/**
 * A price book. The domain is Kotlin as one writes it, suspending functions and a flow: {@code PriceBook.kt}. HTTP is Java:
 * {@link dev.catenary.demos.mixed.prices.PriceServer}, on <a href="https://javalin.io">Javalin</a>. Between them is an
 * interface, {@link dev.catenary.demos.mixed.prices.Prices}, and one call of {@code Facade.of}.
 */
@NullMarked
package dev.catenary.demos.mixed.prices;

import org.jspecify.annotations.NullMarked;
