package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.LoopOptions;
import dev.catenary.Mutex;
import dev.catenary.Task;
import dev.catenary.insight.Insight;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/guide/debugging.md}. */
class DebuggingPageTest extends Page {
    DebuggingPageTest() {
        super("docs/guide/debugging.md");
    }

    @Test
    void tree() throws Exception {
        run(scope -> {
            Mutex db = Mutex.create("db");
            // tag::tree
            scope.fork("load", () -> {
                try (var held = db.acquire()) {
                    Catenary.sleep(Duration.ofSeconds(10));
                }
            });
            Task<?> save = scope.fork("save", () -> db.acquire().close());
            Catenary.sleep(Duration.ofSeconds(2));
            handle(Insight.snapshot(scope.loop()).tree()); // who waits for what, and where
            handle(save); // tells its name and state
            handle(db); // tells who holds it and how many wait
            // end::tree
            assertThat(seen.get(0).toString())
                    .contains("task 'save'", "Mutex.acquire: mutex 'db', held by task 'load'");
            assertThat(seen.get(1).toString()).contains("save");
            assertThat(seen.get(2).toString()).contains("db", "load");
            return null;
        });
    }

    @Test
    void failures() throws Exception {
        // tag::failures
        LoopOptions options = LoopOptions.named("orders")
                .debug(true)
                .failureHandler(report ->
                        handle(report.creationSite() + ": " + report.failure().getMessage()));
        EventLoop loop = EventLoop.open(options);
        loop.start("lost", scope -> fail()); // nobody looks: told once, at the latest when the loop closes
        // end::failures
        begun.await();
        loop.close();
        assertThat(seen).singleElement().asString().contains("DebuggingPageTest", "nobody looks");
    }

    private final CountDownLatch begun = new CountDownLatch(1);

    private Object fail() {
        begun.countDown();
        throw new IllegalStateException("nobody looks");
    }
}
