package dev.catenary.demos.mixed.prices;

import dev.catenary.AsyncStream;
import dev.catenary.Task;
import dev.catenary.kotlin.Facade;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The price book as Java code meets it: each method is bound to the function of that name. */
public interface Prices {
    static Prices of(PriceBook book) {
        return Facade.of(Prices.class, book);
    }

    Task<Price> set(String product, long cents);

    @Nullable Price quote(String product, Duration patience) throws InterruptedException;

    AsyncStream<Price> changes(String product);
}
