package dev.catenary.contract.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Callback;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.Held;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.Timeouts;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import dev.catenary.contract.sync.LockLike.Lock;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of all that one at a time can have: in the order of arrival, and no cancel loses it. */
@Proves({Feature.MUTEX, Feature.SEMAPHORE, Feature.BARRIER})
class LockLikeTest extends OnEveryCarrier {
    private Callable<Void> useAndNote(Lock lock, String who) {
        return () -> {
            try (var held = lock.acquire()) {
                note(who);
                Catenary.yieldNow();
            }
            return null;
        };
    }

    // ---- order

    @ParameterizedTest
    @EnumSource
    void waitersAreServedInTheOrderInWhichTheyCame(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var held = lock.acquire();
            for (int i = 0; i < 5; i++) scope.fork(useAndNote(lock, "" + i));
            Catenary.yieldNow();
            assertThat(lock.waiting()).isEqualTo(5);
            held.close();
            return null;
        });

        assertThat(events()).containsExactly("0", "1", "2", "3", "4");
        assertThat(lock.waiting()).isZero();
        assertThat(lock.isFree()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void releaserThatAcquiresAtOnceQueuesBehindThoseWhoWait(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            for (var who : new String[] {"a", "b", "c"})
                scope.fork(() -> {
                    for (int i = 0; i < 3; i++) useAndNote(lock, who).call();
                });
            return null;
        });

        assertThat(String.join("", events())).isEqualTo("abcabcabc");
    }

    @ParameterizedTest
    @EnumSource
    void newcomerDoesNotPassOneWhoHasBeenServedAndHasNotRunYet(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var held = lock.acquire();
            scope.fork(useAndNote(lock, "waiter"));
            Catenary.yieldNow();

            held.close();

            assertThat(lock.tryAcquire()).isEmpty();
            useAndNote(lock, "newcomer").call();
            return null;
        });

        assertThat(events()).containsExactly("waiter", "newcomer");
    }

    @ParameterizedTest
    @EnumSource
    void asyncCallHasItsPlaceWhenItReturns(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var held = lock.acquire();
            scope.fork(() -> {
                var place = lock.acquireAsync();
                Catenary.sleep(SECOND);
                try (var later = place.join()) {
                    note("first");
                }
            });
            scope.fork(useAndNote(lock, "second"));
            Catenary.yieldNow();
            held.close();
            return null;
        });

        assertThat(events()).containsExactly("first", "second");
    }

    @ParameterizedTest
    @EnumSource
    void tryAcquireNeverWaits(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var held = lock.tryAcquire().orElseThrow();
            var other = scope.fork(lock::tryAcquire).join();
            held.close();
            var afterwards = scope.fork(lock::isFree).join();

            assertThat(other).isEmpty();
            assertThat(afterwards).isTrue();
            return null;
        });
    }

    // ---- cancel

    @ParameterizedTest
    @EnumSource
    void cancelledWaiterAcquiresNothingAndTheNextIsServed(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var held = lock.acquire();
            var cancelled = scope.fork(useAndNote(lock, "cancelled"));
            scope.fork(useAndNote(lock, "next"));
            Catenary.yieldNow();

            cancelled.cancel();
            Catenary.yieldNow();
            assertThat(lock.waiting()).isOne();
            held.close();
            return null;
        });

        assertThat(events()).containsExactly("next");
        assertThat(lock.isFree()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void cancelThatComesBeforeTheReleaseWins(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var held = lock.acquire();
            var waiter = scope.fork(useAndNote(lock, "waiter"));
            Catenary.yieldNow();

            waiter.cancel();
            held.close();

            assertThat(lock.isFree()).isTrue();
            return null;
        });

        assertThat(events()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void releaseThatComesBeforeTheCancelWins(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var held = lock.acquire();
            var waiter = scope.fork(() -> {
                try (var mine = lock.acquire()) {
                    note("acquired");
                    assertThatThrownBy(Catenary::yieldNow).isInstanceOf(InterruptedException.class);
                    note("met the cancel");
                }
            });
            Catenary.yieldNow();

            held.close();
            waiter.cancel();

            assertThat(lock.isFree()).isFalse();
            return null;
        });

        assertThat(events()).containsExactly("acquired", "met the cancel");
        assertThat(lock.isFree()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void oneWhoIsCancelledAlreadyAcquiresNothingThoughItIsFree(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            scope.fork(() -> {
                Task.current().orElseThrow().cancel();
                assertThatThrownBy(lock::acquire).isInstanceOf(InterruptedException.class);
                note("refused");
            });
            return null;
        });

        assertThat(events()).containsExactly("refused");
        assertThat(lock.isFree()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void waitersThatGoFromAnywhereLeaveTheOthersInTheirOrder(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var held = lock.acquire();
            var waiters = new ArrayList<Task<Void>>();
            for (int i = 0; i < 30; i++) waiters.add(scope.fork(useAndNote(lock, "" + i)));
            Catenary.yieldNow();
            for (int i = 0; i < 30; i++) if (i % 3 != 1) waiters.get(i).cancel();
            held.close();
            return null;
        });

        assertThat(events())
                .containsExactlyElementsOf(IntStream.range(0, 30)
                        .filter(i -> i % 3 == 1)
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(lock.isFree()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void pendingAsyncCallCanBeTakenBack(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var held = lock.acquire();
            var pending = scope.fork(lock::acquireAsync).join();

            assertThat(pending.cancel()).isTrue();

            assertThat(pending.outcome())
                    .hasValueSatisfying(end -> assertThat(end.isCancelled()).isTrue());
            assertThat(lock.waiting()).isZero();
            held.close();
            assertThat(lock.isFree()).isTrue();
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void grantedAsyncCallCanNotBeTakenBack(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var held = lock.acquire();
            var closed = Promise.<Void>create();
            scope.fork(() -> {
                var pending = lock.acquireAsync();
                closed.join();
                assertThat(pending.cancel()).isFalse();
                note("has it");
                pending.join().close();
            });
            Catenary.yieldNow();
            held.close();
            closed.complete(null);
            return null;
        });

        assertThat(events()).containsExactly("has it");
        assertThat(lock.isFree()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void pendingAsyncCallIsCancelledAtTheEndOfItsScope(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var held = lock.acquire();
            var left = scope.fork(() -> Catenary.scope(inner -> new Task<?>[] {lock.acquireAsync()}))
                    .join()[0];

            assertThat(left.outcome())
                    .hasValueSatisfying(end -> assertThat(end.isCancelled()).isTrue());
            assertThat(lock.waiting()).isZero();
            held.close();
            return null;
        });

        assertThat(lock.isFree()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void deadlineEndsTheWaitAndNothingIsAcquired(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var held = lock.acquire();
            scope.fork(() -> assertThatThrownBy(() -> Timeouts.within(SECOND, lock::acquire))
                            .isInstanceOf(TimeoutException.class))
                    .join();

            assertThat(clock.elapsed()).isEqualTo(SECOND);
            assertThat(lock.waiting()).isZero();
            held.close();
            return null;
        });

        assertThat(lock.isFree()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void interruptedThreadAcquiresNothing(LockLike kind) throws Throwable {
        var lock = kind.create();
        var held = lock.acquire();

        for (var stranger : Stranger.offered().toList()) {
            var call = stranger.call(lock::acquire).whenWaiting();
            while (lock.waiting() == 0) Thread.yield();
            call.interrupt();
            assertThatThrownBy(call::end).hasStackTraceContaining("InterruptedException");
        }

        assertThat(lock.waiting()).isZero();
        held.close();
        assertThat(lock.isFree()).isTrue();
    }

    // ---- what it gives

    @ParameterizedTest
    @EnumSource
    void closingTwiceDoesNothing(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var held = lock.acquire();
            held.close();
            var other = scope.fork(() -> {
                try (var theirs = lock.acquire()) {
                    Catenary.sleep(SECOND);
                }
            });
            Catenary.yieldNow();

            held.close();

            assertThat(lock.isFree()).isFalse();
            other.join();
            assertThat(lock.isFree()).isTrue();
            return null;
        });
    }

    // ---- callbacks

    @ParameterizedTest
    @EnumSource
    void acquireInACallbackIsRefusedThoughItIsFree(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var thrown = Promise.<Throwable>create();
            scope.loop().execute(() -> {
                try {
                    lock.acquire().close();
                    thrown.complete(new AssertionError("it was acquired"));
                } catch (Throwable e) {
                    thrown.complete(e);
                }
            });

            assertThat(thrown.join())
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(kind.operation + " was called from a callback");
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void callbackMayTryToAcquireAndMayRelease(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var taken = Promise.<Held>create();
            scope.loop().execute(() -> taken.complete(lock.tryAcquire().orElseThrow()));
            var held = taken.join();
            scope.fork(useAndNote(lock, "waiter"));
            Catenary.yieldNow();
            assertThat(events()).isEmpty();

            scope.loop().execute(held::close);
            return null;
        });

        assertThat(events()).containsExactly("waiter");
        assertThat(lock.isFree()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void callbackMayAcquireLater(LockLike kind) throws Exception {
        var lock = kind.create();

        run(scope -> {
            var held = lock.acquire();
            var pending = Promise.<Task<Held>>create();
            var closed = Promise.<Void>create();
            scope.loop().execute(() -> pending.complete(lock.acquireAsync()));
            pending.join()
                    .onComplete(Callback.of(
                            it -> {
                                note("granted");
                                it.close();
                                closed.complete(null);
                            },
                            closed::fail));
            held.close();
            closed.join();
            return null;
        });

        assertThat(events()).containsExactly("granted");
        assertThat(lock.isFree()).isTrue();
    }

    // ---- everybody

    @ParameterizedTest
    @EnumSource
    @Proves(Feature.SHARED_PRIMITIVES)
    void tasksOfTwoLoopsAndThreadsHaveItOneAtATime(LockLike kind) throws Throwable {
        var lock = kind.create();
        var count = new int[1];
        Callable<Void> use = () -> {
            for (int i = 0; i < 40; i++)
                try (var held = lock.acquire()) {
                    count[0]++;
                }
            return null;
        };

        try (var one = open("one");
                var other = open("other")) {
            var tasks = new ArrayList<Task<Void>>();
            for (var loop : new EventLoop[] {one, other})
                for (int i = 0; i < 2; i++) tasks.add(loop.start(scope -> use.call()));
            var threads = new ArrayList<Stranger.Call<Void>>();
            for (var stranger : Stranger.offered().toList()) threads.add(stranger.call(use));
            for (var task : tasks) task.join();
            for (var thread : threads) thread.end();

            assertThat(count[0]).isEqualTo(40 * (tasks.size() + threads.size()));
        }
        assertThat(lock.isFree()).isTrue();
        assertThat(lock.waiting()).isZero();
    }
}
