package dev.catenary.contract;

import static java.net.http.HttpResponse.BodyHandlers.ofByteArray;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.catenary.AsyncStream;
import dev.catenary.Barrier;
import dev.catenary.Cache;
import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.ChannelClosedException;
import dev.catenary.Condition;
import dev.catenary.Event;
import dev.catenary.EventLoop;
import dev.catenary.Mutex;
import dev.catenary.Promise;
import dev.catenary.RateLimiter;
import dev.catenary.Retry;
import dev.catenary.ScopeFailedException;
import dev.catenary.Select;
import dev.catenary.Semaphore;
import dev.catenary.Task;
import dev.catenary.TaskLocal;
import dev.catenary.Tasks;
import dev.catenary.WorkQueue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
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

    // ---- 6. channels and queues

    @Test
    void channelsBetweenTasksAndThreads() throws Exception {
        run(scope -> {
            Channel<String> lines = Channel.buffered(64);
            lines.send("x");
            String s = lines.receive();
            Task<String> later = lines.receiveAsync();
            boolean ok = lines.trySend("y");

            assertThat(s).isEqualTo("x");
            assertThat(ok).isTrue();
            assertThat(later.join()).isEqualTo("y");

            lines.send("z");
            lines.close();
            lines.forEach(line -> handle(line));

            assertThat(events()).containsExactly("z");
            assertThatThrownBy(lines::receive).isInstanceOf(ChannelClosedException.class);
            return null;
        });
    }

    private void handle(String line) {
        note(line);
    }

    @Test
    void channelClosedBecauseSomethingFailed() throws Exception {
        run(scope -> {
            Channel<String> lines = Channel.rendezvous();
            lines.close(new IOException("upstream"));

            assertThatThrownBy(() -> lines.forEach(line -> handle(line)))
                    .isInstanceOf(ChannelClosedException.class)
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessage("upstream");
            return null;
        });
    }

    @Test
    void exactlyOneCaseOfASelectHappens() throws Exception {
        Channel<String> lines = Channel.unlimited();
        Channel<Integer> out = Channel.conflated();
        Channel<Integer> full = Channel.rendezvous();
        lines.send("x");

        run(scope -> {
            assertThat(winner(lines, out, 1)).isEqualTo("line x");
            assertThat(winner(lines, out, 1)).isEqualTo("sent");
            assertThat(clock.elapsed()).isZero();
            assertThat(winner(lines, full, 1)).isEqualTo("idle");
            assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(50));
            return null;
        });

        assertThat(out.tryReceive()).contains(1);
    }

    private static String winner(Channel<String> lines, Channel<Integer> out, int value) throws InterruptedException {
        String winner = Select.<String>of()
                .onReceive(lines, line -> "line " + line)
                .onSend(out, value, () -> "sent")
                .onTimeout(Duration.ofMillis(50), () -> "idle")
                .await();
        return winner;
    }

    @Test
    void workQueueIsJoinedWhenAllIsDone() throws Exception {
        run(scope -> {
            WorkQueue<Job> jobs = WorkQueue.bounded(100);
            for (int i = 0; i < 3; i++) jobs.put(new Job(i));
            scope.background().fork(() -> {
                while (true) {
                    Job job = jobs.get();
                    Catenary.sleep(SECOND);
                    note("did " + job.priority());
                    jobs.taskDone();
                }
            });
            jobs.join();
            return null;
        });

        assertThat(events()).containsExactly("did 0", "did 1", "did 2");
    }

    private record Job(int priority) {}

    @Test
    void workQueuesHaveOrders() throws Exception {
        WorkQueue<Job> last = WorkQueue.lifo();
        WorkQueue<Job> lowest = WorkQueue.priority(Job::priority);
        for (int i : new int[] {2, 1, 3}) {
            last.put(new Job(i));
            lowest.put(new Job(i));
        }

        assertThat(last.get()).isEqualTo(new Job(3));
        assertThat(lowest.get()).isEqualTo(new Job(1));
    }

    // ---- 7. synchronisation

    @Test
    void whatIsAcquiredIsUsableWithTry() throws Exception {
        run(scope -> {
            Mutex mutex = Mutex.create("db");
            try (var held = mutex.acquire()) {
                assertThat(mutex.stats().isHeld()).isTrue();
            }
            Semaphore permits = Semaphore.of(10);
            try (var held = permits.acquire(3)) {
                assertThat(permits.stats().available()).isEqualTo(7);
            }
            Semaphore none = Semaphore.of(0);

            assertThat(mutex.stats().isHeld()).isFalse();
            assertThat(permits.stats().available()).isEqualTo(10);
            assertThat(none.tryAcquire()).isEmpty();
            return null;
        });
    }

    @Test
    void eventsConditionsAndBarriersLetTasksGoOn() throws Exception {
        run(scope -> {
            Event started = Event.create();
            scope.fork(() -> {
                started.await();
                points.reach(2);
            });
            Catenary.yieldNow();
            points.reach(1);
            started.set();
            scope.join();

            Mutex mutex = Mutex.create("items");
            Condition notEmpty = mutex.newCondition();
            var items = new ArrayDeque<String>();
            Task<String> taken = scope.fork(() -> {
                try (var held = mutex.acquire()) {
                    notEmpty.await(() -> !items.isEmpty());
                    return items.remove();
                }
            });
            Catenary.yieldNow();
            try (var held = mutex.acquire()) {
                items.add("x");
                notEmpty.signalAll();
            }
            assertThat(taken.join()).isEqualTo("x");

            Barrier barrier = Barrier.of(5);
            var indexes = new ArrayList<Task<Integer>>();
            for (int i = 0; i < 5; i++) {
                indexes.add(scope.fork(() -> {
                    int index = barrier.await();
                    return index;
                }));
            }
            assertThat(Tasks.gather(indexes)).containsExactly(0, 1, 2, 3, 4);
            return null;
        });
        points.end(3);
    }

    @Test
    void rateIsLimited() throws Exception {
        run(scope -> {
            RateLimiter limit = RateLimiter.perSecond(50).burst(10);
            for (int i = 0; i < 60; i++) limit.acquire();
            return null;
        });

        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void cacheLoadsOnceHoweverManyAsk() throws Exception {
        run(scope -> {
            Cache<String, User> users =
                    Cache.<String, User>expireAfterWrite(Duration.ofMinutes(1)).build();
            for (int i = 0; i < 3; i++) {
                scope.fork(() -> {
                    User u = users.get("42", key -> loadUser(key));
                    assertThat(u).isEqualTo(new User("42"));
                });
            }
            return null;
        });

        assertThat(events()).containsExactly("load 42");
    }

    private record User(String id) {}

    private User loadUser(String id) throws InterruptedException {
        note("load " + id);
        Catenary.sleep(SECOND);
        return new User(id);
    }

    @Test
    void failingCallIsRetried() throws Exception {
        run(scope -> {
            String url = "http://localhost/";
            Retry retry = Retry.exponential(Duration.ofMillis(100))
                    .maxAttempts(5)
                    .jitter(0.2)
                    .on(IOException.class);
            Page r = retry.call(() -> fetch(url));

            assertThat(r).isEqualTo(new Page(url));
            return null;
        });

        assertThat(events()).hasSize(3);
        assertThat(clock.elapsed()).isBetween(Duration.ofMillis(240), Duration.ofMillis(360));
    }

    private record Page(String url) {}

    /** Succeeds the third time. */
    private Page fetch(String url) throws IOException {
        note("fetch " + url);
        if (events().size() < 3) throw new IOException("not yet");
        return new Page(url);
    }

    // ---- 8. streams

    @Test
    void streamsAreGeneratedIteratedAndPublished() throws Exception {
        AsyncStream<Integer> numbers = AsyncStream.generate(out -> {
            for (int i = 0; i < 5; i++) out.emit(i);
        });

        String printed = printedBy(() -> run(scope -> {
            numbers.map(i -> i * i).filter(i -> i % 2 == 0).forEach(System.out::println);
            return null;
        }));
        Flow.Publisher<Integer> publisher = numbers.toPublisher();

        assertThat(printed.lines()).containsExactly("0", "4", "16");
        assertThat(AsyncStream.from(publisher).toList()).containsExactly(0, 1, 2, 3, 4);
    }

    private static String printedBy(Callable<?> code) throws Exception {
        var printed = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(printed, true));
        try {
            code.call();
        } finally {
            System.setOut(before);
        }
        return printed.toString();
    }
}
