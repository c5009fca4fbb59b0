package dev.catenary.contract.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.Catenary;
import dev.catenary.Event;
import dev.catenary.Mutex;
import dev.catenary.Promise;
import dev.catenary.Semaphore;
import dev.catenary.Task;
import dev.catenary.Timeouts;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Waits that are given up, very many of them, leave nothing behind: neither in the primitive nor in the scope. */
class LeftNothingTest extends OnEveryCarrier {
    /** About a million in all, with three primitives on each of three carriers. */
    private static final int MANY = 1_000_000 / 9;

    /** Every thousandth wait is watched: it is garbage in the end though primitive, scope and loop live on. */
    private void giveUpMany(Supplier<? extends Task<?>> wait, IntSupplier waiting) throws Exception {
        run(scope -> {
            var watched = new ArrayList<WeakReference<Task<?>>>();
            var cancelled = 0;
            for (int i = 0; i < MANY; i++) {
                var task = wait.get();
                if (i % 1_000 == 0) watched.add(new WeakReference<>(task));
                if (task.cancel()) cancelled++;
            }

            assertThat(cancelled).isEqualTo(MANY);
            assertThat(waiting.getAsInt()).isZero();
            assertThat(scope.children()).isEmpty();
            assertAllGone(watched);
            return null;
        });
    }

    private static void assertAllGone(List<WeakReference<Task<?>>> watched) {
        for (int i = 0; i < 20 && watched.stream().anyMatch(it -> it.get() != null); i++) System.gc();
        assertThat(watched).allMatch(it -> it.get() == null);
    }

    @Test
    @Proves(Feature.SEMAPHORE)
    void cancelledAcquiresOfASemaphore() throws Exception {
        var semaphore = Semaphore.of(0);

        giveUpMany(semaphore::acquireAsync, () -> semaphore.stats().waiting());

        assertThat(semaphore.stats()).isEqualTo(new Semaphore.Stats(0, 0));
    }

    @Test
    @Proves(Feature.MUTEX)
    void cancelledAcquiresOfAMutex() throws Exception {
        var mutex = Mutex.unowned();
        var held = mutex.acquire();

        giveUpMany(mutex::acquireAsync, () -> mutex.stats().waiting());

        held.close();
        assertThat(mutex.tryAcquire()).isPresent();
    }

    @Test
    @Proves(Feature.EVENT)
    void cancelledWaitsForAnEvent() throws Exception {
        var event = Event.create();

        giveUpMany(event::awaitAsync, () -> event.stats().waiting());
    }

    @Test
    @Proves({Feature.SEMAPHORE, Feature.MUTEX, Feature.EVENT})
    void timedOutWaitsOfATask() throws Exception {
        var semaphore = Semaphore.of(0);
        var mutex = Mutex.create();
        var event = Event.create();
        run(scope -> {
            var done = Promise.<Void>create();
            scope.fork(() -> {
                try (var held = mutex.acquire()) {
                    done.join();
                }
            });
            Catenary.yieldNow();
            for (int i = 0; i < 200; i++) {
                assertThat(Timeouts.tryWithin(SECOND, () -> semaphore.acquire()))
                        .isEmpty();
                assertThat(Timeouts.tryWithin(SECOND, mutex::acquire)).isEmpty();
                assertThat(Timeouts.tryWithin(SECOND, () -> {
                            event.await();
                            return "set";
                        }))
                        .isEmpty();
            }
            assertThat(semaphore.stats()).isEqualTo(new Semaphore.Stats(0, 0));
            assertThat(mutex.stats().waiting()).isZero();
            assertThat(event.stats().waiting()).isZero();
            done.complete(null);
            return null;
        });
    }
}
