package dev.catenary.contract.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Limiter;
import dev.catenary.Scope;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Borrowers and totals. What holds of a single token is in {@link LockLikeTest}. */
@Proves(Feature.SEMAPHORE)
class LimiterTest extends OnEveryCarrier {
    private final Limiter limiter = Limiter.of("api", 2);

    private void use(Scope scope, String who) throws InterruptedException {
        scope.fork(who, () -> {
            limiter.acquire();
            note(who);
            Catenary.sleep(SECOND);
            limiter.release();
        });
        Catenary.yieldNow();
    }

    @Test
    void oneBorrowerHasOneToken() throws Exception {
        run(scope -> scope.fork("greedy", () -> {
                    try (var held = limiter.acquire()) {
                        var refusal =
                                "acquire for task 'greedy' of limiter 'api', of which it has, or waits for, a token";
                        assertThatThrownBy(limiter::acquire)
                                .isExactlyInstanceOf(IllegalStateException.class)
                                .hasMessage(refusal);
                        assertThatThrownBy(limiter::tryAcquire).hasMessage(refusal);
                        assertThatThrownBy(limiter.acquireAsync()::join)
                                .isInstanceOf(CompletionException.class)
                                .hasRootCauseMessage(refusal);
                    }
                })
                .join());

        assertThat(limiter.stats()).isEqualTo(new Limiter.Stats(2, 0, 0));
    }

    @Test
    void oneWhoWaitsMayNotWaitTwice() throws Exception {
        var borrower = new Object();
        run(scope -> {
            limiter.total(0);
            limiter.acquireForAsync(borrower);

            assertThatThrownBy(() -> limiter.acquireFor(borrower)).isExactlyInstanceOf(IllegalStateException.class);
            assertThat(limiter.stats().waiting()).isOne();
            return null;
        });
    }

    @Test
    void tokenIsReleasedByItsBorrowerOnly() throws Exception {
        run(scope -> {
            limiter.acquire();

            scope.fork(
                            "thief",
                            () -> assertThatThrownBy(limiter::release)
                                    .isExactlyInstanceOf(IllegalStateException.class)
                                    .hasMessage("release by task 'thief' of limiter 'api', of which it has no token"))
                    .join();

            assertThat(limiter.stats().borrowed()).isOne();
            limiter.release();
            assertThatThrownBy(limiter::release).isExactlyInstanceOf(IllegalStateException.class);
            return null;
        });
    }

    @Test
    void borrowerIsKnownByItsIdentity() throws Exception {
        var one = new String("borrower");
        var equal = new String("borrower");

        limiter.acquireFor(one);
        assertThat(limiter.tryAcquireFor(equal)).isPresent();

        limiter.releaseFor(one);
        assertThatThrownBy(() -> limiter.releaseFor(one)).isExactlyInstanceOf(IllegalStateException.class);
        limiter.releaseFor(equal);
        assertThat(limiter.stats().borrowed()).isZero();
    }

    @Test
    void anybodyMayReleaseOnBehalfOfABorrower() throws Exception {
        var borrower = new Object();
        run(scope -> {
            var held = limiter.acquireFor(borrower);
            scope.fork(held::close).join();

            assertThat(limiter.stats().borrowed()).isZero();
            return null;
        });
    }

    @Test
    void moreTokensServeThoseWhoWaitAtOnce() throws Exception {
        run(scope -> {
            for (var who : new String[] {"a", "b", "c", "d", "e"}) use(scope, who);
            assertThat(events()).containsExactly("a", "b");

            limiter.total(4);
            Catenary.yieldNow();

            assertThat(events()).containsExactly("a", "b", "c", "d");
            assertThat(limiter.stats()).isEqualTo(new Limiter.Stats(4, 4, 1));
            return null;
        });

        assertThat(events()).hasSize(5);
    }

    @Test
    void fewerTokensThanAreLentLendNoneUntilEnoughHaveComeBack() throws Exception {
        var borrowers = new Object[] {new Object(), new Object(), new Object()};
        limiter.total(3);
        for (var borrower : borrowers) limiter.acquireFor(borrower);
        var waiter = limiter.acquireForAsync(new Object());

        limiter.total(1);
        assertThat(limiter.stats()).isEqualTo(new Limiter.Stats(1, 3, 1));
        limiter.releaseFor(borrowers[0]);
        limiter.releaseFor(borrowers[1]);
        assertThat(waiter.outcome()).isEmpty();
        limiter.releaseFor(borrowers[2]);

        assertThat(waiter.outcome()).isPresent();
        assertThat(limiter.total()).isOne();
    }

    @Test
    void noTokensAreLegalAndFewerAreNot() {
        assertThat(Limiter.of(0).tryAcquire()).isEmpty();
        assertThatThrownBy(() -> Limiter.of(-1)).hasMessage("total < 0: -1");
        assertThatThrownBy(() -> limiter.total(-1))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("total < 0: -1");
        assertThat(limiter.total()).isEqualTo(2);
    }

    @Test
    void textTellsHowManyAreLent() {
        assertThat(limiter).hasToString("limiter 'api', 0 of 2 lent, 0 waiting");
        assertThat(Limiter.of(1).name()).startsWith("limiter-");
    }
}
