package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.ChannelClosedException;
import dev.catenary.WorkQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/guide/channels.md}. */
class ChannelsPageTest extends Page {
    ChannelsPageTest() {
        super("docs/guide/channels.md");
    }

    private void work(String url) throws InterruptedException {
        Catenary.sleep(Duration.ofSeconds(1));
        handle(url);
    }

    @Test
    void queue() throws Exception {
        run(scope -> {
            // tag::queue
            WorkQueue<String> jobs = WorkQueue.bounded(100);
            for (int i = 0; i < 3; i++) {
                scope.background()
                        .fork(
                                "worker " + i,
                                () -> { // ends with the scope; no cancel by hand
                                    while (true) {
                                        work(jobs.get());
                                        jobs.taskDone();
                                    }
                                });
            }
            for (var url : List.of("a", "b", "c", "d")) jobs.put(url);
            jobs.join();
            // end::queue
            assertThat(seen).containsExactlyInAnyOrder("a", "b", "c", "d");
            return null;
        });
    }

    @Test
    void shutdown() throws Exception {
        run(scope -> {
            // tag::shutdown
            WorkQueue<String> jobs = WorkQueue.unbounded();
            var worker = scope.fork(() -> jobs.forEach(url -> work(url))); // until it is shut down and empty
            jobs.put("a");
            jobs.shutdown();
            worker.join();
            // end::shutdown
            assertThat(seen).containsExactly("a");
            return null;
        });
    }

    @Test
    void channel() throws Exception {
        run(scope -> {
            // tag::channel
            Channel<String> lines = Channel.buffered(16);
            scope.fork("reader", () -> {
                lines.send("first");
                lines.close(new IOException("upstream has gone")); // or close(), for a good end
            });
            try {
                while (true) handle(lines.receive());
            } catch (ChannelClosedException closed) {
                handle(closed.getCause().getMessage());
            }
            // end::channel
            assertThat(seen).containsExactly("first", "upstream has gone");
            return null;
        });
    }

    @Test
    void threads() throws Exception {
        Catenary.run(scope -> {
            // tag::thread
            Channel<String> lines = Channel.rendezvous();
            Thread plain = new Thread(() -> {
                try {
                    lines.send("from a plain thread"); // parks the thread until it is received
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            plain.start();
            handle(lines.receive()); // the task waits; its siblings go on
            // end::thread
            assertThat(seen).containsExactly("from a plain thread");
            return null;
        });
    }
}
