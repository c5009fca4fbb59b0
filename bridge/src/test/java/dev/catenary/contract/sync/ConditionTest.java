package dev.catenary.contract.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.BrokenException;
import dev.catenary.Catenary;
import dev.catenary.Condition;
import dev.catenary.Mutex;
import dev.catenary.Promise;
import dev.catenary.Scope;
import dev.catenary.Task;
import dev.catenary.Timeouts;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@Proves(Feature.EVENT)
class ConditionTest extends OnEveryCarrier {
    private final Mutex mutex = Mutex.create("db");
    private final Condition changed = mutex.newCondition("changed");

    private Task<Void> waiter(Scope scope, String who) throws InterruptedException {
        var task = scope.fork(who, () -> {
            try (var held = mutex.acquire()) {
                changed.await();
                assertThat(mutex.stats().owner()).contains("task '" + who + "'");
                note(who);
            }
        });
        Catenary.yieldNow();
        return task;
    }

    private void signal(int count) throws InterruptedException {
        try (var held = mutex.acquire()) {
            changed.signal(count);
        }
    }

    // ---- signals

    @Test
    void signalWakesTheOneWhoHasWaitedLongest() throws Exception {
        run(scope -> {
            for (var who : new String[] {"a", "b", "c"}) waiter(scope, who);
            assertThat(changed.waiting()).isEqualTo(3);

            try (var held = mutex.acquire()) {
                changed.signal();
                Catenary.yieldNow();
                assertThat(events()).isEmpty();
            }
            Catenary.yieldNow();
            assertThat(events()).containsExactly("a");
            assertThat(changed.waiting()).isEqualTo(2);

            signal(1);
            signal(1);
            return null;
        });

        assertThat(events()).containsExactly("a", "b", "c");
    }

