package dev.catenary.demos.orders;

import java.time.Duration;
import java.util.Set;

/**
 * The bounds of an exchange.
 *
 * @param instruments what is traded
 * @param inFlight how many orders are worked on at a time; others wait, as long as their deadlines allow
 * @param ordersPerSecond what each client may send, on average
 * @param burst what each client may send at once
 * @param feedBuffer how far a listener to the feed may fall behind before it is left behind
 * @param drain how long requests that were accepted may still take once the exchange closes
 */
public record ExchangeSettings(
        Set<String> instruments, int inFlight, int ordersPerSecond, int burst, int feedBuffer, Duration drain) {
    public ExchangeSettings {
        instruments = Set.copyOf(instruments);
    }

    public static ExchangeSettings of(String... instruments) {
        return new ExchangeSettings(Set.of(instruments), 1_024, 1_000, 100, 4_096, Duration.ofSeconds(10));
    }

    public ExchangeSettings inFlight(int inFlight) {
        return new ExchangeSettings(instruments, inFlight, ordersPerSecond, burst, feedBuffer, drain);
    }

    public ExchangeSettings ordersPerSecond(int ordersPerSecond, int burst) {
        return new ExchangeSettings(instruments, inFlight, ordersPerSecond, burst, feedBuffer, drain);
    }

    public ExchangeSettings feedBuffer(int feedBuffer) {
        return new ExchangeSettings(instruments, inFlight, ordersPerSecond, burst, feedBuffer, drain);
    }

    public ExchangeSettings drain(Duration drain) {
        return new ExchangeSettings(instruments, inFlight, ordersPerSecond, burst, feedBuffer, drain);
    }
}
