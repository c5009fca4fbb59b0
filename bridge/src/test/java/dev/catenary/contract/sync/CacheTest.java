package dev.catenary.contract.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Cache;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.EventLoops;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.contract.OnEveryCarrier;
import dev.catenary.contract.Stranger;
import dev.catenary.contract.features.Feature;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@Proves(Feature.CACHE)
class CacheTest extends OnEveryCarrier {
    private final Cache<String, String> cache =
            Cache.<String, String>builder().named("users").build();
    private final AtomicInteger loads = new AtomicInteger();

    private String load(String key) throws InterruptedException {
        loads.incrementAndGet();
        Catenary.sleep(SECOND);
        return key + "!";
    }

    @Test
    void manyCallersShareOneLoad() throws Exception {
        run(scope -> {
            var callers = new ArrayList<Task<String>>();
            for (int i = 0; i < 10; i++) callers.add(scope.fork(() -> cache.get("a", this::load)));
            for (var caller : callers) assertThat(caller.join()).isEqualTo("a!");
            assertThat(cache.get("a", this::load)).isEqualTo("a!");
            return null;
        });

        assertThat(loads).hasValue(1);
        assertThat(clock.elapsed()).isEqualTo(SECOND);
        assertThat(cache.stats()).isEqualTo(new Cache.Stats(1, 0, 1, 10, 1));
        assertThat(cache).hasToString("cache 'users', 1 values, 0 loading");
    }

    @Test
    void cancelledCallerLeavesTheLoadToTheOthers() throws Exception {
        run(scope -> {
            var first = scope.fork(() -> cache.get("a", this::load));
            var second = scope.fork(() -> cache.get("a", this::load));
            Catenary.yieldNow();

            first.cancel();

            assertThat(second.join()).isEqualTo("a!");
            return null;
        });

        assertThat(loads).hasValue(1);
    }

    @Test
    void loadDiesWithTheLastWhoWaits() throws Exception {
        run(scope -> {
            var dead = Promise.<Void>create();
            var blocked = scope.fork(() -> cache.get("a", key -> {
                try {
                    return forever();
                } finally {
                    dead.complete(null);
                }
            }));
            Catenary.yieldNow();
            var async = cache.getAsync("a", this::load);
            Catenary.yieldNow();

            blocked.cancel();
            Catenary.yieldNow();
            assertThat(dead.outcome()).isEmpty();
            async.cancel();

            dead.join();
            assertThat(cache.stats().loading()).isZero();
            assertThat(cache.get("a", this::load)).isEqualTo("a!");
            return null;
        });
    }

