package dev.catenary.demos.orders;

import dev.catenary.Broadcast;
import dev.catenary.Broadcast.WhenFull;
import dev.catenary.Cache;
import dev.catenary.Catenary;
import dev.catenary.Deadline;
import dev.catenary.Event;
import dev.catenary.EventLoop;
import dev.catenary.Promise;
import dev.catenary.RateLimiter;
import dev.catenary.Receiver;
import dev.catenary.Scope;
import dev.catenary.Semaphore;
import dev.catenary.Task;
import dev.catenary.Timeouts;
import dev.catenary.demos.orders.Entry.Cancelled;
import dev.catenary.demos.orders.Entry.Placed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Order books, a journal of what happened in them, and a feed of it.
 *
 * <p>Each request is a task of one loop. So the books are plain data: from the moment an order has its number until its entry
 * is in the journal nothing waits, so nobody sees it half done, and the journal has the order of the books. Only then does
 * the request wait, for the ledger to have the entry; and the feed is told what the ledger has.
 *
 * <p>An order is accepted when it has its number. From then on neither its deadline nor {@link #stop} takes it back.
 */
public final class Exchange {
    private static final Duration SUMMARY_AGE = Duration.ofSeconds(1);
    private static final Duration CLIENT_IDLE = Duration.ofMinutes(10);

    private final EventLoop loop;
    private final ExchangeSettings settings;
    private final Ledger ledger;
    private final Broadcast<Tick> feed;
    private final Journal journal;
    private final Semaphore inFlight;
    private final Cache<String, RateLimiter> limiters;
    private final Cache<String, Summary> summaries;
    private final Event stopping = Event.create("stopping");
    private volatile @Nullable Scope requests;

    // the loop's turn
    private final Map<String, OrderBook> books;
    private long lastOrder;
    private long lastTrade;

    public Exchange(EventLoop loop, ExchangeSettings settings, Ledger ledger) {
        this.loop = loop;
        this.settings = settings;
        this.ledger = ledger;
        feed = Broadcast.create("feed", settings.feedBuffer(), WhenFull.END_SUBSCRIPTION);
        journal = new Journal(ledger, feed);
        inFlight = Semaphore.of("in flight", settings.inFlight());
        limiters = Cache.<String, RateLimiter>expireAfterAccess(CLIENT_IDLE)
                .clock(loop::nanoTime)
                .build();
        summaries = Cache.<String, Summary>expireAfterWrite(SUMMARY_AGE)
                .clock(loop::nanoTime)
                .build();
        books = settings.instruments().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), name -> new OrderBook(name, () -> ++lastTrade)));
    }

    // ---- its life

    /**
     * Serves until {@link #stop}, and then until all requests that were accepted are answered and written, but no longer than
     * {@link ExchangeSettings#drain}. A task of the loop runs this.
     *
     * @return how many requests could not be answered in that time
     */
    public int run(Promise<@Nullable Void> ready) throws InterruptedException {
        return Catenary.scope("exchange", scope -> {
            var writing = scope.fork("journal", journal::write);
            var answering = scope.fork("requests", () -> answer(ready));
            try {
                stopping.await();
                Timeouts.within(settings.drain(), () -> {
                    answering.join();
                    journal.close();
                    writing.join();
                });
                return 0;
            } catch (TimeoutException timeIsUp) {
                var left = unanswered();
                scope.cancel("the exchange closes, and " + settings.drain() + " to finish are over");
                return left;
            } finally {
                feed.close();
            }
        });
    }

    /** Is open for requests until the exchange stops; ends with the last of them. */
    private @Nullable Void answer(Promise<@Nullable Void> ready) throws InterruptedException {
        return Catenary.supervisor(opened -> {
            requests = opened;
            ready.complete(null);
            stopping.await();
            return null;
        });
    }

    private int unanswered() {
        var opened = requests;
        return opened == null ? 0 : opened.children().size();
    }

    /** No request is accepted any more. Any thread; never waits. */
    public void stop() {
        stopping.set();
    }

    /**
     * Runs a request as a task. Any thread.
     *
     * @throws RejectedExecutionException if the exchange is closed; the request never starts
     */
    public <T> Task<T> submit(Callable<T> request) {
        var opened = requests;
        if (opened == null || stopping.isSet()) throw new RejectedExecutionException("the exchange is closed");
        try {
            return opened.fork("request", request);
        } catch (IllegalStateException ended) {
            throw new RejectedExecutionException("the exchange is closed", ended);
        }
    }

    // ---- requests: called in tasks of the loop

    /**
     * Places an order, and waits until it is written.
     *
     * @param limit how long to wait for that; an order that was accepted by then stays accepted
     * @throws TimeoutException if there was no room for the order within {@code limit}; it was not accepted
     */
    public Placement place(String client, OrderRequest wanted, Duration limit)
            throws TooManyOrdersException, TimeoutException, InterruptedException {
        var book = book(wanted.instrument());
        var deadline = deadline(limit);
        admit(client);
        try (var held = Timeouts.within(limit, () -> inFlight.acquire())) {
            return place(client, wanted, book, deadline);
        }
    }

    private void admit(String client) throws TooManyOrdersException, InterruptedException {
        var limiter = limiters.get(
                client,
                unseen -> RateLimiter.perSecond(settings.ordersPerSecond()).burst(settings.burst()));
        if (!limiter.tryAcquire()) throw new TooManyOrdersException(client, settings.ordersPerSecond());
    }

    private Placement place(String client, OrderRequest wanted, OrderBook book, Deadline deadline)
            throws InterruptedException {
        var order =
                new Order(++lastOrder, client, wanted.instrument(), wanted.side(), wanted.price(), wanted.quantity());
        var before = book.best();
        var trades = book.place(order);
        var open = book.open(order.id());
        var written = journal.add(new Placed(order, open, trades), ticks(trades, before, book.best()));
        // the first wait since the order has its number
        return new Placement(order.id(), open, trades, isDoneBy(deadline, written));
    }

    /**
     * Takes back what is open of an order, and waits until that is written, as {@link #place}.
     *
     * @return what was open; 0 if nothing was, or the order is not the client's
     */
    public long cancel(String client, long order, Duration limit) throws InterruptedException {
        var deadline = deadline(limit);
        for (var book : books.values()) {
            var before = book.best();
            var open = book.cancel(order, client);
            if (open == 0) continue;
            isDoneBy(deadline, journal.add(new Cancelled(order), ticks(List.of(), before, book.best())));
            return open;
        }
        return 0;
    }

    private static List<Tick> ticks(List<Trade> trades, BestPrices before, BestPrices after) {
        var ticks = new ArrayList<Tick>(trades);
        if (!after.equals(before)) ticks.add(after);
        return ticks;
    }

    private static boolean isDoneBy(Deadline deadline, Task<?> written) throws InterruptedException {
        try {
            written.join(deadline.remaining());
            return true;
        } catch (TimeoutException goesOn) {
            return false;
        }
    }

    private Deadline deadline(Duration limit) {
        return Deadline.at(loop::nanoTime, loop.nanoTime() + limit.toNanos());
    }

    /** As the ledger has it. */
    public Optional<OrderState> find(long order, Duration limit) throws Exception {
        return Timeouts.within(limit, () -> ledger.find(order));
    }

    /** Never waits. */
    public BestPrices best(String instrument) {
        return book(instrument).best();
    }

    /** At most a second old: however many ask, the ledger is asked once a second. */
    public Summary summary(String instrument, Duration limit) throws TimeoutException, InterruptedException {
        book(instrument);
        return Timeouts.within(limit, () -> summaries.get(instrument, ledger::summary));
    }

    private OrderBook book(String instrument) {
        var book = books.get(instrument);
        if (book == null) throw new NoSuchElementException("no such instrument: " + instrument);
        return book;
    }

    // ---- the feed

    /**
     * What is written from now on, in order. One that falls behind by more than {@link ExchangeSettings#feedBuffer} ends, and
     * so does each once the exchange is closed.
     */
    public Receiver<Tick> listen() {
        return feed.subscribe();
    }

    /** The number of the last trade the feed was told. */
    public long lastTold() {
        return journal.lastTold();
    }

    public boolean isFeedClosed() {
        return feed.isClosed();
    }
}
