package dev.catenary.contract.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Barrier;
import dev.catenary.EventLoop;
import dev.catenary.EventLoops;
import dev.catenary.LoopClock;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import org.junit.jupiter.api.Test;

@Proves(Feature.LOOP_GROUPS)
class LoopGroupTest extends OnEveryCarrier {
    @Test
    void loopsAreNumberedAndGivenRoundAndRound() {
        try (var group = EventLoops.group(options().clock(LoopClock.system()), 3)) {
            assertThat(group.loops()).extracting(EventLoop::name).containsExactly("test-1", "test-2", "test-3");
            for (int round = 0; round < 2; round++)
                for (var loop : group.loops()) assertThat(group.next()).isSameAs(loop);
        }
    }

    @Test
    void closeClosesAll() {
        var group = EventLoops.group(options().clock(LoopClock.system()), 2);

        group.close();
        group.close();

        assertThat(group.loops()).allMatch(EventLoop::isClosed);
    }

    @Test
    void tasksOfAGroupRunAtTheSameTimeAndMeetAtAPrimitive() throws Exception {
        var barrier = Barrier.of(2);
        try (var group = EventLoops.group(options().clock(LoopClock.system()), 2)) {
            var first = group.next().start(scope -> barrier.await());
            var second = group.next().start(scope -> barrier.await());

            assertThat(first.join() + second.join()).isOne();
        }
    }

    @Test
    void groupOfNoneIsRefused() {
        assertThatThrownBy(() -> EventLoops.group("none", 0)).hasMessage("size < 1: 0");
    }

    @Test
    void sharedLoopIsOneAndNobodyClosesIt() throws Exception {
        var shared = EventLoops.shared();

        assertThatThrownBy(shared::close).isInstanceOf(IllegalStateException.class);

        assertThat(EventLoops.shared()).isSameAs(shared);
        assertThat(shared.isClosed()).isFalse();
        assertThat(shared.<String, RuntimeException>run(scope -> "lives")).isEqualTo("lives");
    }
}
