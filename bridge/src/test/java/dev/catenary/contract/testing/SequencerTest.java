package dev.catenary.contract.testing;

import static dev.catenary.contract.features.Feature.SCRIPTED_ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Proves;
import dev.catenary.testing.Sequencer;
import org.junit.jupiter.api.Test;

/** Blocks of code of different tasks run in the order of their numbers. */
@Proves(SCRIPTED_ORDER)
class SequencerTest extends OnEveryCarrier {
    private final Sequencer order = new Sequencer();

    private void block(int number) throws InterruptedException {
        try (var block = order.block(number)) {
            points.reach(block.number());
        }
    }

    @Test
    void blocksRunInTheOrderOfTheirNumbers() throws Exception {
        run(scope -> {
            scope.fork(() -> {
                block(3);
                block(4);
            });
            scope.fork(() -> {
                block(2);
                block(5);
            });
            scope.fork(() -> block(1));
            return null;
        });

        points.end(6);
    }

    @Test
    void nextBlockWaitsWhileTheOneBeforeWaits() throws Exception {
        run(scope -> {
            scope.fork(() -> block(2));
            try (var block = order.block(1)) {
                Catenary.sleep(HOUR);
                points.reach(1);
            }
            return null;
        });

        points.end(3);
    }

    @Test
    void failureInABlockLetsTheNextOneRun() throws Exception {
        run(scope -> {
            var next = scope.fork(() -> block(2));
            assertThatThrownBy(() -> {
                        try (var block = order.block(1)) {
                            points.reach(1);
                            throw new IllegalStateException("boom");
                        }
                    })
                    .hasMessage("boom");
            next.join();
            return null;
        });

        points.end(3);
    }

    @Test
    void threadsTakePart() throws Throwable {
        var stranger = Stranger.PLATFORM_THREAD.call(() -> {
            block(1);
            block(3);
            return null;
        });
        run(scope -> {
            block(2);
            block(4);
            return null;
        });

        stranger.end();
        points.end(5);
    }

    @Test
    void numberThatIsUsedTwiceIsRefused() throws Exception {
        block(1);

        assertThatThrownBy(() -> order.block(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there are two blocks of the number 1");
        try (var running = order.block(2)) {
            assertThatThrownBy(() -> order.block(2)).hasMessage("there are two blocks of the number 2");
        }
    }

    @Test
    void numberThatTwoWaitForIsRefused() throws Exception {
        run(scope -> {
            var waiting = scope.fork(() -> block(2));
            Catenary.yieldNow();

            assertThatThrownBy(() -> order.block(2)).hasMessage("there are two blocks of the number 2");
            try (var first = order.block(1)) {
                points.reach(1);
            }
            waiting.join();
            return null;
        });
    }

    @Test
    void numbersCountFromOne() {
        assertThatThrownBy(() -> order.block(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("number < 1: 0");
    }

    @Test
    void cancelOfOneWhoWaitsBreaksTheSequence() throws Exception {
        run(scope -> {
            var cancelled = scope.fork(() -> block(2));
            var later = scope.fork(() -> assertThatThrownBy(() -> order.block(3))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("block 2 was cancelled before it could run"));
            Catenary.yieldNow();
            cancelled.cancel();
            later.join();

            assertThatThrownBy(() -> order.block(4))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("block 2 was cancelled before it could run");
            return null;
        });
    }

    @Test
    void showsHowFarItIs() throws Exception {
        run(scope -> {
            assertThat(order).hasToString("Sequencer(next=1, waiting=[])");
            scope.fork(() -> block(2));
            try (var block = order.block(1)) {
                Catenary.yieldNow();
                assertThat(order).hasToString("Sequencer(running=1, waiting=[2])");
                points.reach(1);
            }
            return null;
        });

        assertThat(order).hasToString("Sequencer(next=3, waiting=[])");
    }
}
