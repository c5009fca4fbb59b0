package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.catenary.Body;
import dev.catenary.Carrier;
import dev.catenary.Catenary;
import dev.catenary.Tasks;
import dev.catenary.contract.features.Proves;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's own I/O in tasks: as it stands where the loop carries its threads, off the loop where it does not. */
class NetworkTest extends OnEveryCarrier {
    @TempDir
    private Path folder;

    /** What blocks in the JDK. */
    private <T> T blocking(Body<T, Exception> call) throws Exception {
        return carrier == Carrier.LOOP_CARRIED ? call.run() : Catenary.offload(call);
    }

    @Test
    @Proves(NETWORK)
    void serverAndClientTalkOverASocketOnOneLoop() throws Exception {
        try (var loop = open();
                var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var heard = loop.<String, Exception>run(scope -> {
                scope.fork("server", () -> {
                    try (var socket = blocking(server::accept)) {
                        var line = blocking(() -> linesOf(socket).readLine());
                        say(socket, line.toUpperCase());
                    }
                });
                return scope.fork("client", () -> {
                            try (var socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                                say(socket, "hello");
                                return blocking(() -> linesOf(socket).readLine());
                            }
                        })
                        .join();
            });

            assertThat(heard).isEqualTo("HELLO");
        }
    }

    private static BufferedReader linesOf(Socket socket) throws Exception {
        return new BufferedReader(new InputStreamReader(socket.getInputStream()));
    }

    private static void say(Socket socket, String line) throws Exception {
        new PrintWriter(socket.getOutputStream(), true).println(line);
    }

    @Test
    @Proves(NETWORK)
    void requestsAreUnderWayTogether() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var answer = exchange.getRequestURI().getPath().getBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        var base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var client = HttpClient.newHttpClient();
        try (var loop = open()) {
            var paths = IntStream.range(0, 20).mapToObj(number -> "/" + number).toList();

            List<String> answers = loop.<List<String>, Exception>run(scope -> Tasks.map(
                    paths,
                    5,
                    path -> Catenary.await(client.sendAsync(
                                    HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString()))
                            .body()));

            assertThat(answers).isEqualTo(paths);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @Proves(NETWORK)
    void processIsWaitedFor() throws Exception {
        try (var loop = open()) {
            var line = loop.<String, Exception>run(scope -> {
                var process = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-version")
                        .redirectErrorStream(true)
                        .start();
                var output = scope.fork(
                        () -> blocking(() -> new String(process.getInputStream().readAllBytes())));
                var status = Catenary.await(process.onExit()).exitValue();
                return status + " " + output.join();
            });

            assertThat(line).startsWith("0 ").contains("version");
        }
    }

    @Test
    @Proves(NETWORK)
    void filesAreWrittenAndRead() throws Exception {
        var file = folder.resolve("lines.txt");
        try (var loop = open()) {
            var lines = loop.<List<String>, Exception>run(scope -> {
                Catenary.offload(() -> Files.write(file, List.of("one", "two")));
                return Catenary.offload(() -> Files.readAllLines(file));
            });

            assertThat(lines).containsExactly("one", "two");
        }
    }
}
