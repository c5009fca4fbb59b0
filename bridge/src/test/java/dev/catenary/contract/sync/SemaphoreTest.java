package dev.catenary.contract.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Scope;
import dev.catenary.Semaphore;
import dev.catenary.Task;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import org.junit.jupiter.api.Test;

/** Permits by number. What holds of a single one is in {@link LockLikeTest}. */
@Proves(Feature.SEMAPHORE)
class SemaphoreTest extends OnEveryCarrier {
    private Task<Void> wants(Scope scope, Semaphore semaphore, int permits) throws InterruptedException {
        var task = scope.<Void>fork(() -> {
            semaphore.acquire(permits);
            note("got " + permits);
            return null;
        });
        Catenary.yieldNow();
        return task;
    }

    @Test
    void noPermitsAtTheStartAreLegal() throws Exception {
        var semaphore = Semaphore.of(0);

        run(scope -> {
            assertThat(semaphore.tryAcquire()).isEmpty();
            wants(scope, semaphore, 1);
            assertThat(events()).isEmpty();
            semaphore.release();
            return null;
        });

        assertThat(events()).containsExactly("got 1");
        assertThat(semaphore.stats()).isEqualTo(new Semaphore.Stats(0, 0));
    }

    @Test
    void oneWhoWantsManyIsNotPassedAndDoesNotStarve() throws Exception {
        var semaphore = Semaphore.of(2);

        run(scope -> {
            semaphore.acquire(2);
            wants(scope, semaphore, 3);
            wants(scope, semaphore, 1);

            semaphore.release(2);
            assertThat(semaphore.tryAcquire()).isEmpty();
            Catenary.yieldNow();
            assertThat(events()).isEmpty();
            assertThat(semaphore.stats()).isEqualTo(new Semaphore.Stats(2, 2));

            semaphore.release();
            Catenary.yieldNow();
            assertThat(events()).containsExactly("got 3");
            semaphore.release();
            return null;
        });

        assertThat(events()).containsExactly("got 3", "got 1");
    }

    @Test
    void headThatIsCancelledLetsThoseBehindItGoOn() throws Exception {
        var semaphore = Semaphore.of(2);

        run(scope -> {
            var head = wants(scope, semaphore, 3);
            wants(scope, semaphore, 1);
            wants(scope, semaphore, 1);
            wants(scope, semaphore, 1);

            head.cancel();
            Catenary.yieldNow();

            assertThat(events()).containsExactly("got 1", "got 1");
            assertThat(semaphore.stats()).isEqualTo(new Semaphore.Stats(0, 1));
            semaphore.release();
            return null;
        });
    }

    @Test
    void oneReleaseServesAllForWhomThereIsEnough() throws Exception {
        var semaphore = Semaphore.of(0);

        run(scope -> {
            for (int i = 1; i <= 4; i++) wants(scope, semaphore, i);
            semaphore.release(6);
            Catenary.yieldNow();
            assertThat(events()).containsExactly("got 1", "got 2", "got 3");
            semaphore.release(4);
            return null;
        });

        assertThat(events()).hasSize(4);
    }

    @Test
    void heldGivesBackAsManyAsWereAcquired() throws Exception {
        var semaphore = Semaphore.of(5);

        run(scope -> {
            try (var held = semaphore.acquire(3);
                    var more = semaphore.tryAcquire(2).orElseThrow()) {
                assertThat(semaphore.stats().available()).isZero();
            }
            return null;
        });

        assertThat(semaphore.stats().available()).isEqualTo(5);
    }

    @Test
    void anybodyMayReleaseAndThereMayBeMoreThanAtTheStart() {
        var semaphore = Semaphore.of(1);

        semaphore.release(2);

        assertThat(semaphore.stats().available()).isEqualTo(3);
    }

    @Test
    void surplusOfABoundedOneIsRefusedAndNothingChanges() {
        var semaphore = Semaphore.bounded("db", 3);
        semaphore.tryAcquire(2);

        assertThatThrownBy(() -> semaphore.release(3))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("release of 3 permits of semaphore 'db': it would have more than 3, and has 1");

        assertThat(semaphore.stats().available()).isOne();
        semaphore.release(2);
        assertThat(semaphore.stats().available()).isEqualTo(3);
    }

    @Test
    void permitsDoNotOverflow() {
        var semaphore = Semaphore.of(Integer.MAX_VALUE);

        assertThatThrownBy(semaphore::release).isExactlyInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> semaphore.release(Integer.MAX_VALUE)).isExactlyInstanceOf(IllegalStateException.class);

        assertThat(semaphore.stats().available()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        var semaphore = Semaphore.bounded("db", 3);

        assertThatThrownBy(() -> Semaphore.of(-1)).hasMessage("permits < 0: -1");
        assertThatThrownBy(() -> Semaphore.bounded(0)).hasMessage("permits < 1: 0");
        for (int permits : new int[] {0, -1}) {
            var refusal = "permits < 1: " + permits;
            assertThatThrownBy(() -> semaphore.acquire(permits)).hasMessage(refusal);
            assertThatThrownBy(() -> semaphore.acquireAsync(permits)).hasMessage(refusal);
            assertThatThrownBy(() -> semaphore.tryAcquire(permits)).hasMessage(refusal);
            assertThatThrownBy(() -> semaphore.release(permits)).hasMessage(refusal);
        }
        assertThatThrownBy(() -> semaphore.acquire(4))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("permits > 3, the bound of semaphore 'db': 4");
        assertThat(semaphore.stats()).isEqualTo(new Semaphore.Stats(3, 0));
    }

    @Test
    void textTellsPermitsAndWaiters() {
        assertThat(Semaphore.of("db", 3)).hasToString("semaphore 'db', 3 permits, 0 waiting");
        assertThat(Semaphore.of(3).name()).startsWith("semaphore-");
    }
}
