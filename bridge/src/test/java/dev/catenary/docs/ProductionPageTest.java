package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.catenary.EventLoop;
import dev.catenary.LoopOptions;
import dev.catenary.Task;
import dev.catenary.context.ContextSources;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Service;

/** The snippets of {@code docs/production.md}. */
class ProductionPageTest extends Page {
    ProductionPageTest() {
        super("docs/production.md", "demos/src/main/java/dev/catenary/demos/mixed/prices/PriceServer.java");
    }

    // tag::spring
    @Configuration(proxyBeanMethods = false)
    static class Loops {
        @Bean // Spring calls close() when the application ends
        EventLoop orders() {
            return EventLoop.open(
                    LoopOptions.named("orders").context(ContextSources.mdc()).closeTimeout(Duration.ofSeconds(20)));
        }
    }

    @Service
    static class OrderService {
        private final EventLoop loop;

        OrderService(EventLoop loop) {
            this.loop = loop;
        }

        /** What a handler method of a controller may return: no thread of the server waits for it. */
        CompletableFuture<String> order(String id) {
            return loop.start("order " + id, scope -> {
                        Task<String> head = scope.fork(() -> "head of " + id);
                        Task<String> lines = scope.fork(() -> "lines of " + id);
                        return head.join() + ", " + lines.join();
                    })
                    .toCompletableFuture();
        }
    }
    // end::spring

    @Test
    void spring() {
        EventLoop loop;
        try (var application = new AnnotationConfigApplicationContext(Loops.class, OrderService.class)) {
            loop = application.getBean(EventLoop.class);
            assertThat(application.getBean(OrderService.class).order("42").join())
                    .isEqualTo("head of 42, lines of 42");
        }
        assertThat(loop.isClosed()).isTrue();
    }

    @Test
    void plainJdk() throws Exception {
        // tag::jdk
        EventLoop loop = EventLoop.open("orders");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.createContext("/orders/", exchange -> {
            try (exchange) {
                var path = exchange.getRequestURI().getPath();
                byte[] answer = loop.run(scope -> "answer to " + path).getBytes(); // this thread waits for the loop
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the server is being stopped; the task has been cancelled
            }
        });
        server.start();
        // end::jdk
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.getAddress().getPort() + "/orders/42"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .isEqualTo("answer to /orders/42");
        // tag::stop
        server.stop(0); // takes in no more; a number of seconds lets requests under way end
        loop.close(); // cancels what is left, and waits for it
        // end::stop
        assertThat(loop.isClosed()).isTrue();
    }

    @Test
    void context() throws Exception {
        // tag::context
        LoopOptions options = LoopOptions.named("orders")
                .context(ContextSources.mdcOfTask(), ContextSources.micrometer()); // MDC, traces of OpenTelemetry
        try (EventLoop loop = EventLoop.open(options)) {
            MDC.put("request", "42");
            handle(loop.run(scope -> MDC.get("request") + " in task " + MDC.get("taskId")));
        }
        // end::context
        MDC.clear();
        assertThat(seen).singleElement().asString().matches("42 in task \\d+");
    }
}
