package dev.catenary.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CheckpointsTest {
    private final Checkpoints points = new Checkpoints();

    @Test
    void pointsReachedInOrderPass() {
        points.reach(1);
        points.reach(2);
        points.end(3);
    }

    @Test
    void pointOutOfOrderFailsAtOnceAndAgainAtTheEnd() {
        points.reach(1);

        assertThatThrownBy(() -> points.reach(3))
                .isInstanceOf(AssertionError.class)
                .hasMessage("point 3 was reached, but point 2 is next");
        assertThatThrownBy(() -> points.end(2))
                .isInstanceOf(AssertionError.class)
                .hasMessage("point 3 was reached, but point 2 is next");
    }

    @Test
    void pointAfterTheEndFails() {
        points.end(1);

        assertThatThrownBy(() -> points.reach(2))
                .isInstanceOf(AssertionError.class)
                .hasMessage("point 2 was reached after the end, 1");
    }

    @Test
    void unreachableLineFailsAtOnceAndAgainAtTheEnd() {
        assertThatThrownBy(points::unreachable)
                .isInstanceOf(AssertionError.class)
                .hasMessage("a line was reached that should not be, after point 0");
        assertThatThrownBy(() -> points.end(1)).isInstanceOf(AssertionError.class);
    }

    @Test
    void waitForAPointThatHasBeenReachedIsOver() throws InterruptedException {
        points.reach(1);

        points.await(1);
    }

    @Test
    void showsHowFarItGot() {
        points.reach(1);

        assertThat(points).hasToString("Checkpoints(reached=1, awaited=[])");
    }
}
