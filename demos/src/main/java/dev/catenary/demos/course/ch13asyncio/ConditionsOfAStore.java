package dev.catenary.demos.course.ch13asyncio;

import dev.catenary.Catenary;
import dev.catenary.Condition;
import dev.catenary.Mutex;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** A store of three places: producers wait for room, consumers for items, each on a condition of their own. */
public final class ConditionsOfAStore implements Demo {
    private static final int ROOM = 3;

    @Override
    public void run(Scope scope, Output out) throws Exception {
        var store = new Store();
        Catenary.scope(people -> {
            for (var number = 1; number <= 2; number++) {
                var producer = "P" + number;
                people.fork(producer, () -> produce(producer, 5, store, out));
            }
            for (var number = 1; number <= 2; number++) {
                var consumer = "C" + number;
                people.fork(consumer, () -> consume(consumer, 4, store, out));
            }
            return null;
        });
        out.line("left: %s", store.items);
    }

    private static void produce(String name, int count, Store store, Output out) throws InterruptedException {
        for (var number = 1; number <= count; number++) {
            var item = name + "-" + number;
            out.line("%s puts %s, %d inside", name, item, store.put(item));
            Catenary.sleep(Duration.ofMillis(100));
        }
    }

    private static void consume(String name, int count, Store store, Output out) throws InterruptedException {
        for (var number = 1; number <= count; number++) {
            out.line("%s takes %s", name, store.take());
            Catenary.sleep(Duration.ofMillis(200));
        }
    }

    private static final class Store {
        final Queue<String> items = new ArrayDeque<>();
        private final Mutex mutex = Mutex.create("store");
        private final Condition room = mutex.newCondition("room");
        private final Condition item = mutex.newCondition("item");

        int put(String added) throws InterruptedException {
            try (var held = mutex.acquire()) {
                room.await(() -> items.size() < ROOM);
                items.add(added);
                item.signal();
                return items.size();
            }
        }

        String take() throws InterruptedException {
            try (var held = mutex.acquire()) {
                item.await(() -> !items.isEmpty());
                var taken = items.remove();
                room.signal();
                return taken;
            }
        }
    }
}
