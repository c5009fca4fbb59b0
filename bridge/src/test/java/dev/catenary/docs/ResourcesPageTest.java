package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.Tasks;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/guide/resources.md}. */
class ResourcesPageTest extends Page {
    ResourcesPageTest() {
        super("docs/guide/resources.md");
    }

    // tag::resource
    final class Connection implements AutoCloseable {
        Connection open() throws InterruptedException {
            Catenary.sleep(Duration.ofSeconds(1));
            handle("open");
            return this;
        }

        @Override
        public void close() throws InterruptedException {
            Catenary.sleep(Duration.ofSeconds(1)); // may wait
            handle("closed");
        }
    }
    // end::resource

    @Test
    void tryWithResources() throws Exception {
        run(scope -> {
            // tag::try
            try (var connection = new Connection().open()) {
                handle("query");
            }
            // end::try
            assertThat(seen).containsExactly("open", "query", "closed");
            return null;
        });
    }

    @Test
    void use() throws Exception {
        run(scope -> {
            // tag::use
            var work = scope.fork(() -> Catenary.scope(inner -> {
                var first = inner.use(new Connection().open());
                var second = inner.use(new Connection().open());
                inner.fork("query", () -> Promise.create("a long query").join());
                return first + " and " + second;
            })); // closes the second, then the first, after the last child: shielded, also when cancelled
            Catenary.sleep(Duration.ofSeconds(5));
            work.cancel();
            // end::use
            scope.join();
            assertThat(seen).containsExactly("open", "open", "closed", "closed");
            return null;
        });
    }

    private void begin() {
        handle("begin");
    }

    private void commit() {
        handle("commit");
    }

    private void rollback() throws InterruptedException {
        Catenary.sleep(Duration.ofMillis(100));
        handle("rollback");
    }

    @Test
    void transaction() throws Exception {
        run(scope -> {
            // tag::transaction
            var transfer = scope.fork("transfer", () -> {
                begin();
                try {
                    Catenary.sleep(Duration.ofSeconds(10)); // the statements
                    commit();
                } catch (Throwable failedOrCancelled) {
                    Tasks.shielded(Duration.ofSeconds(1), () -> rollback()); // may wait, a second at most
                    throw failedOrCancelled;
                }
            });
            // end::transaction
            Catenary.sleep(Duration.ofSeconds(1));
            transfer.cancel();
            scope.join();
            assertThat(seen).containsExactly("begin", "rollback");
            return null;
        });
    }
}
