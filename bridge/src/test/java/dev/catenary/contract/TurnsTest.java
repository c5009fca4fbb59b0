package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.TURNS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.Promise;
import dev.catenary.contract.features.Proves;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** At any instant at most one piece of task code of a loop runs, and the turn passes only where code waits. */
@Proves(TURNS)
class TurnsTest extends OnEveryCarrier {
    @Test
    void tasksShareAPlainCounter() throws Exception {
        var counter = new int[1];

        run(scope -> {
            for (int task = 0; task < 20; task++)
                scope.fork(() -> {
                    for (int i = 0; i < 50; i++) {
                        var seen = counter[0];
                        Thread.onSpinWait();
                        counter[0] = seen + 1;
                        Catenary.yieldNow();
                    }
                });
            return null;
        });

        assertThat(counter[0]).isEqualTo(1_000);
    }

    @Test
    void tasksShareAPlainCollectionWithCallbacksAndStages() throws Exception {
        var shared = new ArrayList<String>();

        run(scope -> {
            for (int i = 0; i < 100; i++) {
                scope.fork(() -> {
                    shared.add("body");
                    Catenary.yieldNow();
                    shared.add("body again");
                });
                scope.loop().execute(() -> shared.add("callback"));
                scope.forkStage(() -> {
                    shared.add("stage");
                    return CompletableFuture.completedFuture(shared.size());
                });
            }
            scope.join();
            return null;
        });

        assertThat(shared).hasSize(400);
    }

    @Test
    void turnPassesOnlyWhereCodeWaits() throws Exception {
        run(scope -> {
            scope.fork(() -> {
                points.reach(3);
                Catenary.yieldNow();
                points.reach(5);
            });
            points.reach(1);
            scope.loop().execute(() -> points.reach(4));
            points.reach(2);
            scope.join();
            points.end(6);
            return null;
        });
    }

    @Test
    void atMostOnePieceOfCodeRunsAtATime() throws Exception {
        var turn = new Turn();
        var strangers = 4;
        var rounds = 200;
        var called = new CountDownLatch(strangers * rounds * 3);

        try (var loop = open()) {
            var body = loop.start(scope -> {
                while (called.getCount() > 0) {
                    scope.fork(() -> turn.taken());
                    scope.forkStage(() -> {
                        turn.taken();
                        return CompletableFuture.completedFuture(null);
                    });
                    turn.taken();
                    Catenary.yieldNow();
                }
                return null;
            });
            for (int i = 0; i < strangers; i++)
                Stranger.PLATFORM_THREAD.start(() -> {
                    for (int round = 0; round < rounds; round++) {
                        Runnable callback = () -> {
                            turn.taken();
                            called.countDown();
                        };
                        loop.execute(callback);
                        loop.schedule(SECOND.dividedBy(1_000_000), callback);
                        loop.start(scope -> {
                                    turn.taken();
                                    return null;
                                })
                                .onComplete(Callback.of(done -> callback.run(), failure -> {}));
                    }
                });
            body.join();
        }

        assertThat(turn.collisions()).isZero();
    }

    /** Counts how often two were in it at once. */
    private static final class Turn {
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger collisions = new AtomicInteger();

        void taken() {
            if (inside.incrementAndGet() > 1) collisions.incrementAndGet();
            for (int i = 0; i < 50; i++) Thread.onSpinWait();
            inside.decrementAndGet();
        }

        int collisions() {
            return collisions.get();
        }
    }

    @Test
    void whatATaskDidHappensBeforeWhatItsJoinerDoes() throws Exception {
        try (var loop = open()) {
            for (int i = 0; i < 200; i++) {
                var written = new int[1];
                var task = loop.start(scope -> {
                    written[0] = 1;
                    return null;
                });

                task.join();

                assertThat(written[0]).isEqualTo(1);
            }
        }
    }

    @Test
    void taskThatIsResumedByAStrangerWaitsForItsTurn() throws Exception {
        try (var loop = open()) {
            var promise = Promise.<String>create();
            var waiting = loop.start(scope -> {
                points.reach(1);
                var value = promise.join();
                points.reach(4);
                return value;
            });

            points.await(1);
            loop.run(scope -> {
                points.reach(2);
                var completion = Stranger.PLATFORM_THREAD
                        .call(() -> promise.complete("x"))
                        .result();
                while (!completion.isDone()) Thread.onSpinWait();
                points.reach(3);
                return null;
            });

            assertThat(waiting.join()).isEqualTo("x");
            points.end(5);
        }
    }

    @Test
    void loopsRunSideBySide() throws Exception {
        try (var one = open("one");
                var other = open("other")) {
            var otherRuns = new CountDownLatch(1);
            var oneRuns = new CountDownLatch(1);

            var task = one.start(scope -> {
                oneRuns.countDown();
                otherRuns.await();
                return null;
            });
            other.run(scope -> {
                otherRuns.countDown();
                oneRuns.await();
                return null;
            });

            task.join();
        }
    }
}