    @Test
    void failureGoesToThoseWhoWaitAndIsNotKept() throws Exception {
        run(scope -> {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> cache.get("a", key -> {
                            throw new IOException("boom");
                        }))
                        .isExactlyInstanceOf(CompletionException.class)
                        .hasRootCauseMessage("boom");
                assertThat(cache.getIfPresent("a")).isEmpty();
            }
            assertThat(cache.get("a", this::load)).isEqualTo("a!");
            return null;
        });

        assertThat(cache.stats().loads()).isEqualTo(3);
    }

    @Test
    void nullIsNeverAKeyOrAValue() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> cache.get("a", key -> null))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCauseExactlyInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> cache.get(null, this::load)).isExactlyInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> cache.put("a", null)).isExactlyInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> cache.put(null, "a")).isExactlyInstanceOf(NullPointerException.class);
            return null;
        });

        assertThat(cache.stats().size()).isZero();
    }

    @Test
    void valueLeavesThatLongAfterItWasLoaded() throws Exception {
        var aging = Cache.<String, String>expireAfterWrite(HOUR).clock(clock).build();
        run(scope -> {
            aging.get("a", this::load);
            Catenary.sleep(HOUR.minusNanos(1));
            assertThat(aging.getIfPresent("a")).contains("a!");
            Catenary.sleep(SECOND);
            assertThat(aging.getIfPresent("a")).isEmpty();
            return null;
        });
    }

    @Test
    void valueThatIsAskedForStays() throws Exception {
        var idling = Cache.<String, String>expireAfterAccess(HOUR).clock(clock).build();
        run(scope -> {
            idling.put("a", "a!");
            for (int i = 0; i < 5; i++) {
                Catenary.sleep(HOUR.minus(SECOND));
                assertThat(idling.getIfPresent("a")).isPresent();
            }
            Catenary.sleep(HOUR);
            assertThat(idling.getIfPresent("a")).isEmpty();
            return null;
        });
    }

    @Test
    void whatIsLoadedWhileItIsInvalidatedIsNotKept() throws Exception {
        run(scope -> {
            var waiter = scope.fork(() -> cache.get("a", this::load));
            Catenary.yieldNow();

            cache.invalidate("a");

            assertThat(waiter.join()).isEqualTo("a!");
            assertThat(cache.getIfPresent("a")).isEmpty();
            cache.put("b", "b");
            cache.invalidateAll();
            assertThat(cache.getIfPresent("b")).isEmpty();
            return null;
        });
    }

    @Test
    void valueThatIsPutWhileItIsLoadedStays() throws Exception {
        run(scope -> {
            var waiter = scope.fork(() -> cache.get("a", this::load));
            Catenary.yieldNow();

            cache.put("a", "by hand");

            assertThat(cache.get("a", this::load)).isEqualTo("by hand");
            assertThat(waiter.join()).isEqualTo("a!");
            assertThat(cache.getIfPresent("a")).contains("by hand");
            return null;
        });
    }

    @Test
    void loadThatAsksForItsOwnKeyIsRefused() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> cache.get("a", key -> cache.get("a", this::load)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasRootCauseMessage(
                            "the load of a in cache 'users' asked for that same key: it would wait for itself");
            assertThat(cache.get("a", key -> cache.get("b", this::load))).isEqualTo("b!");
            return null;
        });
    }

    @Test
    void loadForAThreadThatAsksForItsOwnKeyIsRefusedHoweverSoonItBegins() {
        for (int i = 0; i < 200; i++)
            assertThatThrownBy(() -> cache.get("a", key -> cache.get("a", this::load)))
                    .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void sizeIsBounded() throws Exception {
        var small = Cache.<Integer, Integer>maximumSize(10).build();

        for (int i = 0; i < 1_000; i++) small.put(i, i);

        assertThat(small.stats().size()).isLessThanOrEqualTo(10);
        assertThatThrownBy(() -> Cache.maximumSize(0)).hasMessage("size < 1: 0");
    }

    @Test
    void loadForAThreadRunsOnTheSharedLoop() throws Throwable {
        var call = Stranger.PLATFORM_THREAD.call(
                () -> cache.get("a", key -> EventLoop.current().orElseThrow().name()));

        assertThat(call.end()).isEqualTo(EventLoops.shared().name());
    }

    @Test
    @Proves(Feature.SHARED_PRIMITIVES)
    void threadsAndTwoLoopsShareOneLoad() throws Throwable {
        var gate = Promise.<String>create();
        try (var one = open("one");
                var other = open("other")) {
            var tasks = new ArrayList<Task<String>>();
            for (var loop : new EventLoop[] {one, other})
                tasks.add(loop.start(scope -> cache.get("a", key -> gate.join())));
            var thread = Stranger.PLATFORM_THREAD.call(() -> cache.get("a", key -> gate.join()));
            while (cache.stats().misses() < 3) Thread.yield();

            gate.complete("value");

            for (var task : tasks) assertThat(task.join()).isEqualTo("value");
            assertThat(thread.end()).isEqualTo("value");
        }
        assertThat(cache.stats().loads()).isOne();
    }

    @Test
    void getInACallbackIsRefused() throws Exception {
        run(scope -> {
            var thrown = Promise.<Throwable>create();
            scope.loop().execute(() -> {
                try {
                    cache.get("a", this::load);
                } catch (Throwable e) {
                    thrown.complete(e);
                }
            });

            assertThat(thrown.join()).hasMessageStartingWith("Cache.get was called from a callback");
            return null;
        });
    }
}
