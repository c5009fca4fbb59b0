package dev.catenary.demos.mixed.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.catenary.demos.mixed.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PriceServerTest {
    private final PriceServer server = new PriceServer(Prices.of(new PriceBook()), 0);
    private final Browser browser = new Browser(server.address());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void priceThatWasSetIsQuoted() throws Exception {
        browser.send("PUT", "/prices/tea?cents=240");
        browser.send("PUT", "/prices/tea?cents=250");

        var quoted = browser.get("/prices/tea");

        assertThat(quoted.body()).isEqualTo("{\"product\":\"tea\",\"cents\":250,\"revision\":2}");
    }

    @Test
    void productWithoutAPriceIsNotFound() throws Exception {
        var quoted = browser.get("/prices/tea");

        assertThat(quoted.statusCode()).isEqualTo(404);
    }

    @Test
    void whoWaitsIsToldTheFirstPrice() throws Exception {
        var waiting = browser.getAsync("/prices/tea?wait=PT1H");

        browser.send("PUT", "/prices/tea?cents=250");

        assertThat(waiting.join().body()).contains("\"cents\":250");
    }

    @Test
    void changesAreToldAsTheyCome() throws Exception {
        browser.send("PUT", "/prices/tea?cents=240");

        try (var events = browser.lines("/prices/tea/changes")) {
            var told = events.filter(line -> line.startsWith("data:")).iterator();
            assertThat(told.next()).contains("\"cents\":240");
            browser.send("PUT", "/prices/tea?cents=250");
            assertThat(told.next()).contains("\"cents\":250");
        }
    }

    @Test
    void serverThatClosesEndsWhatItTells() throws Exception {
        browser.send("PUT", "/prices/tea?cents=240");
        var lines = browser.lines("/prices/tea/changes").iterator();
        lines.next();

        server.close();

        assertThatCode(() -> lines.forEachRemaining(line -> {})).doesNotThrowAnyException();
    }
}
