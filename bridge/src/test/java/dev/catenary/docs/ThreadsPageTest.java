package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.EventLoops;
import dev.catenary.LoopGroup;
import dev.catenary.Task;
import dev.catenary.TaskLocal;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/guide/threads.md}. */
class ThreadsPageTest extends Page {
    ThreadsPageTest() {
        super("docs/guide/threads.md");
    }

    private static long hash(String text) {
        return text.hashCode();
    }

    @Test
    void offload() throws Exception {
        run(scope -> {
            // tag::offload
            long hash = Catenary.offload(() -> hash("a long text")); // other tasks go on
            Task<Long> later = Catenary.offloadAsync(() -> hash("a long text"));
            // end::offload
            assertThat(later.join()).isEqualTo(hash);
            return null;
        });
    }

    @Test
    void stage() throws Exception {
        run(scope -> {
            // tag::stage
            CompletionStage<String> reply = sendAsync(); // of whatever library
            handle(Catenary.await(reply));
            Task<String> owned = scope.forkStage(() -> sendAsync()); // holds no thread; a cancel cancels the stage
            handle(owned.join());
            // end::stage
            assertThat(seen).containsExactly("reply", "reply");
            return null;
        });
    }

    private static CompletableFuture<String> sendAsync() {
        return CompletableFuture.completedFuture("reply");
    }

    @Test
    void otherThreads() throws Exception {
        // tag::other-threads
        EventLoop loop = EventLoop.open("service");
        Thread plain = new Thread(() -> {
            Task<String> task = loop.start(scope -> "from the loop"); // any thread may
            handle(task.toCompletableFuture().join());
            loop.execute(() -> handle("a callback"));
        });
        // end::other-threads
        plain.start();
        plain.join();
        loop.close();
        assertThat(seen).containsExactly("from the loop", "a callback");
    }

    @Test
    void group() throws Exception {
        // tag::group
        try (LoopGroup loops = EventLoops.group("workers", 2)) {
            Task<Long> one = loops.next().start(scope -> hash("one")); // on one core
            Task<Long> two = loops.next().start(scope -> hash("two")); // on another
            handle(one.join() + two.join());
        }
        // end::group
        assertThat(seen).containsExactly(hash("one") + hash("two"));
    }

    @Test
    void local() throws Exception {
        run(scope -> {
            // tag::local
            TaskLocal<String> request = TaskLocal.create("request");
            request.set("42");
            Task<String> child = scope.fork(() -> {
                String inherited = request.get();
                request.set("43"); // its own from here on
                return inherited;
            });
            handle(child.join() + ", " + request.get()); // 42, 42
            // end::local
            assertThat(seen).containsExactly("42, 42");
            return null;
        });
    }

    @Test
    void sockets() throws Exception {
        Catenary.run(scope -> {
            // tag::echo
            try (var server = new ServerSocket(0)) {
                scope.background().fork("server", () -> {
                    try (var client = Catenary.offload(() -> server.accept())) {
                        Catenary.offload(() -> client.getInputStream().transferTo(client.getOutputStream()));
                    }
                });
                try (var socket = new Socket("localhost", server.getLocalPort())) {
                    socket.getOutputStream().write("hello".getBytes());
                    socket.shutdownOutput();
                    handle(new String(
                            Catenary.offload(() -> socket.getInputStream().readAllBytes())));
                }
            }
            // end::echo
            assertThat(seen).containsExactly("hello");
            return null;
        });
    }
}