    @Test
    void signalOfSomeWakesThatMany() throws Exception {
        run(scope -> {
            for (var who : new String[] {"a", "b", "c", "d"}) waiter(scope, who);

            signal(0);
            assertThat(changed.waiting()).isEqualTo(4);
            signal(2);
            Catenary.sleep(SECOND);
            assertThat(events()).containsExactly("a", "b");
            signal(100);
            return null;
        });

        assertThat(events()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void signalAllWakesAllInTheirOrder() throws Exception {
        run(scope -> {
            for (var who : new String[] {"a", "b", "c"}) waiter(scope, who);
            try (var held = mutex.acquire()) {
                changed.signalAll();
                assertThat(changed.waiting()).isZero();
            }
            return null;
        });

        assertThat(events()).containsExactly("a", "b", "c");
    }

    @Test
    void signalThatNobodyWaitsForIsNotKept() throws Exception {
        run(scope -> {
            signal(1);
            waiter(scope, "late");

            assertThat(changed.waiting()).isOne();
            signal(1);
            return null;
        });

        assertThat(events()).containsExactly("late");
    }

    @Test
    void signalledOneQueuesForTheMutexBehindThoseWhoWaitForItAlready() throws Exception {
        run(scope -> {
            waiter(scope, "signalled");
            var held = mutex.acquire();
            scope.fork(() -> {
                mutex.acquire().close();
                note("was there");
            });
            Catenary.yieldNow();
            changed.signal();
            held.close();
            return null;
        });

        assertThat(events()).containsExactly("was there", "signalled");
    }

    @Test
    void waitGivesTheMutexBackMeanwhile() throws Exception {
        run(scope -> {
            waiter(scope, "a");

            assertThat(mutex.stats().isHeld()).isFalse();
            signal(1);
            return null;
        });
    }

    @Test
    void conditionsOfOneMutexAreApart() throws Exception {
        var other = mutex.newCondition();
        run(scope -> {
            waiter(scope, "a");
            try (var held = mutex.acquire()) {
                other.signalAll();
            }
            Catenary.yieldNow();
            assertThat(events()).isEmpty();
            signal(1);
            return null;
        });

        assertThat(other.name()).isEqualTo("db-condition-1");
        assertThat(changed.name()).isEqualTo("changed");
        assertThat(changed).hasToString("condition 'changed' of mutex 'db', 0 waiting");
    }

    // ---- the mutex

    @Test
    void everyCallWithoutTheMutexIsRefused() throws Exception {
        ThrowingCallable[] calls = {
            changed::await,
            () -> changed.await(() -> true),
            () -> changed.await(() -> false),
            changed::signal,
            () -> changed.signal(0),
            changed::signalAll
        };

        run(scope -> scope.fork("thief", () -> {
                    for (var call : calls)
                        assertThatThrownBy(call)
                                .isExactlyInstanceOf(IllegalStateException.class)
                                .hasMessageMatching(
                                        "(await|signal) by task 'thief' of mutex 'db', which is held by nobody");
                })
                .join());
    }

    @Test
    void mutexOfAnotherIsNotEnough() throws Exception {
        run(scope -> {
            mutex.acquire();
            scope.fork("thief", () -> {
                        assertThatThrownBy(changed::await)
                                .hasMessageStartingWith("await by task 'thief' of mutex 'db'");
                        assertThatThrownBy(changed::signal)
                                .hasMessageStartingWith("signal by task 'thief' of mutex 'db'");
                    })
                    .join();
            mutex.release();
            return null;
        });
    }

    @Test
    void negativeCountIsRefused() throws Exception {
        run(scope -> {
            try (var held = mutex.acquire()) {
                assertThatThrownBy(() -> changed.signal(-1))
                        .isExactlyInstanceOf(IllegalArgumentException.class)
                        .hasMessage("count < 0: -1");
            }
            return null;
        });
    }

    @Test
    void conditionOfAnUnownedMutexWorksAlike() throws Exception {
        var unowned = Mutex.unowned();
        var condition = unowned.newCondition();
        run(scope -> {
            scope.fork(() -> {
                unowned.acquire();
                condition.await();
                note("signalled");
                unowned.release();
            });
            Catenary.yieldNow();
            unowned.acquire();
            condition.signal();
            unowned.release();
            return null;
        });

        assertThat(events()).containsExactly("signalled");
    }

    // ---- cancel

    @Test
    void cancelledWaitEndsHoldingTheMutex() throws Exception {
        run(scope -> {
            var cancelled = scope.fork("cancelled", () -> {
                mutex.acquire();
                assertThatThrownBy(changed::await).isInstanceOf(InterruptedException.class);
                assertThat(mutex.stats().owner()).contains("task 'cancelled'");
                mutex.release();
                note("released");
            });
            Catenary.yieldNow();

            try (var held = mutex.acquire()) {
                cancelled.cancel();
                Catenary.yieldNow();
                assertThat(events()).isEmpty();
                assertThat(changed.waiting()).isZero();
                assertThat(mutex.stats().waiting()).isOne();
            }
            return null;
        });

        assertThat(events()).containsExactly("released");
    }

    @Test
    void signalGoesPastACancelledOne() throws Exception {
        run(scope -> {
            var cancelled = waiter(scope, "cancelled");
            waiter(scope, "next");

            cancelled.cancel();
            signal(1);
            return null;
        });

        assertThat(events()).containsExactly("next");
    }

    @Test
    void oneWhoWasSignalledAndIsCancelledThenReturnsAllTheSame() throws Exception {
        run(scope -> {
            var signalled = scope.fork("signalled", () -> {
                mutex.acquire();
                changed.await();
                note("signalled");
                mutex.release();
                assertThatThrownBy(Catenary::yieldNow).isInstanceOf(InterruptedException.class);
                note("met the cancel");
            });
            Catenary.yieldNow();
            waiter(scope, "next");

            try (var held = mutex.acquire()) {
                changed.signal();
                signalled.cancel();
            }
            Catenary.yieldNow();
            assertThat(events()).containsExactly("signalled", "met the cancel");
            assertThat(changed.waiting()).isOne();
            signal(1);
            return null;
        });
    }

    @Test
    void oneWhoIsCancelledAlreadyDoesNotWaitAndKeepsTheMutex() throws Exception {
        run(scope -> {
            scope.fork("cancelled", () -> {
                mutex.acquire();
                Task.current().orElseThrow().cancel();
                assertThatThrownBy(changed::await).isInstanceOf(InterruptedException.class);
                assertThatThrownBy(() -> changed.await(() -> true)).isInstanceOf(InterruptedException.class);
                assertThat(mutex.stats().owner()).contains("task 'cancelled'");
                mutex.release();
            });
            return null;
        });

        assertThat(mutex.stats().isBroken()).isFalse();
    }

    @Test
    void deadlineEndsTheWaitWithTheMutexHeld() throws Exception {
        run(scope -> {
            mutex.acquire();
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> changed.await()))
                    .isInstanceOf(TimeoutException.class);

            assertThat(clock.elapsed()).isEqualTo(SECOND);
            mutex.release();
            return null;
        });
    }

