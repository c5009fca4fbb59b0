package dev.catenary.demos.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.LoopOptions;
import dev.catenary.testing.TestLoop;
import dev.catenary.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostPaceTest {
    private final VirtualClock clock = new VirtualClock();
    private final List<String> events = new ArrayList<>();

    private void request(HostPace pace, String name) throws InterruptedException {
        pace.await();
        events.add(name + " " + clock.elapsed().toMillis());
    }

    private LoopOptions options() {
        return LoopOptions.named("test").clock(clock);
    }

    @Test
    void requestsOfAHostKeepTheirDistanceAndTheirOrder() throws Exception {
        TestLoop.run(options(), scope -> {
            var pace = new HostPace(4, clock::nanoTime);
            for (var name : List.of("a", "b", "c")) scope.fork(() -> request(pace, name));
            return null;
        });

        assertThat(events).containsExactly("a 0", "b 250", "c 500");
    }

    @Test
    void pausedHostIsLeftAloneByThoseWhoWaitAlready() throws Exception {
        TestLoop.run(options(), scope -> {
            var pace = new HostPace(4, clock::nanoTime);
            for (var name : List.of("a", "b")) scope.fork(() -> request(pace, name));
            scope.fork(() -> pace.pause(Duration.ofSeconds(1)));
            return null;
        });

        assertThat(events).containsExactly("a 0", "b 1000");
    }

    @Test
    void hostWithoutALimitIsNotWaitedFor() throws Exception {
        TestLoop.run(options(), scope -> {
            var pace = new HostPace(Double.POSITIVE_INFINITY, clock::nanoTime);
            for (var name : List.of("a", "b")) request(pace, name);
            return null;
        });

        assertThat(events).containsExactly("a 0", "b 0");
    }
}
