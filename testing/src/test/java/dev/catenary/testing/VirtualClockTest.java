package dev.catenary.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
    private static final long NO_TIMER = Long.MAX_VALUE;

    private final AtomicInteger hangs = new AtomicInteger();

    @Test
    void startsAtZeroAndStandsStill() {
        var clock = new VirtualClock();

        assertThat(clock.nanoTime()).isZero();
        assertThat(clock.nanoTime()).isZero();
        assertThat(clock.elapsed()).isZero();
    }

    @Test
    void jumpsToTheNextTimerWhenTheLoopIsQuiet() {
        var clock = new VirtualClock();

        var rest = clock.idle(Duration.ofHours(1).toNanos(), true);

        assertThat(rest).isZero();
        assertThat(clock.elapsed()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void restsUntilWokenWhileWorkIsUnderWayElsewhere() {
        var clock = new VirtualClock();

        assertThat(clock.idle(1, false)).isEqualTo(Long.MAX_VALUE);
        assertThat(clock.idle(NO_TIMER, false)).isEqualTo(Long.MAX_VALUE);
        assertThat(clock.elapsed()).isZero();
    }

    @Test
    void doesNotRunPastTheEndOfTime() {
        var clock = new VirtualClock();
        clock.idle(Long.MAX_VALUE - 1, true);

        clock.idle(Long.MAX_VALUE - 1, true);

        assertThat(clock.nanoTime()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void hangsWhenItHasRestedInVain() {
        var clock = hangingAfter(Duration.ofNanos(2));

        var first = clock.idle(NO_TIMER, true);
        var second = clock.idle(NO_TIMER, true);
        var third = clock.idle(NO_TIMER, true);

        assertThat(first).isEqualTo(1);
        assertThat(second).isEqualTo(1);
        assertThat(third).isEqualTo(Long.MAX_VALUE);
        assertThat(hangs).hasValue(1);
    }

    @Test
    void strangerThatWakesTheLoopEarlyBeginsThePatienceAnew() {
        var clock = hangingAfter(Duration.ofHours(1));

        for (int i = 0; i < 10; i++) clock.idle(NO_TIMER, true);

        assertThat(hangs).hasValue(0);
    }

    @Test
    void timerInBetweenBeginsThePatienceAnew() {
        var clock = hangingAfter(Duration.ofNanos(2));

        for (int i = 0; i < 10; i++) {
            clock.idle(NO_TIMER, true);
            clock.idle(NO_TIMER, true);
            clock.idle(1, true);
        }

        assertThat(hangs).hasValue(0);
    }

    @Test
    void timeThatIsSpentHasPassed() {
        var clock = new VirtualClock();

        clock.spend(Duration.ofHours(1));
        clock.spend(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(clock.nanoTime()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> clock.spend(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time < 0: PT-1S");
    }

    @Test
    void standsStillWhileItIsHeldAndJumpsWhileSomebodyLetsIt() {
        var clock = new VirtualClock();
        clock.hold();

        assertThat(clock.idle(1, true)).isEqualTo(Long.MAX_VALUE);
        var end = clock.letJump(hangs::incrementAndGet);
        assertThat(clock.idle(1, true)).isZero();
        end.run();

        assertThat(clock.idle(1, true)).isEqualTo(Long.MAX_VALUE);
        assertThat(clock.nanoTime()).isEqualTo(1);
    }

    @Test
    void doesNotHangWhileItIsHeld() {
        var clock = hangingAfter(Duration.ofNanos(2));
        clock.hold();

        for (int i = 0; i < 10; i++) clock.idle(NO_TIMER, true);

        assertThat(hangs).hasValue(0);
    }

    @Test
    void refusesToHaveNoPatience() {
        assertThatThrownBy(() -> new VirtualClock(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("patience <= 0: PT0S");
    }

    private VirtualClock hangingAfter(Duration patience) {
        var clock = new VirtualClock(patience);
        clock.onHang(hangs::incrementAndGet);
        return clock;
    }
}
