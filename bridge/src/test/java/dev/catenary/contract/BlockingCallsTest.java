package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.TURNS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.catenary.Carrier;
import dev.catenary.Catenary;
import dev.catenary.LoopOptions;
import dev.catenary.Scope;
import dev.catenary.contract.features.Proves;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * On a loop that carries its virtual threads, plain blocking calls of the JDK give up the turn: while one task is in the
 * call another takes turns. The proof is the order, for it is the other task that ends the call.
 */
@EnabledIf("isOffered")
@Proves(TURNS)
class BlockingCallsTest {
    static boolean isOffered() {
        return Carriers.isOffered(Carrier.LOOP_CARRIED);
    }

    @Test
    void threadSleep() throws Exception {
        run(scope -> {
            var turns = new int[1];
            var sleeper = scope.fork(() -> Thread.sleep(1));
            scope.fork(() -> {
                while (!sleeper.isDone()) {
                    turns[0]++;
                    Catenary.yieldNow();
                }
            });
            scope.join();
            assertThat(turns[0]).isPositive();
            return null;
        });
    }

    @Test
    void blockingQueueTake() throws Exception {
        var queue = new ArrayBlockingQueue<String>(1);
        run(scope -> {
            var taken = scope.fork(queue::take);
            scope.fork(() -> queue.add("element"));

            assertThat(taken.join()).isEqualTo("element");
            return null;
        });
    }

    @Test
    void blockingQueuePut() throws Exception {
        var queue = new ArrayBlockingQueue<String>(1);
        run(scope -> {
            scope.fork(() -> {
                queue.put("first");
                queue.put("second");
            });
            scope.fork(() -> {
                assertThat(queue.take()).isEqualTo("first");
                assertThat(queue.take()).isEqualTo("second");
            });
            return null;
        });
    }

    @Test
    void socketRead() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            run(scope -> {
                var served = scope.fork(() -> {
                    try (var socket = server.accept()) {
                        return socket.getInputStream().read();
                    }
                });
                scope.fork(() -> {
                    try (var socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                        Catenary.yieldNow();
                        socket.getOutputStream().write(42);
                    }
                });

                assertThat(served.join()).isEqualTo(42);
                return null;
            });
        }
    }

    @Test
    @EnabledForJreRange(minVersion = 24) // before, a virtual thread in a monitor keeps its carrier
    void contendedSynchronizedBlock() throws Exception {
        var monitor = new Object();
        run(scope -> {
            var holding = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var order = new StringBuilder();
            scope.fork(() -> {
                synchronized (monitor) {
                    holding.countDown();
                    release.await();
                    order.append("holder ");
                }
            });
            scope.fork(() -> {
                holding.await();
                synchronized (monitor) {
                    order.append("contender");
                }
            });
            scope.fork(() -> {
                holding.await();
                Catenary.yieldNow();
                release.countDown();
            });
            scope.join();

            assertThat(order).hasToString("holder contender");
            return null;
        });
    }

    @Test
    void contendedLock() throws Exception {
        var lock = new ReentrantLock();
        run(scope -> {
            var release = new CountDownLatch(1);
            for (int i = 0; i < 2; i++)
                scope.fork(() -> {
                    lock.lock();
                    try {
                        release.await();
                    } finally {
                        lock.unlock();
                    }
                });
            scope.fork(release::countDown);
            return null;
        });
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void completableFutureGet() throws Exception {
        var future = new CompletableFuture<String>();
        run(scope -> {
            var got = scope.fork(() -> future.get());
            var joined = scope.fork(future::join);
            scope.fork(() -> future.complete("value"));

            assertThat(got.join()).isEqualTo("value");
            assertThat(joined.join()).isEqualTo("value");
            return null;
        });
    }

    @Test
    void processWaitFor() throws Exception {
        run(scope -> {
            // ends when its input does
            var process = new ProcessBuilder("cat").start();
            var code = scope.fork(() -> process.waitFor());
            scope.fork(() -> process.getOutputStream().close());

            assertThat(code.join()).isZero();
            return null;
        });
    }

    @Test
    void httpClientSend() throws Exception {
        var release = new CountDownLatch(1);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            var client = HttpClient.newHttpClient();
            var uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
            var request = HttpRequest.newBuilder(uri).build();
            run(scope -> {
                var status = scope.fork(() -> client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode());
                scope.fork(release::countDown);

                assertThat(status.join()).isEqualTo(204);
                return null;
            });
        } finally {
            server.stop(0);
        }
    }

    @Test
    void cancelInterruptsABlockingCall() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> new ArrayBlockingQueue<String>(1).take());
            Catenary.yieldNow();

            task.cancel("no longer needed");

            assertThatThrownBy(task::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("no longer needed");
            return null;
        });
    }

    @Test
    void blockingCallTakesItsTurnWhenItEnds() throws Exception {
        run(scope -> {
            var queue = new ArrayBlockingQueue<String>(1);
            var inside = new int[1];
            scope.fork(() -> {
                queue.take();
                assertThat(inside[0]).isZero();
            });
            Catenary.yieldNow();
            inside[0]++;
            Stranger.PLATFORM_THREAD.start(() -> queue.add("element"));
            while (queue.isEmpty()) Thread.onSpinWait();
            for (int i = 0; i < 10_000; i++) Thread.onSpinWait();
            inside[0]--;
            return null;
        });
    }

    @Test
    void anySystemsSchedulersThreadMayComeAndGo() throws Exception {
        run(scope -> {
            var value = scope.fork(() -> Stranger.VIRTUAL_THREAD
                    .call(() -> {
                        Thread.sleep(1);
                        return "value";
                    })
                    .result()
                    .get());

            assertThat(value.join()).isEqualTo("value");
            return null;
        });
    }

    private static void run(ScopeAction body) throws Exception {
        Catenary.<Object, Exception>run(LoopOptions.named("carried").carrier(Carrier.LOOP_CARRIED), scope -> {
            body.run(scope);
            return null;
        });
    }

    private interface ScopeAction {
        Object run(Scope scope) throws Exception;
    }
}
