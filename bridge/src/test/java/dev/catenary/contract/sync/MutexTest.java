package dev.catenary.contract.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Body;
import dev.catenary.BrokenException;
import dev.catenary.Catenary;
import dev.catenary.Held;
import dev.catenary.Mutex;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a mutex knows of its owner. That it is one at a time, and in what order, is in {@link LockLikeTest}. */
@Proves(Feature.MUTEX)
class MutexTest extends OnEveryCarrier {
    private final Mutex mutex = Mutex.create("db");

    // ---- its owner

    @Test
    void acquireByTheOwnerIsRefusedInEverySpelling() throws Exception {
        run(scope -> scope.fork("writer", () -> {
                    try (var held = mutex.acquire()) {
                        var refusal =
                                "acquire by task 'writer' of mutex 'db', which it holds already: it would wait for itself";
                        assertThatThrownBy(mutex::acquire)
                                .isExactlyInstanceOf(IllegalStateException.class)
                                .hasMessage(refusal);
                        assertThatThrownBy(mutex::tryAcquire)
                                .isExactlyInstanceOf(IllegalStateException.class)
                                .hasMessage(refusal);
                        assertThatThrownBy(mutex.acquireAsync()::join)
                                .isInstanceOf(CompletionException.class)
                                .cause()
                                .isExactlyInstanceOf(IllegalStateException.class)
                                .hasMessage(refusal);
                        assertThat(mutex.stats().owner()).contains("task 'writer'");
                    }
                })
                .join());

        assertThat(mutex.stats()).isEqualTo(new Mutex.Stats(false, Optional.empty(), 0, false));
    }

    @Test
    void releaseByAnotherIsRefusedAndNamesBoth() throws Exception {
        run(scope -> {
            var done = Promise.<Void>create();
            scope.fork("writer", () -> {
                try (var held = mutex.acquire()) {
                    done.join();
                }
            });
            Catenary.yieldNow();

            scope.fork(
                            "thief",
                            () -> assertThatThrownBy(mutex::release)
                                    .isExactlyInstanceOf(IllegalStateException.class)
                                    .hasMessage(
                                            "release by task 'thief' of mutex 'db', which is held by task 'writer'"))
                    .join();

            assertThat(mutex.stats().owner()).contains("task 'writer'");
            done.complete(null);
            return null;
        });

        assertThat(mutex.stats().isHeld()).isFalse();
    }

    @Test
    void releaseOfAFreeOneIsRefused() throws Exception {
        run(scope -> scope.fork(
                        "thief",
                        () -> assertThatThrownBy(mutex::release)
                                .isExactlyInstanceOf(IllegalStateException.class)
                                .hasMessage("release by task 'thief' of mutex 'db', which is held by nobody"))
                .join());
    }

    @Test
    void heldOfAnotherCanBeClosedByItsOwnerAfterARefusal() throws Exception {
        run(scope -> {
            var held = mutex.acquire();

            scope.fork(() -> assertThatThrownBy(held::close).isInstanceOf(IllegalStateException.class))
                    .join();
            assertThat(mutex.stats().isHeld()).isTrue();
            held.close();

            assertThat(mutex.stats().isHeld()).isFalse();
            return null;
        });
    }

    @Test
    void threadOwnsItAsATaskDoes() throws Throwable {
        var call = Stranger.PLATFORM_THREAD.call(() -> {
            try (var held = mutex.acquire()) {
                assertThatThrownBy(mutex::acquire)
                        .hasMessage(
                                "acquire by thread 'stranger' of mutex 'db', which it holds already: it would wait for itself");
                return mutex.stats().owner();
            }
        });

        assertThat(call.end()).contains("thread 'stranger'");
    }

    @Test
    void codeOfOneTaskOwnsItInEveryScopeOfThatTask() throws Exception {
        run(scope -> {
            mutex.acquire();

            Catenary.scope(inner -> {
                mutex.release();
                return null;
            });

            assertThat(mutex.stats().isHeld()).isFalse();
            return null;
        });
    }

