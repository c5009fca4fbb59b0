package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.RUN;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.LoopClock;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Closing a loop ends what is left, waits for it, bounded, and says what is stuck. */
@Proves(RUN)
class CloseTest extends OnEveryCarrier {
    @Test
    void closedLoopRefusesWhatWouldStartSomething() {
        var loop = open("orders");

        loop.close();

        assertThat(loop.isClosed()).isTrue();
        assertRefused(() -> loop.start(scope -> null));
        assertRefused(() -> loop.start("named", scope -> null));
        assertRefused(() -> loop.run(scope -> null));
        assertRefused(() -> loop.execute(() -> points.unreachable()));
        assertRefused(() -> loop.schedule(SECOND, () -> points.unreachable()));
        assertRefused(() -> loop.schedule(Duration.ZERO, () -> points.unreachable()));
        assertRefused(() -> loop.scheduleAt(0, () -> points.unreachable()));
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("event loop 'orders' is closed: open another one, or start this earlier");
    }

    @Test
    void closedLoopStillKnowsItself() {
        var loop = open("orders");

        loop.close();

        assertThat(loop.name()).isEqualTo("orders");
        assertThat(loop.carrier()).isEqualTo(carrier);
        assertThat(loop.toString()).contains("orders").contains("closed");
    }

    @Test
    void closeIsIdempotent() {
        var loop = open();

        assertThat(loop.isClosed()).isFalse();
        loop.close();
        loop.close();

        assertThat(loop.isClosed()).isTrue();
    }

    @Test
    void closeByManyThreadsClosesOnce() throws Throwable {
        var loop = open();
        var closing = IntStream.range(0, 4)
                .mapToObj(i -> Stranger.PLATFORM_THREAD.call(() -> {
                    loop.close();
                    return null;
                }))
                .toList();

        for (var call : closing) call.end();

        assertThat(loop.isClosed()).isTrue();
    }

    @Test
    void closeCancelsWhatIsLeftAndWaitsForIt() throws Exception {
        var loop = open("orders");
        var task = loop.start(scope -> {
            scope.fork(() -> {
                try {
                    forever();
                } finally {
                    note("child unwound");
                }
            });
            Catenary.yieldNow();
            points.reach(1);
            try {
                return forever();
            } finally {
                note("body unwound");
            }
        });
        points.await(1);
        loop.schedule(HOUR, () -> points.unreachable());

        loop.close();

        assertThat(task.isCancelled()).isTrue();
        assertThat(events()).containsExactlyInAnyOrder("child unwound", "body unwound");
        assertThatThrownBy(task::join)
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("'orders' was cancelled: it was closed");
    }

    @Test
    void closeEndsTasksThatHaveNotStarted() throws Exception {
        var loop = open();
        var late = Promise.<Task<?>>create();
        loop.start(scope -> {
            late.complete(loop.start(it -> points.unreachable()));
            loop.close();
            return null;
        });

        assertThatThrownBy(() -> late.join().join()).isInstanceOf(CancellationException.class);
        points.end(1);
    }

    @Test
    void waiterOutsideLearnsThatTheLoopWasClosed() throws Throwable {
        var loop = open("orders");
        var started = new CountDownLatch(1);
        var call = Stranger.PLATFORM_THREAD.call(() -> loop.run(scope -> {
            started.countDown();
            return forever();
        }));
        started.await();

        loop.close();

        assertThatThrownBy(call::end)
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("'orders' was cancelled: it was closed");
    }

