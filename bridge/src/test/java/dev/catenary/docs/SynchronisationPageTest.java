package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Barrier;
import dev.catenary.Catenary;
import dev.catenary.Condition;
import dev.catenary.Event;
import dev.catenary.Mutex;
import dev.catenary.Semaphore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/guide/synchronisation.md}. */
class SynchronisationPageTest extends Page {
    SynchronisationPageTest() {
        super("docs/guide/synchronisation.md");
    }

    @Test
    void mutex() throws Exception {
        run(scope -> {
            // tag::mutex
            Mutex mutex = Mutex.create("db");
            for (var name : List.of("one", "two")) {
                scope.fork(name, () -> {
                    try (var held = mutex.acquire()) { // first come, first served
                        handle(name + " begins");
                        Catenary.sleep(Duration.ofSeconds(1)); // others run, and don't get the mutex
                        handle(name + " ends");
                    }
                });
            }
            // end::mutex
            scope.join();
            assertThat(seen).containsExactly("one begins", "one ends", "two begins", "two ends");
            try (var held = mutex.acquire()) {
                assertThatThrownBy(mutex::acquire).isInstanceOf(IllegalStateException.class);
            }
            return null;
        });
    }

    @Test
    void condition() throws Exception {
        run(scope -> {
            // tag::condition
            Mutex mutex = Mutex.create("items");
            Condition notEmpty = mutex.newCondition();
            var items = new ArrayDeque<String>();
            scope.fork("consumer", () -> {
                try (var held = mutex.acquire()) {
                    notEmpty.await(() -> !items.isEmpty()); // the mutex is free meanwhile
                    handle(items.remove());
                }
            });
            try (var held = mutex.acquire()) {
                items.add("item");
                notEmpty.signalAll();
            }
            // end::condition
            scope.join();
            assertThat(seen).containsExactly("item");
            return null;
        });
    }

    @Test
    void semaphoreEventBarrier() throws Exception {
        run(scope -> {
            // tag::others
            Event start = Event.create("start");
            Semaphore permits = Semaphore.of(2); // Semaphore.bounded(2) refuses a release too many
            Barrier together = Barrier.of(3);
            for (int i = 0; i < 3; i++) {
                scope.fork(() -> {
                    start.await();
                    try (var permit = permits.acquire()) {
                        Catenary.sleep(Duration.ofSeconds(1));
                    }
                    if (together.await() == 0) handle("all have come");
                });
            }
            start.set();
            // end::others
            scope.join();
            assertThat(seen).containsExactly("all have come");
            return null;
        });
    }
}
