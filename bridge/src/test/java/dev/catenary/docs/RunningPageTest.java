package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/guide/running.md}. */
class RunningPageTest extends Page {
    RunningPageTest() {
        super("docs/guide/running.md");
    }

    // tag::say
    static String say(String word, Duration delay) throws InterruptedException {
        Catenary.sleep(delay); // waits here; other tasks of the loop go on
        return word;
    }
    // end::say

    @Test
    void runAndFork() throws Exception {
        // tag::run
        String greeting = Catenary.run(scope -> {
            Task<String> hello = scope.fork(() -> say("hello", Duration.ofMillis(20)));
            Task<String> world = scope.fork(() -> say("world", Duration.ofMillis(10)));
            return hello.join() + " " + world.join();
        });
        // end::run
        assertThat(greeting).isEqualTo("hello world");
    }

    @Test
    void scopeWaitsForItsChildren() throws Exception {
        run(scope -> {
            var begin = scope.loop().nanoTime();
            // tag::scope
            Catenary.scope(inner -> {
                inner.fork("flush", () -> say("flushed", Duration.ofSeconds(5)));
                return null; // the scope ends when its last child has: in five seconds
            });
            // end::scope
            assertThat(scope.loop().nanoTime() - begin)
                    .isEqualTo(Duration.ofSeconds(5).toNanos());
            return null;
        });
    }

    @Test
    void failures() throws Exception {
        run(scope -> {
            // tag::failure
            try {
                Catenary.scope(inner -> {
                    inner.fork("a", () -> {
                        throw new IOException("boom");
                    });
                    inner.fork("b", () -> say("never", Duration.ofHours(1))); // cancelled
                    return null;
                });
            } catch (ScopeFailedException failed) {
                handle(failed.getCause()); // the IOException
                handle(failed.failures()); // all of them, in the order in which they came
            }
            // end::failure
            assertThat(seen.get(0)).isInstanceOf(IOException.class);
            assertThat(seen.get(1))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .hasSize(1);
            return null;
        });
    }

    @Test
    void oneTurnAtATime() throws Exception {
        run(scope -> {
            // tag::turns
            int[] count = {0};
            for (int i = 0; i < 1_000; i++) {
                scope.fork(() -> {
                    count[0]++; // no lock: the turn passes only where code waits
                    Catenary.yieldNow();
                    count[0]++;
                });
            }
            scope.join();
            handle(count[0]); // 2000
            // end::turns
            assertThat(seen).containsExactly(2_000);
            return null;
        });
    }

    @Test
    void longLivedLoop() throws Exception {
        // tag::loop
        try (EventLoop loop = EventLoop.open("orders")) {
            Task<String> order = loop.start(scope -> load("42")); // returns at once
            order.onComplete(Callback.of(value -> handle(value), failure -> handle(failure))); // callback
            CompletableFuture<String> future = order.toCompletableFuture(); // cancelling it cancels the task
            String here = order.join(); // this thread waits
            String same = loop.run(scope -> load("42")); // start and join in one
            handle(List.of(here, same, future.join())); // three times the same
        } // cancels what is left, waits for it, bounded, and reports what is stuck
        // end::loop
        assertThat(seen).containsExactlyInAnyOrder("order 42", List.of("order 42", "order 42", "order 42"));
    }

    private static String load(String id) throws InterruptedException {
        Catenary.yieldNow();
        return "order " + id;
    }
}