    @Test
    void timeThatNobodyMeasuresAnyMoreIsCancelled() throws Exception {
        var loop = open("orders");
        var promise = Promise.<String>create();
        var slept = Promise.<Task<?>>create();
        var limited = Promise.<Task<?>>create();
        loop.execute(() -> {
            slept.complete(Catenary.sleepAsync(HOUR));
            limited.complete(promise.orTimeout(HOUR));
        });
        for (var task : List.of(slept.join(), limited.join()))
            assertThat(task.isDone()).isFalse();

        loop.close();

        for (var task : List.of(slept.join(), limited.join(), promise))
            assertThatThrownBy(task::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("event loop 'orders' was closed");
    }

    @Test
    void timeThatIsMeasuredAnewEachTimeDoesNotKeepTheLoopOpen() throws Exception {
        var loop = open();
        var begun = Promise.<String>create();
        loop.execute(() -> {
            sleepForEver();
            begun.complete("begun");
        });
        begun.join();

        loop.close();

        assertThat(loop.isClosed()).isTrue();
    }

    private static void sleepForEver() {
        Catenary.sleepAsync(HOUR).onComplete(Callback.of(nothing -> {}, failure -> sleepForEver()));
    }

    @Test
    void closeIsBoundedAndSaysWhatIsStuckAndWhere() throws Exception {
        var release = new CountDownLatch(1);
        var started = new CountDownLatch(1);
        var loop = EventLoop.open(
                options().name("orders").clock(LoopClock.system()).closeTimeout(Duration.ofMillis(50)));
        loop.start("stubborn", scope -> {
            started.countDown();
            stuckHere(release);
            return null;
        });
        started.await();

        loop.close();

        release.countDown();
        assertThat(loop.isClosed()).isTrue();
        assertThat(warned())
                .singleElement(as(STRING))
                .contains("event loop 'orders' was closed and did not end within PT0.05S: 1 bodies are stuck")
                .contains("task 'stubborn'")
                .contains("stuckHere");
    }

    private static void stuckHere(CountDownLatch release) {
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException e) {
                // stubborn
            }
        }
    }

    @Test
    void closeFromATaskDoesNotWaitForIt() throws Exception {
        var loop = open();
        var task = loop.start(scope -> {
            loop.close();
            points.reach(1);
            assertThatThrownBy(Catenary::yieldNow).isInstanceOf(InterruptedException.class);
            points.reach(2);
            return null;
        });

        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
        points.end(3);
        assertThat(loop.isClosed()).isTrue();
    }

    @Test
    void closeFromOffloadedCodeDoesNotWaitForIt() throws Exception {
        var loop = EventLoop.open(options().clock(LoopClock.system()).closeTimeout(HOUR));
        var task = loop.start(scope -> Catenary.offload(() -> {
            loop.close();
            points.reach(1);
            assertThatThrownBy(Catenary::yieldNow).isInstanceOf(InterruptedException.class);
            points.reach(2);
            return null;
        }));

        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
        points.end(3);
        assertThat(loop.isClosed()).isTrue();
    }

    @Test
    void closeFromACallbackDoesNotWaitForIt() throws Exception {
        var loop = open();
        var task = loop.start(scope -> {
            points.reach(1);
            return forever();
        });
        points.await(1);

        loop.execute(() -> {
            loop.close();
            points.reach(2);
        });

        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
        points.end(3);
        assertThat(loop.isClosed()).isTrue();
    }

    @Test
    void closeLetsTheLoopsThreadEnd() throws Exception {
        var loop = open("orders");
        var thread = new CompletableFuture<Thread>();
        loop.execute(() -> thread.complete(Thread.currentThread()));

        assertThat(thread.join().getName()).contains("orders");
        loop.close();

        thread.join().join();
        assertThat(thread.join().isAlive()).isFalse();
    }

    @Test
    void closeWaitsForOffloadedWork() throws Exception {
        var loop = open();
        var started = new CountDownLatch(1);
        var task = loop.start(scope -> Catenary.offload(() -> {
            started.countDown();
            try {
                return new CompletableFuture<>().get();
            } finally {
                note("unwound");
            }
        }));
        started.await();

        loop.close();

        assertThat(task.isCancelled()).isTrue();
        assertThat(events()).containsExactly("unwound");
    }

    @Test
    void failureWhileClosingIsReported() throws Exception {
        var failure = new IOException("rollback failed");
        var loop = open();
        loop.start("stubborn", scope -> {
            points.reach(1);
            try {
                return forever();
            } catch (InterruptedException e) {
                throw failure;
            }
        });
        points.await(1);

        loop.close();

        assertThat(reported())
                .singleElement()
                .satisfies(report -> assertThat(report.failure()).isSameAs(failure));
    }
}
