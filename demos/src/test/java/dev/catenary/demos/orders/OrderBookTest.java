package dev.catenary.demos.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.demos.orders.BestPrices.Level;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OrderBookTest {
    private final AtomicLong numbers = new AtomicLong();
    private final OrderBook book = new OrderBook("TEA", numbers::incrementAndGet);

    @Test
    void orderThatMeetsNobodyWaits() {
        var trades = book.place(buy(1, 250, 10));

        assertThat(trades).isEmpty();
        assertThat(book.open(1)).isEqualTo(10);
        assertThat(book.best()).isEqualTo(new BestPrices("TEA", new Level(250, 10), null));
    }

    @Test
    void tradeHasThePriceOfTheOrderThatWasThereBefore() {
        book.place(sell(1, 240, 10));

        var trades = book.place(buy(2, 250, 10));

        assertThat(trades).containsExactly(new Trade(1, "TEA", 240, 10, 2, 1));
        assertThat(book.best()).isEqualTo(new BestPrices("TEA", null, null));
    }

    @Test
    void bestPriceComesBeforeAge() {
        book.place(sell(1, 250, 5));
        book.place(sell(2, 240, 5));

        var trades = book.place(buy(3, 260, 8));

        assertThat(trades).containsExactly(new Trade(1, "TEA", 240, 5, 3, 2), new Trade(2, "TEA", 250, 3, 3, 1));
        assertThat(book.open(1)).isEqualTo(2);
    }

    @Test
    void oldestComesFirstAtOnePrice() {
        book.place(buy(1, 250, 5));
        book.place(buy(2, 250, 5));

        var trades = book.place(sell(3, 250, 6));

        assertThat(trades).extracting(Trade::buyOrder).containsExactly(1L, 2L);
        assertThat(book.open(2)).isEqualTo(4);
    }

    @Test
    void orderThatWasReducedKeepsItsPlace() {
        book.place(buy(1, 250, 5));
        book.place(buy(2, 250, 5));
        book.place(sell(3, 250, 1));

        var trades = book.place(sell(4, 250, 4));

        assertThat(trades).extracting(Trade::buyOrder).containsExactly(1L);
    }

    @Test
    void orderDoesNotTradeAtAWorsePrice() {
        book.place(sell(1, 251, 5));

        var trades = book.place(buy(2, 250, 5));

        assertThat(trades).isEmpty();
        assertThat(book.best()).isEqualTo(new BestPrices("TEA", new Level(250, 5), new Level(251, 5)));
    }

    @Test
    void restOfAnOrderIsOpen() {
        book.place(sell(1, 250, 4));

        book.place(buy(2, 250, 10));

        assertThat(book.open(2)).isEqualTo(6);
        assertThat(book.best().bid()).isEqualTo(new Level(250, 6));
    }

    @Test
    void cancelledOrderTradesNoMore() {
        book.place(buy(1, 250, 5));

        var open = book.cancel(1, "ada");

        assertThat(open).isEqualTo(5);
        assertThat(book.place(sell(2, 250, 5))).isEmpty();
        assertThat(book.cancel(1, "ada")).isZero();
    }

    @Test
    void orderOfAnotherClientIsNotCancelled() {
        book.place(buy(1, 250, 5));

        assertThat(book.cancel(1, "bob")).isZero();
        assertThat(book.open(1)).isEqualTo(5);
    }

    @Test
    void nothingIsLostInManyTrades() {
        var placed = 0L;
        var traded = 0L;
        for (var number = 1; number <= 2_000; number++) {
            var order = new Order(
                    number,
                    "ada",
                    "TEA",
                    number % 3 == 0 ? Side.BUY : Side.SELL,
                    200 + number * 7 % 50,
                    1 + number % 9);
            placed += order.quantity();
            traded += book.place(order).stream().mapToLong(Trade::quantity).sum();
        }
        var open = 0L;
        for (var number = 1; number <= 2_000; number++) open += book.cancel(number, "ada");

        assertThat(traded).isPositive();
        assertThat(open + 2 * traded).isEqualTo(placed);
        assertThat(book.best()).isEqualTo(new BestPrices("TEA", null, null));
    }

    private static Order buy(long id, long price, long quantity) {
        return new Order(id, "ada", "TEA", Side.BUY, price, quantity);
    }

    private static Order sell(long id, long price, long quantity) {
        return new Order(id, "ada", "TEA", Side.SELL, price, quantity);
    }
}
