package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.AsyncStream;
import dev.catenary.Barrier;
import dev.catenary.Broadcast;
import dev.catenary.Cache;
import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.ChannelClosedException;
import dev.catenary.Condition;
import dev.catenary.Event;
import dev.catenary.Latch;
import dev.catenary.Latest;
import dev.catenary.Limiter;
import dev.catenary.Mutex;
import dev.catenary.RateLimiter;
import dev.catenary.ReadWriteMutex;
import dev.catenary.Receiver;
import dev.catenary.Select;
import dev.catenary.Semaphore;
import dev.catenary.Task;
import dev.catenary.WaitQueue;
import dev.catenary.WorkQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/primitives.md}. */
class PrimitivesPageTest extends Page {
    PrimitivesPageTest() {
        super("docs/primitives.md");
    }

    @Test
    void channel() throws Exception {
        run(scope -> {
            // tag::channel
            Channel<String> lines = Channel.buffered(64);
            scope.fork(() -> {
                for (var line : List.of("a", "b")) lines.send(line); // waits for room
                lines.close();
            });
            lines.forEach(line -> handle(line)); // until it is closed and empty
            // end::channel
            assertThat(seen).containsExactly("a", "b");
            assertThatThrownBy(lines::receive).isInstanceOf(ChannelClosedException.class);
            return null;
        });
    }

    @Test
    void select() throws Exception {
        run(scope -> {
            Channel<String> lines = Channel.rendezvous();
            Channel<Integer> out = Channel.rendezvous();
            // tag::select
            String winner = Select.<String>of()
                    .onReceive(lines, line -> "received " + line)
                    .onSend(out, 42, () -> "sent")
                    .onTimeout(Duration.ofMillis(50), () -> "idle")
                    .await();
            // end::select
            assertThat(winner).isEqualTo("idle");
            return null;
        });
    }

    @Test
    void workQueue() throws Exception {
        run(scope -> {
            // tag::work-queue
            WorkQueue<String> jobs = WorkQueue.bounded(100);
            for (int i = 0; i < 3; i++) {
                scope.background().fork(() -> {
                    while (true) {
                        handle(jobs.get()); // waits for a job
                        jobs.taskDone();
                    }
                });
            }
            for (var job : List.of("a", "b")) jobs.put(job); // waits for room
            jobs.join(); // until all are done
            // end::work-queue
            assertThat(seen).containsExactly("a", "b");
            return null;
        });
    }

    @Test
    void hotStreams() throws Exception {
        run(scope -> {
            // tag::hot
            Latest<Integer> level = Latest.of(0);
            Broadcast<String> news = Broadcast.create(16, Broadcast.WhenFull.DROP_OLDEST);
            try (Receiver<Integer> levels = level.subscribe();
                    Receiver<String> mine = news.subscribe()) {
                level.set(1);
                level.set(2);
                news.send("hello");
                handle(levels.receive()); // 2: it was too slow for the others
                handle(mine.receive());
            }
            // end::hot
            assertThat(seen).containsExactly(2, "hello");
            return null;
        });
    }

    @Test
    void mutexAndCondition() throws Exception {
        run(scope -> {
            // tag::mutex
            Mutex mutex = Mutex.create("items");
            Condition notEmpty = mutex.newCondition();
            var items = new ArrayDeque<String>();

            Task<String> taken = scope.fork(() -> {
                try (var held = mutex.acquire()) {
                    notEmpty.await(() -> !items.isEmpty()); // others have the mutex meanwhile
                    return items.remove();
                }
            });
            try (var held = mutex.acquire()) {
                items.add("a");
                notEmpty.signal();
            }
            // end::mutex
            assertThat(taken.join()).isEqualTo("a");
            return null;
        });
    }

    @Test
    void readWriteMutex() throws Exception {
        run(scope -> {
            // tag::read-write
            ReadWriteMutex mutex = ReadWriteMutex.create();
            try (var reading = mutex.acquireRead()) {
                // others may read
                handle(mutex.stats().readers());
            }
            try (var writing = mutex.acquireWrite()) {
                // alone
                handle(mutex.stats().readers());
            }
            // end::read-write
            assertThat(seen).containsExactly(1, 0);
            return null;
        });
    }