    @Test
    void interruptedThreadHoldsTheMutex() throws Throwable {
        var call = Stranger.PLATFORM_THREAD.call(() -> {
            mutex.acquire();
            assertThatThrownBy(changed::await).isInstanceOf(InterruptedException.class);
            var owner = mutex.stats().owner();
            mutex.release();
            return owner;
        });
        while (changed.waiting() == 0) Thread.yield();

        assertThat(call.interrupt().end()).contains("thread 'stranger'");
    }

    // ---- the mutex breaks

    @Test
    void thoseWhoWaitWhenTheMutexBreaksAreTold() throws Exception {
        run(scope -> {
            var waiter = scope.fork(() -> {
                mutex.acquire();
                assertThatThrownBy(changed::await)
                        .isExactlyInstanceOf(BrokenException.class)
                        .hasMessage("mutex 'db' is broken: task 'owner' ended holding it");
                assertThatThrownBy(mutex::release).isInstanceOf(IllegalStateException.class);
                note("told");
            });
            Catenary.yieldNow();
            scope.fork("owner", () -> mutex.acquire());
            waiter.join();
            return null;
        });

        assertThat(events()).containsExactly("told");
        assertThat(changed.waiting()).isZero();
    }

    @Test
    void oneWhoWasSignalledIsToldToo() throws Exception {
        run(scope -> {
            scope.fork(() -> {
                mutex.acquire();
                assertThatThrownBy(changed::await).isExactlyInstanceOf(BrokenException.class);
                note("told");
            });
            Catenary.yieldNow();
            scope.fork(() -> {
                mutex.acquire();
                changed.signal();
            });
            return null;
        });

        assertThat(events()).containsExactly("told");
    }

    @Test
    void oneWhoIsCancelledAndDoesNotGetTheMutexBackIsToldToo() throws Exception {
        run(scope -> {
            var cancelled = scope.fork(() -> {
                mutex.acquire();
                assertThatThrownBy(changed::await).isExactlyInstanceOf(BrokenException.class);
                assertThatThrownBy(Catenary::yieldNow).isInstanceOf(InterruptedException.class);
                note("told");
            });
            Catenary.yieldNow();
            scope.fork(() -> {
                mutex.acquire();
                cancelled.cancel();
            });
            return null;
        });

        assertThat(events()).containsExactly("told");
    }

    @Test
    void cancelledOneFindsAThreadThatEndedHoldingTheMutex() throws Exception {
        run(scope -> {
            var cancelled = scope.fork(() -> {
                mutex.acquire();
                assertThatThrownBy(changed::await).isExactlyInstanceOf(BrokenException.class);
                note("told");
            });
            Catenary.yieldNow();
            var thread = new Thread(mutex::tryAcquire);
            thread.start();
            thread.join();

            cancelled.cancel();
            return null;
        });

        assertThat(events()).containsExactly("told");
    }

