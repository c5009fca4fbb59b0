package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.Outcome;
import dev.catenary.Scope;
import dev.catenary.Select;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.Until;
import dev.catenary.Waited;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/guide/several.md}. */
class SeveralPageTest extends Page {
    SeveralPageTest() {
        super("docs/guide/several.md");
    }

    private static String fetch(String url) throws InterruptedException {
        Catenary.sleep(Duration.ofSeconds(url.length()));
        return "page of " + url;
    }

    private static List<Task<String>> start(Scope scope, String... urls) {
        return List.of(urls).stream()
                .map(url -> scope.fork(url, () -> fetch(url)))
                .toList();
    }

    @Test
    void gather() throws Exception {
        run(scope -> {
            // tag::gather
            Task<String> a = scope.fork(() -> fetch("a"));
            Task<String> b = scope.fork(() -> fetch("bb"));
            List<String> pages = Tasks.gather(List.of(a, b)); // the first failure cancels the others
            // end::gather
            assertThat(pages).containsExactly("page of a", "page of bb");
            return null;
        });
    }

    @Test
    void settled() throws Exception {
        run(scope -> {
            // tag::settled
            List<String> pages = Catenary.supervisor(
                    group -> { // failures of children stay theirs
                        var tasks = List.of(group.fork(() -> fetch("a")), group.<String>fork(() -> {
                            throw new IOException("boom");
                        }));
                        for (Outcome<String> outcome : Tasks.gatherSettled(tasks)) {
                            if (outcome instanceof Outcome.Failure<String> failed)
                                handle(failed.cause().getMessage());
                        }
                        return tasks.stream()
                                .filter(task -> task.outcome().orElseThrow().isSuccess())
                                .map(Task::resultNow)
                                .toList();
                    });
            // end::settled
            assertThat(pages).containsExactly("page of a");
            assertThat(seen).containsExactly("boom");
            return null;
        });
    }

    @Test
    void waiting() throws Exception {
        run(scope -> {
            var tasks = start(scope, "a", "bbb");
            // tag::wait
            Waited<String> waited = Tasks.waitFor(tasks, Until.FIRST_COMPLETED, Duration.ofSeconds(2));
            for (Task<String> late : waited.pending()) late.cancel("too slow");
            // end::wait
            assertThat(waited.done()).containsExactly(tasks.get(0));
            scope.join();
            assertThat(tasks.get(1).isCancelled()).isTrue();
            return null;
        });
    }

    @Test
    void asCompleted() throws Exception {
        run(scope -> {
            var tasks = start(scope, "ccc", "a", "bb");
            // tag::as-completed
            try (var done = Tasks.asCompleted(tasks)) {
                while (done.hasNext()) handle(done.next().join()); // the tasks themselves, as they end
            }
            // end::as-completed
            assertThat(seen).containsExactly("page of a", "page of bb", "page of ccc");
            return null;
        });
    }

    @Test
    void race() throws Exception {
        run(scope -> {
            // tag::race
            String fastest = Tasks.race(List.of(() -> fetch("mirror"), () -> fetch("origin")));
            String hedged = Tasks.hedged(Duration.ofMillis(200), 3, () -> fetch("a")); // another try each 200 ms
            // end::race
            assertThat(fastest).isEqualTo("page of mirror");
            assertThat(hedged).isEqualTo("page of a");
            return null;
        });
    }

    @Test
    void map() throws Exception {
        run(scope -> {
            var urls = List.of("a", "bb", "ccc");
            // tag::map
            List<String> pages = Tasks.map(urls, 2, url -> fetch(url)); // two at a time, results in order
            // end::map
            assertThat(pages).containsExactly("page of a", "page of bb", "page of ccc");
            return null;
        });
    }

    @Test
    void select() throws Exception {
        run(scope -> {
            Task<String> page = scope.fork(() -> fetch("a"));
            // tag::select
            String first = Select.<String>of()
                    .onEnd(page, end -> end.getOrThrow())
                    .onTimeout(Duration.ofSeconds(3), () -> "a page from the cache")
                    .await();
            // end::select
            assertThat(first).isEqualTo("page of a");
            return null;
        });
    }
}
