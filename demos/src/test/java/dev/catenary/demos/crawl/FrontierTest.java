package dev.catenary.demos.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontierTest {
    private final Frontier<Integer> frontier = new Frontier<>();
    private final List<Integer> taken = new ArrayList<>();

    /** Each item below ten adds two more. */
    private void work() throws InterruptedException {
        for (var item = frontier.take(); item.isPresent(); item = frontier.take()) {
            taken.add(item.get());
            Catenary.sleep(Duration.ofMillis(1 + item.get() % 3));
            if (item.get() < 10) frontier.add(2 * item.get());
            if (item.get() < 10) frontier.add(2 * item.get() + 1);
            frontier.done();
        }
    }

    @Test
    void workersTakeEachItemOnceAndEndWhenNothingIsLeft() throws Exception {
        TestLoop.run(scope -> {
            frontier.add(1);
            for (int i = 0; i < 4; i++) scope.fork(this::work);
            return null;
        });

        assertThat(taken).hasSize(19).doesNotHaveDuplicates();
        assertThat(frontier.inWork()).isZero();
    }

    @Test
    void emptyFrontierIsDoneAtOnce() throws Exception {
        var item = TestLoop.run(scope -> frontier.take());

        assertThat(item).isEmpty();
    }
}
