package dev.catenary.client;

import dev.catenary.Barrier;
import dev.catenary.BrokenException;
import dev.catenary.Cache;
import dev.catenary.Catenary;
import dev.catenary.Condition;
import dev.catenary.Event;
import dev.catenary.Held;
import dev.catenary.Latch;
import dev.catenary.Latest;
import dev.catenary.Limiter;
import dev.catenary.Mutex;
import dev.catenary.ReadWriteMutex;
import dev.catenary.Semaphore;
import dev.catenary.Task;
import dev.catenary.WaitQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Who may, and who waits for whom. */
final class Locks {
    private Locks() {}

    static String handedOver() throws InterruptedException {
        Mutex mutex = Mutex.create("shelf");
        Condition filled = mutex.newCondition("filled");
        var shelf = new ArrayDeque<String>();
        return Catenary.run(scope -> {
            Task<String> taker = scope.fork(() -> {
                try (Held held = mutex.acquire()) {
                    filled.await(() -> !shelf.isEmpty());
                    return shelf.remove();
                }
            });
            try (Held held = mutex.acquire()) {
                shelf.add("a book");
                filled.signalAll();
            }
            return taker.join();
        });
    }

    static int permitsLeft() throws InterruptedException {
        Semaphore permits = Semaphore.of("permits", 3);
        try (Held held = permits.acquire(2)) {
            Semaphore.Stats stats = permits.stats();
            return stats.available();
        }
    }

    static int borrowed() throws InterruptedException {
        Limiter connections = Limiter.of(2);
        try (Held mine = connections.acquireFor("me");
                Held yours = connections.acquireFor("you")) {
            Limiter.Stats stats = connections.stats();
            return stats.borrowed();
        }
    }

    static int readersBeforeTheWriter() throws InterruptedException {
        ReadWriteMutex book = ReadWriteMutex.create("book");
        return Catenary.run(scope -> {
            Task<Integer> other = scope.fork(() -> {
                try (Held reading = book.acquireRead()) {
                    ReadWriteMutex.Stats stats = book.stats();
                    return stats.readers();
                }
            });
            try (Held reading = book.acquireRead()) {
                other.join();
            }
            try (Held writing = book.acquireWrite()) {
                return other.join();
            }
        });
    }

    static String signals() throws InterruptedException {
        Event started = Event.create("started");
        Latch ended = Latch.of(2);
        WaitQueue<String> answers = WaitQueue.create("answers");
        return Catenary.run(scope -> {
            Task<String> answer = answers.awaitAsync();
            for (int i = 0; i < 2; i++)
                scope.fork(() -> {
                    started.await();
                    ended.countDown();
                });
            started.set();
            ended.await();
            answers.signal("all have started and ended");
            return answer.join();
        });
    }

    static boolean brokenBarrier() throws InterruptedException {
        Barrier barrier = Barrier.of(2);
        return Catenary.run(scope -> {
            Task<Integer> party = barrier.awaitAsync();
            barrier.abort();
            return party.map(index -> false)
                    .recover(failure -> failure instanceof BrokenException)
                    .join();
        });
    }

    static int loads() throws InterruptedException {
        var loads = new AtomicInteger();
        Cache.Builder<String, Integer> builder = Cache.expireAfterWrite(Duration.ofHours(1));
        Cache<String, Integer> lengths =
                builder.maximumSize(10).named("lengths").build();
        return Catenary.run(scope -> {
            for (int i = 0; i < 3; i++)
                scope.fork(() -> lengths.get("four", word -> {
                    loads.incrementAndGet();
                    return word.length();
                }));
            scope.join();
            Cache.Stats stats = lengths.stats();
            return stats.size() == 1 ? loads.get() : -1;
        });
    }

    static List<Record> live() {
        Mutex.Stats mutex = Mutex.create().stats();
        Event.Stats event = Event.create().stats();
        Latch.Stats latch = Latch.of(1).stats();
        Barrier.Stats barrier = Barrier.of(2).stats();
        Condition.Stats condition = Mutex.create().newCondition().stats();
        WaitQueue.Stats queue = WaitQueue.create().stats();
        Latest.Stats latest = Latest.of("rain").stats();
        return List.of(mutex, event, latch, barrier, condition, queue, latest);
    }
}
