package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.GUEST_MODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.LoopClock;
import dev.catenary.LoopOptions;
import dev.catenary.Promise;
import dev.catenary.contract.features.Proves;
import dev.catenary.insight.Insight;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop that another one drives. */
class HostedLoopTest extends OnEveryCarrier {
    private final ExecutorService host = Executors.newSingleThreadExecutor(code -> new Thread(code, "host"));

    @AfterEach
    void endHost() throws InterruptedException {
        host.shutdown();
        assertThat(host.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private LoopOptions hosted(Executor by) {
        return options().clock(LoopClock.system()).host(by);
    }

    @Test
    @Proves(GUEST_MODE)
    void callbacksRunOnTheHostsThread() throws Exception {
        try (var loop = EventLoop.open(hosted(host))) {
            var thread = Promise.<String>create();
            loop.execute(() -> thread.complete(Thread.currentThread().getName()));

            assertThat(thread.join()).isEqualTo("host");
        }
    }

    @Test
    @Proves(GUEST_MODE)
    void tasksAndTheHostShareAThreadsWorthOfTurns() throws Exception {
        var counter = new int[1];
        try (var loop = EventLoop.open(hosted(host))) {
            var counting = loop.start(scope -> {
                for (var turn = 0; turn < 1_000; turn++) {
                    counter[0]++;
                    Catenary.yieldNow();
                }
                return null;
            });
            for (var piece = 0; piece < 1_000; piece++) host.execute(() -> counter[0]++);
            counting.join();
            host.submit(() -> {}).get();
        }

        assertThat(host.submit(() -> counter[0]).get()).isEqualTo(2_000);
    }

    @Test
    void turnThatIsGivenUpIsTheHostsToo() throws Exception {
        var isOver = new boolean[1];
        var hasBegun = Promise.<Object>create();
        try (var loop = EventLoop.open(hosted(host))) {
            var waiting = loop.start(scope -> {
                hasBegun.complete(null);
                while (!isOver[0]) Catenary.yieldNow();
                return null;
            });
            hasBegun.join();
            host.execute(() -> isOver[0] = true);

            waiting.join();
        }
    }

    @Test
    void timersFireAlthoughTheHostKnowsNoneOfThem() throws Exception {
        try (var loop = EventLoop.open(hosted(host))) {
            var order = loop.<String, InterruptedException>run(scope -> {
                var slow = scope.fork(() -> {
                    Catenary.sleep(Duration.ofMillis(20));
                    return "slow";
                });
                var fast = scope.fork(() -> {
                    Catenary.sleep(Duration.ofMillis(1));
                    return "fast";
                });
                return fast.join() + " " + slow.join();
            });

            assertThat(order).isEqualTo("fast slow");
        }
    }

    @Test
    @Proves(GUEST_MODE)
    void waitOnTheHostsThreadIsRefused() throws Exception {
        try (var loop = EventLoop.open(hosted(host))) {
            loop.run(scope -> null);
            var task = loop.start(scope -> forever());

            var waiting = host.submit(() -> task.join());

            assertThatThrownBy(waiting::get)
                    .cause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Task.join was called on the thread that hosts event loop 'test'");
        }
    }

    @Test
    void closeOnTheHostsThreadDoesNotWait() throws Exception {
        var loop = EventLoop.open(hosted(host));
        loop.run(scope -> null);
        var task = loop.start(scope -> forever());

        host.submit(loop::close).get();

        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
        assertThat(loop.isClosed()).isTrue();
        while (isAtWork("test")) Thread.onSpinWait();
    }

    private static boolean isAtWork(String name) {
        return Insight.snapshot().loops().stream().anyMatch(loop -> loop.name().equals(name));
    }

    @Test
    void hostThatRefusesIsReportedAndTheLoopGoesOnWithoutIt() throws Exception {
        Executor refusing = round -> {
            throw new RejectedExecutionException("closed");
        };
        try (var loop = EventLoop.open(hosted(refusing))) {
            assertThat(loop.<String, InterruptedException>run(
                            scope -> scope.fork(() -> "done").join()))
                    .isEqualTo("done");
        }

        assertThat(reported())
                .singleElement()
                .satisfies(
                        report -> assertThat(report.failure()).isExactlyInstanceOf(RejectedExecutionException.class));
    }

    @Test
    void hostThatForgetsWhatItWasGivenDoesNotKeepTheLoopFromItsEnd() throws Exception {
        var loop = EventLoop.open(hosted(round -> {}).closeTimeout(Duration.ofMillis(1)));
        var task = loop.start(scope -> "never");

        loop.close();

        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
        assertThat(warned()).singleElement().asString().contains("did not end within");
    }

    @Test
    void runTakesNoHost() {
        assertThatThrownBy(() -> Catenary.run(hosted(host), scope -> null))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("Catenary.run waits for its loop, and takes no host: use EventLoop.open");
    }
}
