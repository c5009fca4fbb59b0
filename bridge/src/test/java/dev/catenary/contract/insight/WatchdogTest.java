package dev.catenary.contract.insight;

import static dev.catenary.contract.features.Feature.WATCHDOG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.LoopClock;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Proves;
import dev.catenary.insight.Insight;
import dev.catenary.insight.Instrument;
import dev.catenary.insight.Stacks;
import dev.catenary.insight.Stall;
import dev.catenary.insight.TaskState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Who keeps the turn too long is looked at while he does. */
class WatchdogTest extends OnEveryCarrier {
    private final Promise<Stall> told = Promise.create();
    private final AtomicInteger times = new AtomicInteger();

    private final Instrument instrument = new Instrument() {
        @Override
        public void stalled(Stall stall) {
            // a machine that is busy may keep other turns for long as well
            if (stall.stack().stream().noneMatch(frame -> frame.getMethodName().equals("keepTheTurn"))) return;
            times.incrementAndGet();
            told.complete(stall);
        }
    };

    private EventLoop watched() {
        return EventLoop.open(options()
                .clock(LoopClock.system())
                .stallAfter(Duration.ofMillis(50))
                .instruments(instrument));
    }

    /** Computes until the watchdog has told of it. */
    private void keepTheTurn() {
        while (!told.isDone()) Thread.onSpinWait();
    }

    @Test
    @Proves(WATCHDOG)
    void taskThatComputesIsNamedWithItsLine() throws Exception {
        try (var loop = watched()) {
            loop.start("computing", scope -> {
                        keepTheTurn();
                        return null;
                    })
                    .join();

            var stall = told.join();
            assertThat(stall.loop()).isEqualTo("test");
            assertThat(stall.task().name()).isEqualTo("task 'computing'");
            assertThat(stall.kept()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
            assertThat(stall.line().toString()).contains("WatchdogTest.keepTheTurn");
        }
    }

    @Test
    void taskThatHasWaitedBeforeIsNamedToo() throws Exception {
        try (var loop = watched()) {
            loop.start("computing", scope -> {
                        Catenary.yieldNow();
                        LockSupport.parkNanos(1);
                        keepTheTurn();
                        return null;
                    })
                    .join();

            assertThat(told.join().line().toString()).contains("WatchdogTest.keepTheTurn");
        }
    }

    @Test
    void callbackThatComputesIsNamedByItsLine() throws Exception {
        try (var loop = watched()) {
            loop.execute(this::keepTheTurn);

            var stall = told.join();
            assertThat(stall.task()).isNull();
            assertThat(stall.line().toString()).contains("WatchdogTest.keepTheTurn");
        }
    }

    @Test
    void stallIsToldOnce() throws Exception {
        try (var loop = watched()) {
            loop.run(scope -> {
                keepTheTurn();
                // as long again: samples of the time show that the watchdog has come by
                var id = Task.current().orElseThrow().id();
                var before = onLoop(loop, id);
                while (onLoop(loop, id).minus(before).compareTo(Duration.ofMillis(100)) < 0) Thread.onSpinWait();
                return null;
            });

            assertThat(times).hasValue(1);
        }
    }

    private static Duration onLoop(EventLoop loop, long id) {
        return Insight.snapshot(loop, Stacks.NONE).tasks().stream()
                .filter(task -> task.id() == id)
                .findFirst()
                .orElseThrow()
                .onLoop();
    }

    @Test
    @Proves(WATCHDOG)
    void lagIsSampledWhileTheLoopIsAtWork() throws Exception {
        try (var loop = watched()) {
            loop.run(scope -> {
                while (Insight.snapshot(loop).lag().samples() < 3) Catenary.yieldNow();
                return null;
            });

            var lag = Insight.snapshot(loop).lag();
            assertThat(lag.percentile(1)).isPositive();
            assertThat(lag.percentile(0.5)).isLessThanOrEqualTo(lag.percentile(1));
        }
    }

    @Test
    void logThatThrowsIsNotTheEndOfTheWatch() throws Exception {
        var thrown = new AtomicInteger();
        var throwing = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                if (thrown.getAndIncrement() == 0) throw new IllegalStateException("the log is full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var logger = Logger.getLogger("dev.catenary.insight");
        logger.addHandler(throwing);
        try (var loop = watched()) {
            loop.run(scope -> {
                while (thrown.get() == 0) Thread.onSpinWait();
                Catenary.yieldNow();
                keepTheTurn();
                return null;
            });
        } finally {
            logger.removeHandler(throwing);
        }

        assertThat(warned()).singleElement().asString().contains("the watchdog failed, and goes on", "the log is full");
    }

    @Test
    void waitIsNoStall() throws Exception {
        var stalls = new AtomicInteger();
        var counting = new Instrument() {
            @Override
            public void stalled(Stall stall) {
                stalls.incrementAndGet();
            }
        };
        try (var waitingLoop = EventLoop.open(options()
                        .name("waiting")
                        .clock(LoopClock.system())
                        .stallAfter(Duration.ofMillis(50))
                        .instruments(counting));
                var other = watched()) {
            var waiting = waitingLoop.start(scope -> forever());
            while (Insight.snapshot(waitingLoop).tasks().get(0).state() != TaskState.WAITING) Thread.onSpinWait();
            // a machine that is busy may have kept it from its wait for long
            stalls.set(0);

            // another loop stalls, and is told of: meanwhile this one was looked at as well
            other.run(scope -> {
                keepTheTurn();
                return null;
            });

            assertThat(stalls).hasValue(0);
            waiting.cancel();
        }
    }
}
