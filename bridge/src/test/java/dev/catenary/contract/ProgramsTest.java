package dev.catenary.contract;

import static java.net.http.HttpResponse.BodyHandlers.ofByteArray;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Promise;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.TaskLocal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that the documentation shows do what it says. */
class ProgramsTest extends OnEveryCarrier {
    @Test
    void runForkJoin() throws Exception {
        String greeting = run(scope -> {
            Task<String> a = scope.fork("hello", () -> say("hello", 200));
            Task<String> b = scope.fork(() -> say("world", 100));
            return a.join() + " " + b.join();
        });

        assertThat(greeting).isEqualTo("hello world");
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(200));
    }

    private static String say(String word, long millis) throws InterruptedException {
        Catenary.sleep(Duration.ofMillis(millis));
        return word;
    }

    @Test
    void longLivedLoopInAService() throws Exception {
        var rendered = Promise.<Order>create();

        try (EventLoop loop = open("orders")) {
            Task<Order> t = loop.start(scope -> load(42));
            t.onComplete(Callback.of(order -> rendered.complete(order), failure -> rendered.fail(failure)));
            Order now = t.join();
            CompletableFuture<Order> f = t.toCompletableFuture();
            Order o = loop.run(scope -> load(42));

            assertThat(now).isEqualTo(new Order(42));
            assertThat(f.join()).isEqualTo(new Order(42));
            assertThat(o).isEqualTo(new Order(42));
            assertThat(rendered.join()).isEqualTo(new Order(42));
        }
    }

    private record Order(long id) {}

    private static Order load(long id) throws InterruptedException {
        Catenary.yieldNow();
        return new Order(id);
    }

    @Test
    void firstFailureCancelsTheSiblingsAndIsThrown() {
        assertThatThrownBy(() -> run(scope -> {
                    scope.fork("a", () -> {
                        throw new IOException("boom");
                    });
                    scope.fork("b", () -> {
                        Catenary.sleep(Duration.ofHours(1));
                        return 1;
                    });
                    return null;
                }))
                .isInstanceOfSatisfying(ScopeFailedException.class, e -> {
                    assertThat(e.getCause()).isInstanceOf(IOException.class).hasMessage("boom");
                    assertThat(e.failures()).containsExactly(e.getCause());
                });
        assertThat(clock.elapsed()).isZero();
    }

    @Test
    void whatTheBodyItselfThrowsIsThrownAsItIs() {
        try {
            run(scope -> {
                if (scope.children().isEmpty()) throw new IOException("boom");
                return null;
            });
            points.unreachable();
        } catch (IOException | InterruptedException e) {
            assertThat(e).isInstanceOf(IOException.class).hasMessage("boom").hasNoSuppressedExceptions();
        }
    }

    @Test
    void anyCompletionStageIsAwaited() throws Exception {
        try (var server = new Greeter()) {
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(server.uri()).build();

            var both = run(scope -> {
                byte[] body =
                        Catenary.await(client.sendAsync(request, ofByteArray())).body();
                Task<HttpResponse<String>> r = scope.forkStage(() -> client.sendAsync(request, ofString()));
                return new String(body, StandardCharsets.UTF_8) + ", "
                        + r.join().body();
            });

            assertThat(both).isEqualTo("hello, hello");
        }
    }

    /** An HTTP server on loopback. */
    private static final class Greeter implements AutoCloseable {
        private final HttpServer server;

        Greeter() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, 5);
                try (var out = exchange.getResponseBody()) {
                    out.write("hello".getBytes(StandardCharsets.UTF_8));
                }
            });
            server.start();
        }

        URI uri() {
            return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    void blockingWorkIsOffloaded(@TempDir Path dir) throws Exception {
        Path a = Files.writeString(dir.resolve("a"), "text");
        Path b = dir.resolve("b");

        Path made = run(scope -> {
            Path copy = Catenary.offload(() -> Files.copy(a, b));
            return copy;
        });

        assertThat(made).isEqualTo(b).hasContent("text");
    }

    @Test
    void tasksWithoutABody() throws Exception {
        Task<String> t = Task.completed("page");
        Promise<String> promise = Promise.create();

        promise.complete("other");

        assertThat(t.join()).isEqualTo("page");
        assertThat(promise.join()).isEqualTo("other");
    }

    @Test
    void callbacksSoonAndLater() throws Exception {
        run(scope -> {
            var done = Promise.<Void>create();
            EventLoop loop = scope.loop();

            loop.schedule(Duration.ofSeconds(1), () -> {
                points.reach(2);
                done.complete(null);
            });
            loop.execute(() -> points.reach(1));

            done.join();
            points.end(3);
            return null;
        });

        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void childrenInheritTaskLocals() throws Exception {
        TaskLocal<String> requestId = TaskLocal.create("requestId");

        String seen = run(scope ->
                requestId.with("17", () -> scope.fork(() -> requestId.get()).join()));

        assertThat(seen).isEqualTo("17");
    }
}
