package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.AsyncStream;
import dev.catenary.Catenary;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/guide/streams.md}. */
class StreamsPageTest extends Page {
    StreamsPageTest() {
        super("docs/guide/streams.md");
    }

    // tag::generator
    static AsyncStream<Integer> countdown(int from) {
        return AsyncStream.generate(out -> {
            for (int i = from; i > 0; i--) {
                out.emit(i); // waits until it is asked for the next
                Catenary.sleep(Duration.ofSeconds(1));
            }
        });
    }
    // end::generator

    @Test
    void iteration() throws Exception {
        run(scope -> {
            // tag::iteration
            countdown(3).forEach(i -> handle(i));
            // end::iteration
            assertThat(seen).containsExactly(3, 2, 1);
            return null;
        });
    }

    @Test
    void comprehension() throws Exception {
        run(scope -> {
            // tag::comprehension
            List<Integer> squares =
                    countdown(10).filter(i -> i % 2 == 0).map(i -> i * i).toList();
            // end::comprehension
            assertThat(squares).containsExactly(100, 64, 36, 16, 4);
            return null;
        });
    }

    @Test
    void leaving() throws Exception {
        run(scope -> {
            // tag::leaving
            AsyncStream<String> lines = AsyncStream.generate(out -> {
                try {
                    for (int i = 0; ; i++) out.emit("line " + i);
                } finally {
                    handle("file closed");
                }
            });
            try (var iterator = lines.iterator()) {
                handle(iterator.next().orElseThrow());
            } // the generator is interrupted, and has unwound here
            // end::leaving
            assertThat(seen).containsExactly("line 0", "file closed");
            return null;
        });
    }

    @Test
    void parallel() throws Exception {
        run(scope -> {
            // tag::parallel
            countdown(4)
                    .buffered(16) // the generator runs ahead, sixteen elements at most
                    .mapParallel(2, i -> slow(i)) // two at a time, in order
                    .forEach(i -> handle(i));
            // end::parallel
            assertThat(seen).containsExactly(40, 30, 20, 10);
            return null;
        });
    }

    private static int slow(int i) throws InterruptedException {
        Catenary.sleep(Duration.ofSeconds(1));
        return 10 * i;
    }
}