    // ---- a predicate

    @Test
    void predicateThatIsTrueIsNotWaitedFor() throws Exception {
        run(scope -> {
            mutex.acquire();
            changed.await(() -> mutex.stats().isHeld());
            mutex.release();
            return null;
        });
    }

    @Test
    void predicateIsLookedAtAfterEachSignalWithTheMutexHeld() throws Exception {
        var value = new AtomicInteger();
        run(scope -> {
            scope.fork("waiter", () -> {
                mutex.acquire();
                changed.await(() -> {
                    note("look at " + value + " held by "
                            + mutex.stats().owner().orElse("nobody"));
                    return value.get() == 2;
                });
                mutex.release();
            });
            Catenary.yieldNow();
            for (int i = 1; i <= 2; i++) {
                value.set(i);
                signal(1);
                Catenary.yieldNow();
            }
            return null;
        });

        assertThat(events())
                .containsExactly(
                        "look at 0 held by task 'waiter'",
                        "look at 1 held by task 'waiter'",
                        "look at 2 held by task 'waiter'");
    }

    @Test
    void cancelAfterASignalThatWasNotTheOnePassesItOn() throws Exception {
        run(scope -> {
            var choosy = scope.fork(() -> {
                try (var held = mutex.acquire()) {
                    changed.await(() -> false);
                }
            });
            Catenary.yieldNow();
            waiter(scope, "next");

            try (var held = mutex.acquire()) {
                changed.signal();
                choosy.cancel();
            }
            return null;
        });

        assertThat(events()).containsExactly("next");
    }

    @Test
    void cancelBeforeAnySignalSignalsNobody() throws Exception {
        run(scope -> {
            var choosy = scope.fork(() -> {
                try (var held = mutex.acquire()) {
                    changed.await(() -> false);
                }
            });
            Catenary.yieldNow();
            waiter(scope, "next");

            choosy.cancel();
            Catenary.yieldNow();
            assertThat(changed.waiting()).isOne();
            signal(1);
            return null;
        });
    }

    @Test
    void predicateThatThrowsLeavesTheMutexHeld() throws Exception {
        run(scope -> {
            mutex.acquire();
            assertThatThrownBy(() -> changed.await(() -> {
                        throw new UnsupportedOperationException("boom");
                    }))
                    .isExactlyInstanceOf(UnsupportedOperationException.class);
            mutex.release();
            return null;
        });
    }

    // ---- others

    @Test
    void waitInACallbackIsRefused() throws Exception {
        run(scope -> {
            var thrown = Promise.<Throwable>create();
            scope.loop().execute(() -> {
                try (var held = mutex.tryAcquire().orElseThrow()) {
                    changed.await();
                } catch (Throwable e) {
                    thrown.complete(e);
                }
            });

            assertThat(thrown.join()).hasMessageStartingWith("Condition.await was called from a callback");
            return null;
        });
    }

    @Test
    @Proves(Feature.SHARED_PRIMITIVES)
    void threadSignalsATaskAndATaskAThread() throws Throwable {
        var turn = new AtomicBoolean();
        try (var loop = open()) {
            var task = loop.start(scope -> {
                for (int i = 0; i < 50; i++) takeTurn(turn, true);
                return null;
            });
            var thread = Stranger.PLATFORM_THREAD.call(() -> {
                for (int i = 0; i < 50; i++) takeTurn(turn, false);
                return null;
            });

            task.join();
            thread.end();
        }

        assertThat(turn).isFalse();
        assertThat(mutex.stats().waiting()).isZero();
    }

    private void takeTurn(AtomicBoolean turn, boolean mine) throws InterruptedException {
        try (var held = mutex.acquire()) {
            changed.await(() -> turn.get() == mine);
            turn.set(!mine);
            changed.signal();
        }
    }
}
