package dev.catenary.contract.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.EventLoop;
import dev.catenary.LoopClock;
import dev.catenary.Promise;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.insight.Insight;
import dev.catenary.insight.TaskState;
import java.time.Duration;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log tells in debug mode. */
class DebugModeTest extends OnEveryCarrier {
    private final Logger logger = Logger.getLogger("dev.catenary.insight");
    private final Promise<String> longWait = Promise.create();
    private final Promise<String> closed = Promise.create();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            if (logged.getMessage().startsWith("long wait")) longWait.complete(logged.getMessage());
            if (logged.getMessage().startsWith("closed")) closed.complete(logged.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
    }

    /** Each look at it is an hour later. */
    private static LoopClock hurrying() {
        var started = System.nanoTime();
        return () -> (System.nanoTime() - started) * 100_000;
    }

    @Test
    void longWaitsAreTold() throws Exception {
        try (var loop = EventLoop.open(options().debug(true).clock(hurrying()))) {
            var patient = loop.start("patient", scope -> Promise.create("never").join());

            assertThat(longWait.join()).contains("task 'patient'", "Task.join: task 'never'");
            patient.cancel();
        }
    }

    @Test
    void tasksThatACloseCutsShortAreTold() throws Exception {
        var started = Promise.<Object>create();
        var loop =
                EventLoop.open(options().debug(true).clock(LoopClock.system()).closeTimeout(Duration.ofSeconds(20)));
        loop.start("under way", scope -> {
            started.complete(null);
            return forever();
        });
        started.join();
        while (Insight.snapshot(loop).tasks().get(0).state() != TaskState.WAITING) Thread.onSpinWait();

        loop.close();

        assertThat(closed.join()).contains("task 'under way'", "Task.join: task 'never'");
    }
}