    // ---- an owner that ends

    /** Somebody waits for it and somebody comes later; both are told that it is broken. */
    private void assertBrokenBy(Body<?, Exception> end) throws Exception {
        run(scope -> {
            var holding = Promise.<Void>create();
            var owner = scope.loop().start("owner", it -> {
                mutex.acquire();
                holding.complete(null);
                Catenary.yieldNow();
                return end.run();
            });
            holding.join();
            var blocked = scope.fork(() -> assertBroken(mutex::acquire));
            var async = scope.fork(() -> assertThatThrownBy(mutex.acquireAsync()::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseExactlyInstanceOf(BrokenException.class));
            Catenary.yieldNow();
            if (mutex.stats().isHeld() && owner.outcome().isEmpty()) owner.cancel();

            blocked.join();
            async.join();
            assertBroken(mutex::acquire);
            assertBroken(mutex::tryAcquire);
            assertThat(mutex.stats()).isEqualTo(new Mutex.Stats(false, Optional.empty(), 0, true));
            assertThat(mutex).hasToString("mutex 'db', broken");
            // sees its failure too
            owner.outcome().orElseThrow();
            return null;
        });
    }

    private static void assertBroken(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(BrokenException.class)
                .hasMessage("mutex 'db' is broken: task 'owner' ended holding it");
    }

    @Test
    void ownerThatReturnsHoldingItBreaksIt() throws Exception {
        assertBrokenBy(() -> "value");
    }

    @Test
    void ownerThatFailsHoldingItBreaksIt() throws Exception {
        assertBrokenBy(() -> {
            throw new IOException("boom");
        });
    }

    @Test
    void ownerThatIsCancelledHoldingItBreaksIt() throws Exception {
        assertBrokenBy(OnEveryCarrier::forever);
    }

    @Test
    void ownerThatReleasedItMayEnd() throws Exception {
        run(scope -> {
            scope.fork(() -> {
                mutex.acquire();
                mutex.release();
            });
            scope.join();
            mutex.acquire().close();
            return null;
        });

        assertThat(mutex.stats().isBroken()).isFalse();
    }

    @Test
    void oneThatEndedHoldingSeveralBreaksThemAll() throws Exception {
        var other = Mutex.create("other");
        var released = Mutex.create("released");

        run(scope -> scope.fork(() -> {
                    mutex.acquire();
                    released.acquire();
                    other.acquire();
                    released.release();
                })
                .join());

        assertThat(mutex.stats().isBroken()).isTrue();
        assertThat(other.stats().isBroken()).isTrue();
        assertThat(released.stats().isBroken()).isFalse();
    }

    @Test
    void threadThatEndedHoldingItIsFoundByTheNextWhoAsks() throws Throwable {
        var thread = new Thread(mutex::tryAcquire, "careless");
        thread.start();
        thread.join();
        assertThat(mutex.stats().isBroken()).isFalse();

        assertThatThrownBy(mutex::tryAcquire)
                .isExactlyInstanceOf(BrokenException.class)
                .hasMessage("mutex 'db' is broken: thread 'careless' ended holding it");

        assertThat(mutex.stats().isBroken()).isTrue();
    }

    @Test
    void thoseWhoWaitForAThreadThatEndedAreToldByTheNextWhoAsks() throws Throwable {
        var end = new CountDownLatch(1);
        var thread = Stranger.PLATFORM_THREAD.call(() -> {
            mutex.acquire();
            end.await();
            return null;
        });
        while (!mutex.stats().isHeld()) Thread.yield();
        var waiter = mutex.acquireAsync();
        end.countDown();
        thread.end();
        thread.thread().join();

        assertThatThrownBy(mutex::tryAcquire).isInstanceOf(BrokenException.class);

        assertThat(waiter.exceptionNow()).isExactlyInstanceOf(BrokenException.class);
    }

    @Test
    void taskThatHasEndedMeanwhileIsPassedOver() throws Exception {
        run(scope -> {
            var held = mutex.acquire();
            var tooLate = scope.fork("hasty", mutex::acquireAsync).join();
            var next = scope.fork(() -> {
                mutex.acquire().close();
                note("next");
            });
            Catenary.yieldNow();

            held.close();

            next.join();
            assertThat(tooLate.exceptionNow())
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("task 'hasty' has ended and can't hold mutex 'db'");
            return null;
        });

        assertThat(events()).containsExactly("next");
        assertThat(mutex.stats()).isEqualTo(new Mutex.Stats(false, Optional.empty(), 0, false));
    }

    @Test
    void threadThatHasEndedMeanwhileIsPassedOver() throws Throwable {
        var held = mutex.acquire();
        var tooLate = Promise.<Task<Held>>create();
        var hasty = new Thread(() -> tooLate.complete(mutex.acquireAsync()), "hasty");
        hasty.start();
        hasty.join();
        var next = Stranger.PLATFORM_THREAD.call(() -> {
            mutex.acquire().close();
            return "next";
        });
        while (mutex.stats().waiting() < 2) Thread.yield();

        held.close();

        assertThat(next.end()).isEqualTo("next");
        assertThat(tooLate.join().exceptionNow())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("thread 'hasty' has ended and can't hold mutex 'db'");
    }

    // ---- without an owner

    @Test
    void anybodyMayReleaseAnUnownedOne() throws Exception {
        var unowned = Mutex.unowned("gate");

        run(scope -> {
            unowned.acquire();
            scope.fork(unowned::release).join();

            assertThat(unowned.tryAcquire()).isPresent();
            return null;
        });
    }

    @Test
    void unownedOneIsNotBrokenByTheEndOfATask() throws Exception {
        var unowned = Mutex.unowned();

        run(scope -> {
            scope.fork(() -> unowned.acquire()).join();

            assertThat(unowned.tryAcquire()).isEmpty();
            unowned.release();
            assertThat(unowned.tryAcquire()).isPresent();
            return null;
        });
    }

    @Test
    void unownedOneIsNotBrokenByTheEndOfAThread() throws Throwable {
        var unowned = Mutex.unowned();
        var thread = new Thread(unowned::tryAcquire);
        thread.start();
        thread.join();

        assertThat(unowned.tryAcquire()).isEmpty();
        unowned.release();
        assertThat(unowned.tryAcquire()).isPresent();
    }

    @Test
    void oneWhoAcquiresAnUnownedOneTwiceWaitsForItself() throws Exception {
        var unowned = Mutex.unowned();

        run(scope -> {
            unowned.acquire();
            var again = unowned.acquireAsync();

            assertThat(again.outcome()).isEmpty();
            unowned.release();
            assertThat(again.outcome()).isPresent();
            return null;
        });
    }

    @Test
    void releaseOfAFreeUnownedOneIsRefused() {
        assertThatThrownBy(Mutex.unowned("gate")::release)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("of mutex 'gate', which is held by nobody");
    }

    // ---- what is seen

    @Test
    void textAndStatsTellWhoHoldsItAndHowManyWait() throws Exception {
        run(scope -> {
            assertThat(mutex).hasToString("mutex 'db', free, 0 waiting");
            var owner = scope.fork("writer", () -> {
                try (var held = mutex.acquire()) {
                    Catenary.sleep(SECOND);
                }
            });
            var waiter = scope.fork(() -> mutex.acquire().close());
            Catenary.yieldNow();

            assertThat(mutex).hasToString("mutex 'db', held by task 'writer', 1 waiting");
            assertThat(mutex.stats()).isEqualTo(new Mutex.Stats(true, Optional.of("task 'writer'"), 1, false));
            owner.join();
            waiter.join();
            return null;
        });
    }

    @Test
    void nameIsTheGivenOneOrAMadeOne() {
        assertThat(mutex.name()).isEqualTo("db");
        assertThat(Mutex.create().name()).startsWith("mutex-");
        assertThat(Mutex.unowned("gate").name()).isEqualTo("gate");
        assertThatThrownBy(() -> Mutex.create(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
