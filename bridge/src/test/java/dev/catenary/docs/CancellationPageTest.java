package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.Timeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/cancellation.md}. */
class CancellationPageTest extends Page {
    CancellationPageTest() {
        super("docs/cancellation.md");
    }

    // tag::ends
    private String meet(Task<String> task) throws InterruptedException {
        try {
            return Timeouts.within(Duration.ofSeconds(2), () -> task.join());
        } catch (TimeoutException e) {
            return "it took too long; the task goes on";
        } catch (CancellationException e) {
            return "what I waited for was cancelled";
        } catch (CompletionException e) {
            return "what I waited for failed: " + e.getCause().getMessage();
        } // InterruptedException: I was cancelled. It passes
    }
    // end::ends

    @Test
    void ends() throws Exception {
        run(scope -> {
            var cancelled = Promise.<String>create();
            cancelled.cancel();
            assertThat(meet(Task.completed("value"))).isEqualTo("value");
            assertThat(meet(Promise.create())).startsWith("it took too long");
            assertThat(meet(cancelled)).isEqualTo("what I waited for was cancelled");
            assertThat(meet(Task.failed(new IOException("boom")))).endsWith("failed: boom");
            return null;
        });
    }

    @Test
    void outcomes() throws Exception {
        run(scope -> {
            Task<String> task = Task.failed(new IOException("boom"));
            // tag::outcome
            Outcome<String> end = task.outcome().orElseThrow(); // empty while it has not ended
            if (end instanceof Outcome.Success<String> success) handle(success.value());
            if (end instanceof Outcome.Failure<String> failure) handle(failure.cause());
            if (end instanceof Outcome.Cancelled<String> cancelled) handle(cancelled.cause());
            // end::outcome
            assertThat(seen).singleElement().isInstanceOf(IOException.class);
            return null;
        });
    }

    @Test
    void level() throws Exception {
        run(scope -> {
            // tag::level
            Task<?> stubborn = scope.fork("stubborn", () -> {
                for (int attempt = 1; attempt <= 3; attempt++) {
                    try {
                        Catenary.sleep(Duration.ofHours(1));
                    } catch (InterruptedException swallowed) {
                        handle("attempt " + attempt + ": " + swallowed.getMessage()); // each wait throws again
                    }
                }
            });
            Catenary.sleep(Duration.ofSeconds(1));
            stubborn.cancel("shutting down");
            // end::level
            scope.join();
            assertThat(seen).hasSize(3).allMatch(line -> line.toString().contains("shutting down"));
            assertThat(stubborn.isCancelled()).isTrue();
            return null;
        });
    }

    @Test
    void scopes() throws Exception {
        run(scope -> {
            // tag::scope
            String found = Catenary.scope("search", search -> {
                Promise<String> first = Promise.create("first");
                for (int place = 1; place <= 3; place++) {
                    int seconds = place;
                    search.fork(() -> {
                        Catenary.sleep(Duration.ofSeconds(seconds));
                        first.complete("found at " + seconds);
                    });
                }
                String value = first.join();
                search.cancel("found"); // ends the others; the scope ends silently, with the value
                return value;
            });
            // end::scope
            assertThat(found).isEqualTo("found at 1");
            return null;
        });
    }

    private void flush() throws InterruptedException {
        Catenary.sleep(Duration.ofMillis(500));
        handle("flushed");
    }

    @Test
    void shield() throws Exception {
        run(scope -> {
            // tag::shield
            Task<?> writer = scope.fork("writer", () -> {
                try {
                    Catenary.sleep(Duration.ofHours(1));
                } finally {
                    Tasks.shielded(Duration.ofSeconds(1), () -> flush()); // the limit is not optional
                }
            });
            // end::shield
            Catenary.sleep(Duration.ofSeconds(1));
            writer.cancel();
            scope.join();
            assertThat(seen).containsExactly("flushed");
            return null;
        });
    }

    @Test
    void computing() throws Exception {
        run(scope -> {
            // tag::compute
            Task<?> sum = scope.fork("sum", () -> {
                for (int chunk = 0; ; chunk++) {
                    handle(chunk); // some milliseconds of work
                    Catenary.yieldNow(); // lets the others run, and throws if this task was cancelled
                }
            });
            // end::compute
            Catenary.yieldNow();
            sum.cancel();
            scope.join();
            assertThat(sum.isCancelled()).isTrue();
            return null;
        });
    }
}
