package dev.catenary.demos.orders;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.Timeouts;
import dev.catenary.demos.mixed.Served;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.websocket.WsConfig;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The exchange over HTTP and WebSocket.
 *
 * <pre>
 * POST   /orders                        places one: {"instrument":"TEA","side":"BUY","price":250,"quantity":10}
 * GET    /orders/{id}                   as the database has it
 * DELETE /orders/{id}                   takes back what is open of it
 * GET    /instruments/{name}            best prices
 * GET    /instruments/{name}/summary    of its trades, at most a second old
 * WS     /feed                          trades and best prices as they come
 * </pre>
 *
 * Clients name themselves in the header {@code X-Client}, and may say in {@code X-Deadline} how long they wait, as in
 * {@code PT0.5S}. The answer to an order: 201 it is in the database; 202 it is accepted and will be; 429 the client sends too
 * many; 503 the exchange is closed; 504 there was no room for it in time. The last three: it was not accepted.
 */
public final class OrderServer implements Served {
    private static final String DEADLINE = "X-Deadline";
    private static final Duration USUAL_DEADLINE = Duration.ofSeconds(2);
    private static final Duration IDLE_AT_THE_END = Duration.ofMillis(20);
    private static final int THREADS = 64;

    private final EventLoop loop = EventLoop.open("orders");
    private final QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    private final Duration drain;
    private final Exchange exchange;
    private final Task<Integer> life;
    private final FeedSockets feeds;
    private final Javalin server;
    private final String address;

    /** @param port 0 for any that is free */
    public OrderServer(ExchangeSettings settings, Ledger ledger, int port) throws InterruptedException {
        drain = settings.drain();
        exchange = new Exchange(loop, settings, ledger);
        feeds = new FeedSockets(exchange);
        var ready = Promise.<@Nullable Void>create("ready");
        life = loop.start("exchange", scope -> live(ready));
        ready.join();
        server = Javalin.create(this::configure);
        server.start("127.0.0.1", port);
        address = "http://127.0.0.1:" + server.port();
    }

    private int live(Promise<@Nullable Void> ready) throws InterruptedException {
        return Catenary.<Integer, RuntimeException>supervisor(sockets -> {
            feeds.openIn(sockets);
            int unanswered = exchange.run(ready);
            finish(sockets);
            return unanswered;
        });
    }

    /** The feed is closed: those who listen are told what is left of it, if they listen fast enough. */
    private void finish(Scope sockets) throws InterruptedException {
        var finished = Timeouts.tryWithin(drain, () -> {
            sockets.join();
            return true;
        });
        if (finished.isEmpty()) sockets.cancel("the exchange has closed, and this listener was too slow");
    }

    // ---- HTTP

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(this::stopGracefully);
        config.validation.register(Duration.class, OrderServer::duration);
        routes(config.routes);
    }

    private void stopGracefully(Server jetty) {
        var graceful = new GracefulHandler();
        graceful.setShutdownIdleTimeout(IDLE_AT_THE_END.toMillis());
        jetty.setHandler(graceful);
        jetty.setStopTimeout(drain.toMillis());
    }

    private void routes(RoutesConfig routes) {
        routes.post("/orders", this::place);
        routes.get("/orders/{id}", request -> {
            var id = id(request);
            var limit = limit(request);
            answer(request, () -> exchange.find(id, limit).map(Reply::ok).orElse(Reply.notFound("order", id)));
        });
        routes.delete("/orders/{id}", this::cancel);
        routes.get("/instruments/{name}", request -> {
            var name = request.pathParam("name");
            answer(request, () -> Reply.ok(exchange.best(name)));
        });
        routes.get("/instruments/{name}/summary", request -> {
            var name = request.pathParam("name");
            var limit = limit(request);
            answer(request, () -> Reply.ok(exchange.summary(name, limit)));
        });
        routes.ws("/feed", this::feed);
        routes.exception(RejectedExecutionException.class, (refused, request) -> refuse(request, refused));
        routes.exception(CancellationException.class, (cancelled, request) -> refuse(request, cancelled));
    }

    private void feed(WsConfig socket) {
        socket.onConnect(feeds::open);
        socket.onClose(feeds::close);
    }

    private void place(Context request) {
        var client = client(request);
        var wanted = request.bodyValidator(OrderRequest.class).get();
        var limit = limit(request);
        answer(request, () -> {
            var placed = exchange.place(client, wanted, limit);
            return new Reply(placed.recorded() ? HttpStatus.CREATED : HttpStatus.ACCEPTED, placed);
        });
    }

    private void cancel(Context request) {
        var client = client(request);
        var id = id(request);
        var limit = limit(request);
        answer(request, () -> {
            var open = exchange.cancel(client, id, limit);
            return open == 0 ? Reply.notFound("open order", id) : Reply.ok(new TakenBack(id, open));
        });
    }

    /** The request waits as a task of the loop; its answer is written by the server's threads, for that may block. */
    private void answer(Context request, Callable<Reply> work) {
        request.future(() -> exchange.submit(() -> Reply.of(work))
                .toCompletableFuture()
                .thenAcceptAsync(reply -> request.status(reply.status).json(reply.body), threads));
    }

    private static void refuse(Context request, Exception reason) {
        request.status(HttpStatus.SERVICE_UNAVAILABLE).json(new Problem(String.valueOf(reason.getMessage())));
    }

    private static String client(Context request) {
        return request.headerAsClass("X-Client", String.class).get();
    }

    private static Duration limit(Context request) {
        // looked at first, for to convert a header that is not there costs an exception
        if (request.header(DEADLINE) == null) return USUAL_DEADLINE;
        return request.headerAsClass(DEADLINE, Duration.class).get();
    }

    private static Duration duration(String text) {
        var duration = Duration.parse(text);
        if (duration.isNegative()) throw new IllegalArgumentException("negative: " + text);
        return duration;
    }

    private static long id(Context request) {
        return request.pathParamAsClass("id", Long.class).get();
    }

    @Override
    public String address() {
        return address;
    }

    /**
     * Loses no order that was accepted: takes no more of them in, answers and writes those it has, tells the feed, and only
     * then lets the server go, when it has sent its last answer.
     */
    @Override
    public void close() {
        exchange.stop();
        try {
            life.toCompletableFuture().join();
        } finally {
            server.stop();
            loop.close();
        }
    }

    /** Requests that were accepted and could not be answered in the time that was left; once it is closed. */
    public int unanswered() {
        return life.resultNow();
    }

    private record TakenBack(long order, long quantity) {}

    private record Problem(String problem) {}

    private record Reply(HttpStatus status, Object body) {
        /** The failures that are answers too. */
        static Reply of(Callable<Reply> work) throws Exception {
            try {
                return work.call();
            } catch (TooManyOrdersException tooMany) {
                return new Reply(HttpStatus.TOO_MANY_REQUESTS, problem(tooMany));
            } catch (TimeoutException late) {
                return new Reply(HttpStatus.GATEWAY_TIMEOUT, problem(late));
            } catch (NoSuchElementException unknown) {
                return new Reply(HttpStatus.NOT_FOUND, problem(unknown));
            } catch (CompletionException failed) {
                throw failed.getCause() instanceof Exception cause ? cause : failed;
            }
        }

        static Reply ok(Object body) {
            return new Reply(HttpStatus.OK, body);
        }

        static Reply notFound(String what, long id) {
            return new Reply(HttpStatus.NOT_FOUND, new Problem("no " + what + " " + id));
        }

        private static Problem problem(Exception reason) {
            return new Problem(String.valueOf(reason.getMessage()));
        }
    }
}
