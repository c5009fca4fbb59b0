package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Handle;
import dev.catenary.LoopOptions;
import dev.catenary.Promise;
import dev.catenary.Task;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/guide/callbacks.md}. */
class CallbacksPageTest extends Page {
    CallbacksPageTest() {
        super("docs/guide/callbacks.md");
    }

    @Test
    void callbacks() throws Exception {
        run(scope -> {
            EventLoop loop = scope.loop();
            // tag::callbacks
            loop.execute(() -> handle("soon")); // from any thread
            Handle tick = loop.schedule(Duration.ofSeconds(1), () -> handle("never"));
            loop.scheduleAt(loop.nanoTime() + 2_000_000_000, () -> handle("at two seconds"));
            tick.cancel(); // true: it had not run
            // end::callbacks
            Catenary.sleep(Duration.ofSeconds(3));
            assertThat(seen).containsExactly("soon", "at two seconds");
            return null;
        });
    }

    @Test
    void promise() throws Exception {
        run(scope -> {
            EventLoop loop = scope.loop();
            // tag::promise
            Promise<String> answer = Promise.create("answer");
            loop.schedule(Duration.ofSeconds(1), () -> answer.complete("42"));
            Task<String> text = answer.map(value -> "the answer is " + value);
            text.onComplete(Callback.of(value -> handle(value), failure -> handle(failure)));
            // end::promise
            text.join();
            Catenary.yieldNow();
            assertThat(seen).containsExactly("the answer is 42");
            return null;
        });
    }

    @Test
    void waitingIsRefused() throws Exception {
        Promise<String> never = Promise.create("never");
        // tag::refused
        LoopOptions options = LoopOptions.named("strict").failureHandler(report -> handle(report.failure()));
        try (EventLoop loop = EventLoop.open(options)) {
            loop.execute(() -> {
                try {
                    never.join(); // throws at once: it could only stop the loop
                } catch (InterruptedException e) {
                    handle(e);
                }
            });
        }
        // end::refused
        assertThat(seen).singleElement().isInstanceOf(IllegalStateException.class);
    }
}
