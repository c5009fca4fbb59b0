package dev.catenary.demos.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.catenary.Catenary;
import dev.catenary.LoopClock;
import dev.catenary.Scope;
import dev.catenary.Timeouts;
import dev.catenary.WaitQueue;
import dev.catenary.demos.web.Socket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Clients of an exchange, each a task, all on one loop: so the histogram and the counts are plain data. Nine of ten requests
 * place an order, the tenth takes back the last one.
 */
public final class Load {
    private static final long HIGHEST = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;
    private static final int CANCEL_EACH = 10;
    private static final String GONE = ConnectException.class.getSimpleName();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /**
     * @param rate requests a second of all clients together, each measured from when it was due; 0: each client sends its
     *     next request when it has the answer to its last one
     */
    public record Settings(
            URI url, String instrument, int clients, int listeners, int rate, Duration warmUp, Duration measured) {}

    private final Settings settings;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    // the loop's turn
    private final Histogram latency = new Histogram(HIGHEST, DIGITS);
    private final Map<String, Long> errors = new TreeMap<>();
    private long lastTrade;

    private Load(Settings settings) {
        this.settings = settings;
    }

    public static LoadReport run(Settings settings) throws IOException, InterruptedException {
        return Catenary.<LoadReport, IOException>run(new Load(settings)::run);
    }

    private LoadReport run(Scope scope) throws IOException, InterruptedException {
        var listeners = new ArrayList<Listener>();
        for (var number = 0; number < settings.listeners; number++)
            listeners.add(Listener.open(http, settings.url, json));
        for (var listener : listeners) scope.background().fork("listener", listener::listen);
        send();
        var told = new ArrayList<LoadReport.Told>();
        for (var listener : listeners) told.add(listener.toldUpTo(lastTrade));
        return new LoadReport(settings, latency, errors, told);
    }

    private void send() throws InterruptedException {
        Catenary.scope(clients -> {
            LoopClock clock = clients.loop()::nanoTime;
            var start = clock.nanoTime() + settings.warmUp.toNanos();
            var end = start + settings.measured.toNanos();
            for (var number = 0; number < settings.clients; number++) {
                var client = new Client(number, start, end, clock);
                clients.fork("client " + number, client::run);
            }
            return null;
        });
    }

    private final class Client {
        private final String name;
        private final SplittableRandom random;
        private final long start;
        private final long end;
        private final LoopClock clock;
        private long due;
        private long lastOrder;

        Client(int number, long start, long end, LoopClock clock) {
            name = "load-" + number;
            random = new SplittableRandom(number);
            this.start = start;
            this.end = end;
            this.clock = clock;
            due = clock.nanoTime() + pause() * number / Math.max(1, settings.clients);
        }

        private long pause() {
            return settings.rate == 0 ? 0 : Duration.ofSeconds(settings.clients).toNanos() / settings.rate;
        }

        void run() throws InterruptedException {
            for (var turn = 1; ; turn++) {
                var from = awaitDue();
                if (from >= end) return;
                var error = request(turn);
                if (from >= start) count(error, clock.nanoTime() - from);
                if (GONE.equals(error)) return;
            }
        }

        /** When the next request is due, whatever the time is then; or now. */
        private long awaitDue() throws InterruptedException {
            if (settings.rate == 0) return clock.nanoTime();
            var from = due;
            due += pause();
            var early = from - clock.nanoTime();
            if (early > 0) Catenary.sleep(Duration.ofNanos(early));
            return from;
        }

        private void count(@Nullable String error, long nanos) {
            latency.recordValue(Math.min(nanos, HIGHEST));
            if (error != null) errors.merge(error, 1L, Long::sum);
        }

        private @Nullable String request(int turn) throws InterruptedException {
            try {
                return turn % CANCEL_EACH == 0 ? cancel() : place();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof IOException cause)
                    return cause.getClass().getSimpleName();
                throw failed;
            } catch (IOException notJson) {
                return notJson.getClass().getSimpleName();
            }
        }

        private @Nullable String place() throws IOException, InterruptedException {
            var side = random.nextBoolean() ? Side.BUY : Side.SELL;
            var order = new OrderRequest(
                    settings.instrument, side, random.nextLong(9_900, 10_100), random.nextLong(1, 100));
            var body = BodyPublishers.ofString(json.writeValueAsString(order));
            var answer = Catenary.await(http.sendAsync(to("/orders").POST(body).build(), BodyHandlers.ofByteArray()));
            if (answer.statusCode() >= 300) return "status " + answer.statusCode();
            var placed = json.readTree(answer.body());
            lastOrder = placed.get("order").asLong();
            placed.get("trades")
                    .forEach(trade ->
                            lastTrade = Math.max(lastTrade, trade.get("number").asLong()));
            return answer.statusCode() == 201 ? null : "status " + answer.statusCode();
        }

        /** That nothing of the order is open any more is no error. */
        private @Nullable String cancel() throws InterruptedException {
            var request = to("/orders/" + lastOrder).DELETE().build();
            var status = Catenary.await(http.sendAsync(request, BodyHandlers.discarding()))
                    .statusCode();
            return status == 200 || status == 404 ? null : "status " + status;
        }

        private HttpRequest.Builder to(String path) {
            return HttpRequest.newBuilder(settings.url.resolve(path)).header("X-Client", name);
        }
    }

    /** Counts the trades it is told, and those it is not. */
    private static final class Listener {
        private final Socket socket;
        private final ObjectMapper json;
        private final WaitQueue<@Nullable Void> heard = WaitQueue.create("heard");
        private long trades;
        private long missing;
        private long last;

        private Listener(Socket socket, ObjectMapper json, long last) {
            this.socket = socket;
            this.json = json;
            this.last = last;
        }

        static Listener open(HttpClient http, URI exchange, ObjectMapper json)
                throws IOException, InterruptedException {
            var feed = exchange.resolve("/feed").toString().replaceFirst("^http", "ws");
            var socket = Socket.open(http, URI.create(feed));
            var subscribed = json.readTree(socket.messages().receive());
            return new Listener(socket, json, subscribed.get("lastTrade").asLong());
        }

        void listen() throws IOException, InterruptedException {
            socket.messages().<IOException>forEach(message -> hear(json.readTree(message)));
        }

        private void hear(JsonNode tick) {
            if (!tick.get("type").asText().equals("trade")) return;
            var number = tick.get("number").asLong();
            trades++;
            missing += number - last - 1;
            last = number;
            heard.signalAll(null);
        }

        /** What it has been told once that trade is among it, or when it has waited long enough for it. */
        LoadReport.Told toldUpTo(long trade) throws InterruptedException {
            Timeouts.tryWithin(PATIENCE, () -> {
                while (last < trade) heard.await();
                return true;
            });
            socket.close();
            return new LoadReport.Told(trades, missing + Math.max(0, trade - last));
        }
    }
}
