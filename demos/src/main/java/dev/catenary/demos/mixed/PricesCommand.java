package dev.catenary.demos.mixed;

import dev.catenary.demos.mixed.prices.PriceBook;
import dev.catenary.demos.mixed.prices.PriceServer;
import dev.catenary.demos.mixed.prices.Prices;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "prices",
        description = "Serves a price book over HTTP: domain in Kotlin, HTTP in Java.",
        mixinStandardHelpOptions = true)
public final class PricesCommand implements Callable<Integer> {
    @Mixin
    private ServeOptions options = new ServeOptions();

    @Override
    public Integer call() {
        return options.serve(port -> new PriceServer(Prices.of(new PriceBook()), port), "/prices/tea");
    }
}