    @Test
    void semaphoreAndLimiter() throws Exception {
        run(scope -> {
            // tag::semaphore
            Semaphore permits = Semaphore.of(10);
            try (var three = permits.acquire(3)) { // waits until it has them all
                handle(permits.stats().available());
            }
            Limiter limiter = Limiter.of(4);
            try (var token = limiter.acquire()) { // this task's; a second one would be refused
                handle(limiter.stats().borrowed());
            }
            limiter.total(8);
            // end::semaphore
            assertThat(seen).containsExactly(7, 1);
            return null;
        });
    }

    @Test
    void eventAndLatch() throws Exception {
        run(scope -> {
            // tag::event
            Event started = Event.create();
            Latch ready = Latch.of(2);
            for (int i = 0; i < 2; i++) {
                scope.fork(() -> {
                    ready.countDown();
                    started.await();
                    handle("off");
                });
            }
            ready.await();
            handle("go");
            started.set();
            // end::event
            scope.join();
            assertThat(seen).containsExactly("go", "off", "off");
            return null;
        });
    }

    @Test
    void barrier() throws Exception {
        run(scope -> {
            // tag::barrier
            Barrier barrier = Barrier.of(3);
            for (int i = 0; i < 3; i++) {
                scope.fork(() -> {
                    int index = barrier.await(); // until all three have come
                    if (index == 0) handle("one of them, once in each generation");
                });
            }
            // end::barrier
            scope.join();
            assertThat(seen).hasSize(1);
            return null;
        });
    }

    @Test
    void rateLimiter() throws Exception {
        run(scope -> {
            var begin = scope.loop().nanoTime();
            // tag::rate-limiter
            RateLimiter limit = RateLimiter.perSecond(50).burst(10);
            for (int i = 0; i < 60; i++) {
                limit.acquire(); // ten at once, then one each 20 ms
                handle(i);
            }
            // end::rate-limiter
            assertThat(scope.loop().nanoTime() - begin)
                    .isEqualTo(Duration.ofSeconds(1).toNanos());
            return null;
        });
    }

    @Test
    void cache() throws Exception {
        run(scope -> {
            // tag::cache
            Cache<String, User> users =
                    Cache.<String, User>expireAfterWrite(Duration.ofMinutes(1)).build();
            for (int i = 0; i < 3; i++) {
                scope.fork(() -> users.get("42", id -> load(id))); // loaded once
            }
            // end::cache
            scope.join();
            assertThat(seen).containsExactly("load 42");
            assertThat(users.getIfPresent("42")).contains(new User("42"));
            return null;
        });
    }

    private record User(String id) {}

    private User load(String id) throws InterruptedException {
        handle("load " + id);
        Catenary.sleep(Duration.ofSeconds(1));
        return new User(id);
    }

    @Test
    void stream() throws Exception {
        run(scope -> {
            // tag::stream
            AsyncStream<Integer> numbers = AsyncStream.generate(out -> {
                for (int i = 0; ; i++) out.emit(i); // waits until it is asked for
            });
            numbers.map(i -> i * i).filter(i -> i % 2 == 0).take(3).forEach(i -> handle(i));
            // end::stream
            assertThat(seen).containsExactly(0, 4, 16);
            return null;
        });
    }

    @Test
    void publisher() throws Exception {
        run(scope -> {
            // tag::publisher
            Flow.Publisher<Integer> publisher = AsyncStream.of(1, 2, 3).toPublisher();
            List<Integer> back = AsyncStream.from(publisher).toList();
            // end::publisher
            assertThat(back).containsExactly(1, 2, 3);
            return null;
        });
    }

    @Test
    void waitQueue() throws Exception {
        run(scope -> {
            // tag::wait-queue
            WaitQueue<String> queue = WaitQueue.create();
            Task<String> first = scope.fork(() -> queue.await());
            Task<String> second = scope.fork(() -> queue.await());
            Catenary.yieldNow(); // both wait now
            queue.signal("first come");
            queue.signal("first served");
            // end::wait-queue
            assertThat(first.join() + ", " + second.join()).isEqualTo("first come, first served");
            return null;
        });
    }
}
