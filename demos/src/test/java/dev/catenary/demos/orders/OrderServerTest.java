package dev.catenary.demos.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.catenary.Catenary;
import dev.catenary.Latch;
import dev.catenary.Receiver;
import dev.catenary.Task;
import dev.catenary.demos.web.Socket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrderServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final HttpClient http = HttpClient.newHttpClient();
    private DatabaseLedger ledger;
    private OrderServer server;

    @BeforeEach
    void open() throws Exception {
        ledger = DatabaseLedger.open(database, 2);
        server = new OrderServer(ExchangeSettings.of("TEA").ordersPerSecond(100_000, 100_000), ledger, 0);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        ledger.close();
        try (var connection = DriverManager.getConnection(database)) {
            connection.createStatement().execute("shutdown");
        }
    }

    @Test
    void orderCanBePlacedReadAndTakenBack() throws Exception {
        var placed = send(order("ada", Side.BUY, 250, 10));
        send(order("bob", Side.SELL, 240, 4));
        var takenBack = send(request("ada", "/orders/1").DELETE());
        var read = send(request("ada", "/orders/1"));

        assertThat(placed.statusCode()).isEqualTo(201);
        assertThat(takenBack.body()).isEqualTo("{\"order\":1,\"quantity\":6}");
        assertThat(JSON.readTree(read.body()).get("open").asLong()).isZero();
        assertThat(JSON.readTree(read.body()).get("cancelled").asBoolean()).isTrue();
    }

    @Test
    void orderOfAnotherClientIsNotTakenBack() throws Exception {
        send(order("ada", Side.BUY, 250, 10));

        assertThat(send(request("bob", "/orders/1").DELETE()).statusCode()).isEqualTo(404);
    }

    @Test
    void instrumentShowsItsBestPricesAndItsTrades() throws Exception {
        send(order("ada", Side.BUY, 250, 10));
        send(order("bob", Side.SELL, 240, 4));

        assertThat(send(request("ada", "/instruments/TEA")).body())
                .isEqualTo(
                        "{\"type\":\"best\",\"instrument\":\"TEA\",\"bid\":{\"price\":250,\"quantity\":6},\"ask\":null}");
        assertThat(send(request("ada", "/instruments/TEA/summary")).body())
                .isEqualTo("{\"instrument\":\"TEA\",\"trades\":1,\"volume\":4,\"low\":250,\"high\":250}");
    }

    @Test
    void badRequestsAreRefusedWithTheirReason() throws Exception {
        var negative = order("ada", Side.BUY, 250, -1);
        var unknown = request("ada", "/instruments/GOLD");
        var late = request("ada", "/orders/1").header("X-Deadline", "PT0S");
        var nameless = HttpRequest.newBuilder(uri("/orders")).POST(BodyPublishers.ofString(json(Side.BUY, 250, 1)));

        assertThat(send(negative).statusCode()).isEqualTo(400);
        assertThat(send(unknown).body()).isEqualTo("{\"problem\":\"no such instrument: GOLD\"}");
        assertThat(send(late).statusCode()).isEqualTo(504);
        assertThat(send(nameless).statusCode()).isEqualTo(400);
    }

    @Test
    void clientThatSendsTooManyIsToldSo() throws Exception {
        server.close();
        server = new OrderServer(ExchangeSettings.of("TEA").ordersPerSecond(1, 1), ledger, 0);
        send(order("ada", Side.BUY, 250, 10));

        var tooMany = send(order("ada", Side.BUY, 250, 10));

        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(tooMany.body()).isEqualTo("{\"problem\":\"client 'ada' may send 1 orders a second\"}");
    }

    @Test
    void feedTellsEveryTradeInOrderToEachListener() throws Exception {
        Catenary.run(scope -> {
            var sockets = List.of(listen(), listen(), listen());
            var hearing = new ArrayList<Task<List<Long>>>();
            for (var socket : sockets) hearing.add(scope.fork(() -> trades(socket.messages())));

            for (var round = 0; round < 50; round++) {
                var buy = http.sendAsync(order("ada", Side.BUY, 250, 1).build(), BodyHandlers.ofString());
                var sell = http.sendAsync(order("bob", Side.SELL, 250, 1).build(), BodyHandlers.ofString());
                Catenary.await(buy);
                Catenary.await(sell);
            }
            Catenary.offload(() -> server.close());

            for (var heard : hearing)
                assertThat(heard.join())
                        .isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList());
            assertThat(sockets).extracting(Socket::closeCode).containsOnly(1001);
            return null;
        });
    }

    @Test
    void closeLosesNoAcceptedOrder() throws Exception {
        var answered = Collections.synchronizedList(new ArrayList<Long>());
        Catenary.<Void, Exception>run(scope -> {
            var enough = Latch.of(200);
            for (var client = 0; client < 8; client++) {
                var name = "client " + client;
                scope.fork(name, () -> sendUntilClosed(name, answered, enough));
            }
            enough.await();
            Catenary.offload(() -> server.close());
            return null;
        });

        assertThat(server.unanswered()).isZero();
        assertThat(answered).hasSizeGreaterThanOrEqualTo(200).doesNotHaveDuplicates();
        assertThat(recorded()).containsExactlyInAnyOrderElementsOf(answered);
    }

    /** Until the server refuses: by a status, or as nobody listens any more. */
    private void sendUntilClosed(String name, List<Long> answered, Latch enough)
            throws IOException, InterruptedException {
        while (true) {
            HttpResponse<String> answer;
            try {
                var order = order(name, Side.BUY, 250, 1).build();
                answer = Catenary.await(http.sendAsync(order, BodyHandlers.ofString()));
            } catch (CompletionException closed) {
                assertThat(closed).hasCauseInstanceOf(IOException.class);
                return;
            }
            if (answer.statusCode() == 503) return;
            assertThat(answer.statusCode()).isIn(201, 202);
            answered.add(JSON.readTree(answer.body()).get("order").asLong());
            enough.countDown();
        }
    }

    private List<Long> recorded() throws SQLException {
        var orders = new ArrayList<Long>();
        try (var connection = DriverManager.getConnection(database);
                var rows = connection.createStatement().executeQuery("select id from orders")) {
            while (rows.next()) orders.add(rows.getLong(1));
        }
        return orders;
    }

    @Test
    void loadThatIsSentFromOutsideIsAnsweredWithoutErrors() throws Exception {
        var report = Load.run(new Load.Settings(
                URI.create(server.address()), "TEA", 4, 2, 200, Duration.ZERO, Duration.ofMillis(300)));

        assertThat(report.errors()).isEmpty();
        assertThat(report.requests()).isPositive();
        assertThat(report.told()).hasSize(2).allSatisfy(told -> {
            assertThat(told.trades()).isPositive();
            assertThat(told.missing()).isZero();
        });
        assertThat(report.isClean()).isTrue();
        assertThat(report.lines()).hasSize(5);
    }

    private static List<Long> trades(Receiver<String> messages) throws IOException, InterruptedException {
        var numbers = new ArrayList<Long>();
        messages.<IOException>forEach(message -> {
            JsonNode tick = JSON.readTree(message);
            if (tick.get("type").asText().equals("trade"))
                numbers.add(tick.get("number").asLong());
        });
        return numbers;
    }

    private Socket listen() throws InterruptedException {
        var socket = Socket.open(http, URI.create(server.address().replace("http", "ws") + "/feed"));
        assertThat(socket.messages().receive()).isEqualTo("{\"type\":\"subscribed\",\"lastTrade\":0}");
        return socket;
    }

    private HttpRequest.Builder order(String client, Side side, long price, long quantity) {
        return request(client, "/orders").POST(BodyPublishers.ofString(json(side, price, quantity)));
    }

    private static String json(Side side, long price, long quantity) {
        return "{\"instrument\":\"TEA\",\"side\":\"%s\",\"price\":%d,\"quantity\":%d}".formatted(side, price, quantity);
    }

    private HttpRequest.Builder request(String client, String path) {
        return HttpRequest.newBuilder(uri(path)).header("X-Client", client);
    }

    private URI uri(String path) {
        return URI.create(server.address() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
