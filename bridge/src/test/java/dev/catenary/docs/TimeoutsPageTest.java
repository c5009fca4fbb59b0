package dev.catenary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.Deadline;
import dev.catenary.Task;
import dev.catenary.Timeouts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/guide/timeouts.md}. */
class TimeoutsPageTest extends Page {
    TimeoutsPageTest() {
        super("docs/guide/timeouts.md");
    }

    private static String fetch(int seconds) throws InterruptedException {
        Catenary.sleep(Duration.ofSeconds(seconds));
        return "page";
    }

    @Test
    void within() throws Exception {
        run(scope -> {
            // tag::within
            try {
                handle(Timeouts.within(Duration.ofSeconds(2), () -> fetch(10)));
            } catch (TimeoutException tooLong) {
                handle("too long");
            }
            Optional<String> page = Timeouts.tryWithin(Duration.ofSeconds(2), () -> fetch(10)); // empty: gave up
            // end::within
            assertThat(seen).containsExactly("too long");
            assertThat(page).isEmpty();
            return null;
        });
    }

    @Test
    void reschedule() throws Exception {
        run(scope -> {
            // tag::reschedule
            String page = Timeouts.within(Duration.ofSeconds(2), timeout -> {
                timeout.reschedule(Duration.ofSeconds(20)); // from now on
                handle(Deadline.current().remaining()); // 20 s: whoever is called here can see it
                return fetch(10);
            });
            // end::reschedule
            assertThat(page).isEqualTo("page");
            assertThat(seen).containsExactly(Duration.ofSeconds(20));
            return null;
        });
    }

    @Test
    void cancel() throws Exception {
        run(scope -> {
            // tag::cancel
            Task<String> task = scope.fork("fetch", () -> {
                try {
                    return fetch(10);
                } catch (InterruptedException cancelled) { // I was cancelled
                    handle("cleaning up");
                    throw cancelled;
                }
            });
            Catenary.sleep(Duration.ofSeconds(1));
            task.cancel("no longer needed");
            try {
                task.join();
            } catch (CancellationException e) { // what I waited for was cancelled
                handle(e.getMessage());
            }
            // end::cancel
            assertThat(seen).hasSize(2).first().isEqualTo("cleaning up");
            assertThat(seen.get(1)).asString().contains("no longer needed");
            return null;
        });
    }

    @Test
    void shield() throws Exception {
        run(scope -> {
            Task<String> shared = scope.fork(() -> fetch(10));
            // tag::shield
            Task<String> impatient = scope.fork(() -> shared.join()); // a cancelled join leaves the task alone
            Catenary.yieldNow();
            impatient.cancel();
            handle(shared.join()); // the page
            // end::shield
            assertThat(seen).containsExactly("page");
            return null;
        });
    }
}
