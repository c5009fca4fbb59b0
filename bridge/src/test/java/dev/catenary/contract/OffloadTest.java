package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.OFFLOAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.LoopClock;
import dev.catenary.Promise;
import dev.catenary.ScopeFailedException;
import dev.catenary.Task;
import dev.catenary.contract.features.Proves;
import dev.catenary.testing.TestLoop;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Code that computes long or blocks runs off the loop, and belongs to its caller all the same. */
@Proves(OFFLOAD)
class OffloadTest extends OnEveryCarrier {
    @Test
    void loopGoesOnWhileTheBodyBlocks() throws Exception {
        var released = new CountDownLatch(1);

        var value = run(scope -> {
            scope.fork(released::countDown);
            return Catenary.offload(() -> {
                released.await();
                return "value";
            });
        });

        assertThat(value).isEqualTo("value");
    }

    @Test
    void virtualTimeStandsStillWhileTheBodyRuns() throws Exception {
        var released = new CountDownLatch(1);
        run(scope -> {
            scope.fork(() -> {
                Catenary.sleep(HOUR);
                note("timer");
            });
            Catenary.offload(() -> {
                Stranger.PLATFORM_THREAD.start(released::countDown);
                released.await();
                note("offloaded");
            });
            return null;
        });

        assertThat(events()).containsExactly("offloaded", "timer");
    }

    @Test
    void failureIsThrownAsItIs() throws Exception {
        var failure = new IOException("boom");
        run(scope -> {
            assertThatThrownBy(() -> Catenary.offload(() -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
            return null;
        });
    }

    @Test
    void errorIsThrownAsItIs() throws Exception {
        var error = new StackOverflowError();
        run(scope -> {
            assertThatThrownBy(() -> Catenary.offload(() -> {
                        throw error;
                    }))
                    .isSameAs(error);
            return null;
        });
    }

    @Test
    void cancelInterruptsTheBodyAndWaitsForItsEnd() throws Exception {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var loop = open()) {
            var task = loop.start(scope -> {
                Catenary.offload(() -> {
                    started.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        note("interrupted");
                        release.await();
                        note("unwound");
                    }
                });
                return null;
            });
            started.await();

            task.cancel();
            loop.run(scope -> null);
            assertThat(task.isDone()).isFalse();
            release.countDown();

            assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
            assertThat(events()).containsExactly("interrupted", "unwound");
        }
    }

    @Test
    void cancelledWhileItWaitsForAThreadItNeverBegins() throws Exception {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        TestLoop.run(options().offloadLimit(1), scope -> {
            scope.fork(() -> Catenary.offload(() -> {
                started.countDown();
                release.await();
            }));
            var waiting = scope.fork(() -> Catenary.offload(() -> points.unreachable()));
            Catenary.yieldNow();
            Catenary.yieldNow();

            waiting.cancel();
            assertThatThrownBy(waiting::join).isInstanceOf(CancellationException.class);
            release.countDown();
            scope.join();
            Catenary.offload(() -> points.reach(1));
            return null;
        });
        points.end(2);
    }

    @Test
    void cancelIsSeenByEachFurtherWaitInTheBody() throws Exception {
        var started = new CountDownLatch(1);
        try (var loop = open();
                var other = open("other")) {
            var task = loop.start(scope -> Catenary.offload(() -> {
                started.countDown();
                for (var wait : Stream.<ThrowingCallable>of(
                                OnEveryCarrier::forever,
                                OnEveryCarrier::forever,
                                () -> Catenary.sleep(HOUR),
                                Catenary::yieldNow,
                                () -> Catenary.offload(() -> points.unreachable()),
                                () -> other.run(it -> points.unreachable()),
                                () -> Catenary.await(new CompletableFuture<>()),
                                () -> Promise.create().join(HOUR))
                        .toList())
                    assertThatThrownBy(wait)
                            .isInstanceOf(InterruptedException.class)
                            .hasMessageContaining("no longer needed");
                note("unwound");
                return null;
            }));
            started.await();

            task.cancel("no longer needed");

            assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
            assertThat(events()).containsExactly("unwound");
        }
    }

    @Test
    void cancelThatComesWhileTheBodyIsHandedOverIsNotLost() throws Exception {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var loop = EventLoop.open(options().offloadLimit(1).clock(LoopClock.system()))) {
            loop.start(scope -> Catenary.offload(() -> {
                started.countDown();
                release.await();
                return null;
            }));
            started.await();

            for (int round = 0; round < 5_000; round++) {
                var handed = new AtomicBoolean();
                var task = loop.start(scope -> {
                    handed.set(true);
                    return Catenary.offload(() -> points.unreachable());
                });
                while (!handed.get()) Thread.onSpinWait();
                for (int i = 0; i < round % 100; i++) Thread.onSpinWait();
                task.cancel();
                assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
            }
            release.countDown();
        }
        points.end(1);
    }

    @Test
    void atMostTheLimitRunAtOnce() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var both = new CyclicBarrier(2);
        TestLoop.run(options().offloadLimit(2), scope -> {
            for (int i = 0; i < 20; i++)
                scope.fork(() -> Catenary.offload(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    both.await();
                    running.decrementAndGet();
                }));
            return null;
        });

        assertThat(most).hasValue(2);
    }

    @Test
    void outsideOfATaskTheBodyRunsOnTheCallingThread() throws Exception {
        var thread = Catenary.offload(Thread::currentThread);

        assertThat(thread).isSameAs(Thread.currentThread());
    }

    @Test
    void bodyRunsOnAThreadThatIsNoLoops() throws Exception {
        run(scope -> {
            var loopThread = Thread.currentThread();

            Catenary.offload(() -> {
                assertThat(Thread.currentThread()).isNotSameAs(loopThread);
                assertThat(EventLoop.current()).isEmpty();
            });
            return null;
        });
    }

    @Test
    void bodyMayWaitForTheLoop() throws Exception {
        run(scope -> {
            var value = Catenary.offload(() -> scope.fork(() -> {
                        Catenary.yieldNow();
                        return "value";
                    })
                    .join());

            assertThat(value).isEqualTo("value");
            return null;
        });
    }

    @Test
    void offloadAsyncIsATaskOfTheCurrentScope() throws Exception {
        var release = new Semaphore(0);
        run(scope -> {
            var task = Catenary.offloadAsync(() -> {
                release.acquire();
                return "value";
            });

            assertThat(scope.children()).containsExactly(task);
            release.release();
            assertThat(task.join()).isEqualTo("value");
            return null;
        });
    }

    @Test
    void failedOffloadAsyncFailsTheScope() {
        assertThatThrownBy(() -> run(scope -> {
                    Catenary.offloadAsync(() -> {
                        throw new IOException("boom");
                    });
                    return null;
                }))
                .isExactlyInstanceOf(ScopeFailedException.class)
                .hasRootCauseMessage("boom");
    }

    @Test
    void offloadAsyncOutsideOfATaskIsRefused() {
        assertThatThrownBy(() -> Catenary.offloadAsync(() -> "value"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Catenary.offloadAsync");
    }

    @Test
    void cancelledOffloadAsyncIsInterrupted() throws Exception {
        var started = new CountDownLatch(1);
        run(scope -> {
            Task<String> task = Catenary.offloadAsync(() -> {
                started.countDown();
                try {
                    return forever();
                } finally {
                    note("unwound");
                }
            });
            Catenary.offload(() -> started.await());

            task.cancel("no longer needed");

            assertThatThrownBy(task::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("no longer needed");
            assertThat(events()).containsExactly("unwound");
            return null;
        });
    }
}
