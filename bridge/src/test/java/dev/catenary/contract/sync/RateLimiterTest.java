package dev.catenary.contract.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.RateLimiter;
import dev.catenary.Task;
import dev.catenary.Timeouts;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

@Proves(Feature.RATE_LIMITER)
class RateLimiterTest extends OnEveryCarrier {
    @Test
    void acquiresTakeExactlyTheComputedTime() throws Exception {
        var limiter = RateLimiter.per(3, SECOND);
        run(scope -> {
            for (int i = 0; i < 10; i++) {
                limiter.acquire();
                // each third of a second, in whole nanoseconds, rounded up
                assertThat(clock.nanoTime()).isEqualTo(i * 333_333_334L);
            }
            return null;
        });

        assertThat(limiter.stats().waiting()).isZero();
    }

    @Test
    void burstIsThereAtTheStartAndAgainAfterARest() throws Exception {
        var limiter = RateLimiter.perSecond(1).burst(5);
        run(scope -> {
            for (int i = 0; i < 5; i++) assertThat(limiter.tryAcquire()).isTrue();
            assertThat(limiter.tryAcquire()).isFalse();
            Catenary.sleep(HOUR);
            assertThat(limiter.stats().available()).isEqualTo(5);
            limiter.acquire(5);
            assertThat(limiter.tryAcquire()).isFalse();
            return null;
        });
    }

    @Test
    void anySpanLetsPassTheRateAndTheBurstAtTheMost() throws Exception {
        var random = new Random(4);
        var limiter = RateLimiter.per(7, SECOND).burst(4);
        var times = new ArrayList<Long>();
        run(scope -> {
            for (int i = 0; i < 100; i++) {
                limiter.acquire();
                times.add(clock.nanoTime());
                if (random.nextInt(4) == 0) Catenary.sleep(Duration.ofMillis(random.nextInt(800)));
            }
            return null;
        });

        for (int first = 0; first < times.size(); first++)
            for (int last = first; last < times.size(); last++) {
                var span = times.get(last) - times.get(first);
                assertThat(last - first + 1).isLessThanOrEqualTo((int) (span * 7 / SECOND.toNanos()) + 4);
            }
    }

    @Test
    void waitersAreServedInTheOrderInWhichTheyCameAndNoSmallOnePassesABigOne() throws Exception {
        var limiter = RateLimiter.perSecond(1).burst(3);
        run(scope -> {
            limiter.acquire(3);
            for (int tokens : new int[] {3, 1, 2})
                scope.fork(() -> {
                    limiter.acquire(tokens);
                    note(tokens + " at " + clock.elapsed().toSeconds());
                });
            Catenary.sleep(SECOND.multipliedBy(2));
            assertThat(limiter.tryAcquire()).isFalse();
            assertThat(limiter.stats().waiting()).isEqualTo(3);
            return null;
        });

        assertThat(events()).containsExactly("3 at 3", "1 at 4", "2 at 6");
    }

    @Test
    void cancelledHeadGivesItsPlaceToThoseBehind() throws Exception {
        var limiter = RateLimiter.perSecond(1).burst(5);
        run(scope -> {
            limiter.acquire(5);
            var big = scope.fork(() -> limiter.acquire(5));
            scope.fork(() -> {
                limiter.acquire(2);
                note("2 at " + clock.elapsed().toSeconds());
            });
            scope.fork(() -> {
                limiter.acquire(2);
                note("2 more at " + clock.elapsed().toSeconds());
            });
            Catenary.sleep(SECOND.multipliedBy(3));

            big.cancel();
            return null;
        });

        assertThat(events()).containsExactly("2 at 3", "2 more at 4");
        assertThat(limiter.stats().waiting()).isZero();
    }

    @Test
    void timedOutWaiterHasTakenNothing() throws Exception {
        var limiter = RateLimiter.perSecond(1);
        run(scope -> {
            limiter.acquire();
            for (int i = 0; i < 3; i++)
                assertThatThrownBy(() -> Timeouts.within(SECOND.dividedBy(4), () -> limiter.acquire()))
                        .isInstanceOf(TimeoutException.class);
            limiter.acquire();
            return null;
        });

        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void pendingAsyncCallHasItsPlaceAndCanBeTakenBack() throws Exception {
        var limiter = RateLimiter.perSecond(1);
        run(scope -> {
            var first = limiter.acquireAsync();
            var second = limiter.acquireAsync();
            var third = limiter.acquireAsync();

            assertThat(first.cancel()).isFalse();
            assertThat(second.cancel()).isTrue();
            third.join();

            assertThat(clock.elapsed()).isEqualTo(SECOND);
            return null;
        });
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        var limiter = RateLimiter.perSecond(2).named("api").burst(3);

        assertThatThrownBy(() -> limiter.acquire(4))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("tokens > 3, the burst of rate limiter 'api': 4");
        assertThatThrownBy(() -> limiter.tryAcquire(0)).hasMessage("tokens < 1: 0");
        assertThatThrownBy(() -> limiter.acquireAsync(-1)).hasMessage("tokens < 1: -1");
        assertThatThrownBy(() -> limiter.burst(0)).hasMessage("tokens < 1: 0");
        assertThatThrownBy(() -> RateLimiter.perSecond(0)).hasMessage("permits < 1: 0");
        assertThatThrownBy(() -> RateLimiter.per(1, Duration.ZERO)).hasMessageStartingWith("period is zero");
        assertThatThrownBy(() -> RateLimiter.per(1, Duration.ofDays(11))).hasMessageStartingWith("period > 10 days");
        assertThatThrownBy(() -> RateLimiter.per(1, Duration.ofDays(10)).burst(Integer.MAX_VALUE))
                .isExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(limiter).hasToString("rate limiter 'api', 2 in PT1S, 3 of 3 tokens, 0 waiting");
    }

    @Test
    @Proves(Feature.SHARED_PRIMITIVES)
    void threadsAndTwoLoopsAreAllServed() throws Throwable {
        var limiter = RateLimiter.perSecond(1_000).burst(5);
        try (var one = open("one");
                var other = open("other")) {
            var tasks = new ArrayList<Task<Integer>>();
            for (var loop : new EventLoop[] {one, other}) tasks.add(loop.start(scope -> acquireMany(limiter)));
            var thread = Stranger.PLATFORM_THREAD.call(() -> acquireMany(limiter));

            assertThat(thread.end()).isEqualTo(20);
            for (var task : tasks) assertThat(task.join()).isEqualTo(20);
        }

        assertThat(limiter.stats().waiting()).isZero();
    }

    private static int acquireMany(RateLimiter limiter) throws InterruptedException {
        var count = 0;
        while (count < 20) {
            limiter.acquire();
            count++;
        }
        return count;
    }
}
