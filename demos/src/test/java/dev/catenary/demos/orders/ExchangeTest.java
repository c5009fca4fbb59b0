package dev.catenary.demos.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.ChannelClosedException;
import dev.catenary.EventLoop;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.demos.orders.Entry.Placed;
import dev.catenary.testing.TestLoop;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofHours(1);
    private static final ExchangeSettings SETTINGS = ExchangeSettings.of("TEA");

    @Test
    void orderIsAnsweredWhenItIsWritten() throws Exception {
        var ledger = new SlowLedger(SECOND);

        var placed = inExchange(SETTINGS, ledger, exchange -> exchange.place("ada", buy(250, 10), LONG));

        assertThat(placed).isEqualTo(new Placement(1, 10, List.of(), true));
        assertThat(ledger.written).hasSize(1);
    }

    @Test
    void deadlineOfAnAcceptedOrderDoesNotTakeItBack() throws Exception {
        var ledger = new SlowLedger(SECOND.multipliedBy(3));

        var placed = inExchange(SETTINGS, ledger, exchange -> exchange.place("ada", buy(250, 10), SECOND));

        assertThat(placed.recorded()).isFalse();
        assertThat(ledger.written).hasSize(1);
    }

    @Test
    void orderWithoutRoomWithinItsDeadlineIsNotAccepted() throws Exception {
        var ledger = new SlowLedger(SECOND.multipliedBy(3));

        inExchange(SETTINGS.inFlight(1), ledger, exchange -> {
            var first = exchange.submit(() -> exchange.place("ada", buy(250, 10), LONG));
            Catenary.yieldNow();

            assertThatThrownBy(() -> exchange.place("bob", buy(250, 10), SECOND))
                    .isInstanceOf(TimeoutException.class);

            assertThat(first.join().recorded()).isTrue();
            return null;
        });

        assertThat(ledger.written).hasSize(1);
    }

    @Test
    void orderWithoutRoomIsPlacedWhenThereIsSome() throws Exception {
        inExchange(SETTINGS.inFlight(1), new SlowLedger(SECOND), exchange -> {
            var all = place(exchange, 3);

            var placed = Tasks.gather(all);

            assertThat(placed).extracting(Placement::order).containsExactly(1L, 2L, 3L);
            return null;
        });
    }

    @Test
    void readEndsAtItsDeadline() throws Exception {
        inExchange(SETTINGS, new SlowLedger(LONG), exchange -> {
            assertThatThrownBy(() -> exchange.find(1, SECOND)).isInstanceOf(TimeoutException.class);
            return null;
        });
    }

    @Test
    void eachClientHasARateOfItsOwn() throws Exception {
        inExchange(SETTINGS.ordersPerSecond(1, 2), new SlowLedger(Duration.ZERO), exchange -> {
            exchange.place("ada", buy(250, 1), LONG);
            exchange.place("ada", buy(250, 1), LONG);

            assertThatThrownBy(() -> exchange.place("ada", buy(250, 1), LONG))
                    .isInstanceOf(TooManyOrdersException.class)
                    .hasMessage("client 'ada' may send 1 orders a second");
            assertThat(exchange.place("bob", buy(250, 1), LONG).recorded()).isTrue();

            Catenary.sleep(SECOND);
            assertThat(exchange.place("ada", buy(250, 1), LONG).recorded()).isTrue();
            return null;
        });
    }

    @Test
    void whatGathersDuringAWriteIsWrittenAtOnce() throws Exception {
        inExchange(SETTINGS, new SlowLedger(SECOND), exchange -> {
            var loop = EventLoop.current().orElseThrow();
            var start = loop.nanoTime();

            var first = place(exchange, 1);
            Catenary.sleep(SECOND.dividedBy(2));
            Tasks.gather(place(exchange, 50));

            assertThat(first).allMatch(Task::isDone);
            assertThat(Duration.ofNanos(loop.nanoTime() - start)).isEqualTo(SECOND.multipliedBy(2));
            return null;
        });
    }

    @Test
    void summaryIsReadOnceASecondHoweverManyAsk() throws Exception {
        var ledger = new SlowLedger(Duration.ofMillis(100));

        inExchange(SETTINGS, ledger, exchange -> {
            Tasks.map(IntStream.range(0, 20).boxed().toList(), 20, unused -> exchange.summary("TEA", SECOND));
            assertThat(ledger.summaries).isEqualTo(1);

            Catenary.sleep(SECOND);
            exchange.summary("TEA", SECOND);
            assertThat(ledger.summaries).isEqualTo(2);
            return null;
        });
    }

    @Test
    void feedTellsEveryTradeInOrderToEachListener() throws Exception {
        inExchange(SETTINGS, new SlowLedger(Duration.ofMillis(1)), exchange -> {
            var listeners = List.of(exchange.listen(), exchange.listen(), exchange.listen());

            Tasks.gather(place(exchange, 100));
            exchange.stop();

            for (var listener : listeners) {
                var numbers = new ArrayList<Long>();
                listener.forEach(tick -> {
                    if (tick instanceof Trade trade) numbers.add(trade.number());
                });
                assertThat(numbers)
                        .isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList());
            }
            return null;
        });
    }

    @Test
    void feedTellsOnlyWhatIsWritten() throws Exception {
        var ledger = new SlowLedger(SECOND);

        inExchange(SETTINGS, ledger, exchange -> {
            var listener = exchange.listen();
            place(exchange, 2);

            listener.forEach(tick -> {
                if (tick instanceof Trade) {
                    assertThat(ledger.written).hasSize(2);
                    exchange.stop();
                }
            });
            return null;
        });
    }

    @Test
    void listenerThatFallsBehindIsLeftBehindAndNobodyElse() throws Exception {
        inExchange(SETTINGS.feedBuffer(4), new SlowLedger(Duration.ZERO), exchange -> {
            var slow = exchange.listen();
            var fast = exchange.listen();
            var heard = new ArrayList<Tick>();
            var hearing = exchange.submit(() -> {
                fast.forEach(heard::add);
                return null;
            });

            for (var pair = 0; pair < 10; pair++) for (var order : place(exchange, 2)) order.join();
            for (var tick = 0; tick < 4; tick++) slow.receive();

            assertThatThrownBy(slow::receive)
                    .isInstanceOf(ChannelClosedException.class)
                    .hasMessageContaining("too slow");
            assertThat(exchange.isFeedClosed()).isFalse();
            assertThat(heard).hasSize(30); // ten trades; and the best prices change with each order
            hearing.cancel();
            return null;
        });
    }

    @Test
    void stopLosesNoAcceptedOrder() throws Exception {
        var ledger = new SlowLedger(SECOND);

        TestLoop.run(scope -> {
            var exchange = new Exchange(scope.loop(), SETTINGS, ledger);
            var life = start(scope, exchange);
            var accepted = place(exchange, 10);

            exchange.stop();

            assertThatThrownBy(() -> place(exchange, 1))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("the exchange is closed");
            assertThat(life.join()).isZero();
            assertThat(accepted)
                    .allSatisfy(
                            order -> assertThat(order.resultNow().recorded()).isTrue());
            assertThat(ledger.written)
                    .extracting(entry -> ((Placed) entry).order().id())
                    .isEqualTo(LongStream.rangeClosed(1, 10).boxed().toList());
            return null;
        });
    }

    @Test
    void stopWaitsNoLongerThanItsLimit() throws Exception {
        TestLoop.run(scope -> {
            var exchange = new Exchange(scope.loop(), SETTINGS.drain(SECOND), new SlowLedger(LONG));
            var life = start(scope, exchange);
            var accepted = place(exchange, 3);
            Catenary.yieldNow();
            var start = scope.loop().nanoTime();

            exchange.stop();

            assertThat(life.join()).isEqualTo(3);
            assertThat(Duration.ofNanos(scope.loop().nanoTime() - start)).isEqualTo(SECOND);
            assertThat(accepted).allMatch(Task::isCancelled);
            return null;
        });
    }

    @Test
    void ledgerThatFailsEndsTheExchange() {
        var broken = new SQLException("disk full");
        var ledger = new SlowLedger(SECOND) {
            @Override
            public void write(List<Entry> entries) throws InterruptedException {
                throw new IllegalStateException(broken);
            }
        };

        assertThatThrownBy(() -> inExchange(SETTINGS, ledger, exchange -> {
                    exchange.place("ada", buy(250, 1), LONG);
                    return null;
                }))
                .isInstanceOf(ScopeFailedException.class)
                .hasRootCause(broken);
    }

    private static List<Task<Placement>> place(Exchange exchange, int orders) {
        var placed = new ArrayList<Task<Placement>>();
        for (var number = 0; number < orders; number++) {
            var order = new OrderRequest("TEA", number % 2 == 0 ? Side.BUY : Side.SELL, 250, 10);
            placed.add(exchange.submit(() -> exchange.place("ada", order, LONG)));
        }
        return placed;
    }

    private static OrderRequest buy(long price, long quantity) {
        return new OrderRequest("TEA", Side.BUY, price, quantity);
    }

    private static Task<Integer> start(Scope scope, Exchange exchange) throws InterruptedException {
        var ready = Promise.<@Nullable Void>create("ready");
        var life = scope.fork("exchange", () -> exchange.run(ready));
        ready.join();
        return life;
    }

    /** What the action gives, once the exchange has been stopped and has ended. */
    private static <T extends @Nullable Object> T inExchange(ExchangeSettings settings, Ledger ledger, Call<T> action)
            throws Exception {
        return TestLoop.<T, Exception>run(scope -> {
            var exchange = new Exchange(scope.loop(), settings, ledger);
            start(scope, exchange);
            var result = action.run(exchange);
            exchange.stop();
            return result;
        });
    }

    private interface Call<T extends @Nullable Object> {
        T run(Exchange exchange) throws Exception;
    }
}
