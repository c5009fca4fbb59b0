package dev.catenary.contract.testing;

import static dev.catenary.contract.features.Feature.VIRTUAL_TIME;
import static dev.catenary.contract.features.Feature.VIRTUAL_TIME_ACROSS;
import static dev.catenary.testing.CatenaryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.AsyncStream;
import dev.catenary.Cache;
import dev.catenary.Carrier;
import dev.catenary.Catenary;
import dev.catenary.Channel;
import dev.catenary.LoopOptions;
import dev.catenary.RateLimiter;
import dev.catenary.Retry;
import dev.catenary.Scope;
import dev.catenary.Select;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.Timeouts;
import dev.catenary.contract.features.Proves;
import dev.catenary.contract.structured.Suspending;
import dev.catenary.kotlin.Suspend;
import dev.catenary.testing.CatenaryExtension;
import dev.catenary.testing.TestLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten stories that take an hour each, and no time. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.catenary.contract.Carriers#offered")
@Proves({VIRTUAL_TIME, VIRTUAL_TIME_ACROSS})
class TenHoursTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Parameter
    private Carrier carrier;

    @RegisterExtension
    private final CatenaryExtension catenary =
            CatenaryExtension.with(() -> LoopOptions.named("test").carrier(carrier));

    @AfterEach
    void anHourHasPassed(TestLoop loop) {
        assertThat(loop.clock().elapsed()).isEqualTo(HOUR);
    }

    @Test
    void sleepersWakeInTheOrderOfTheirTimes(Scope scope) throws Exception {
        var woken = Channel.<Integer>unlimited();
        for (var minutes : List.of(60, 20, 40)) {
            scope.fork(() -> {
                Catenary.sleep(MINUTE.multipliedBy(minutes));
                woken.send(minutes);
            });
        }

        assertThat(List.of(woken.receive(), woken.receive(), woken.receive())).containsExactly(20, 40, 60);
    }

    @Test
    void timeLimitExpires(Scope scope) {
        var silent = Channel.<String>rendezvous();

        assertThatThrownBy(() -> Timeouts.within(HOUR, () -> silent.receive())).isInstanceOf(TimeoutException.class);
    }

    @Test
    void slowConsumerHoldsUpItsProducer(Scope scope) throws Exception {
        var orders = Channel.<Integer>buffered(4);
        var producer = scope.fork(() -> {
            for (int i = 1; i <= 60; i++) orders.send(i);
            orders.close();
        });
        orders.forEach(order -> {
            if (order < 55) assertThat(producer).isRunning();
            Catenary.sleep(MINUTE);
        });

        assertThat(producer).succeeded();
    }

    @Test
    void selectGoesOnWhenNobodyComes(Scope scope) throws Exception {
        var beats = Channel.<String>rendezvous();
        scope.fork(() -> {
            for (int i = 0; i < 59; i++) {
                Catenary.sleep(MINUTE.minusSeconds(1));
                beats.send("beat");
                Catenary.sleep(Duration.ofSeconds(1));
            }
        });
        var heard = 0;
        while (Select.<String>of()
                .onReceive(beats, it -> it)
                .onTimeout(MINUTE.plusSeconds(1), () -> "silence")
                .await()
                .equals("beat")) heard++;

        assertThat(heard).isEqualTo(59);
    }

    @Test
    void retryWaitsLongerEachTime(Scope scope) throws Exception {
        var attempts = new AtomicInteger();
        var retry = Retry.exponential(MINUTE.multipliedBy(4))
                .maxAttempts(5)
                .maxPause(HOUR)
                .on(IOException.class);

        var value = retry.call(() -> {
            if (attempts.incrementAndGet() < 5) throw new IOException("not yet");
            return "value";
        });

        assertThat(value).isEqualTo("value");
    }

    @Test
    void rateIsKept(Scope scope) throws Exception {
        var limiter = RateLimiter.perSecond(1).burst(1);

        for (int i = 0; i <= 3_600; i++) limiter.acquire();
    }

    @Test
    void cacheLoadsAgainWhatIsTooOld(Scope scope, TestLoop loop) throws Exception {
        var loads = new AtomicInteger();
        Cache<String, Integer> cache = Cache.<String, Integer>expireAfterWrite(MINUTE)
                .clock(loop.clock())
                .build();

        for (int i = 0; i < 120; i++) {
            cache.get("key", key -> loads.incrementAndGet());
            Catenary.sleep(MINUTE.dividedBy(2));
        }

        assertThat(loads).hasValue(60);
    }

    @Test
    void workOffTheLoopTakesNoVirtualTime(Scope scope) throws Exception {
        var hour = scope.fork(() -> Catenary.sleep(HOUR));

        var values = Tasks.map(
                List.of(1, 2, 3),
                2,
                i -> Catenary.offload(() -> {
                    Thread.onSpinWait();
                    return i * i;
                }));

        assertThat(values).containsExactly(1, 4, 9);
        assertThat(hour).isRunning();
    }

    @Test
    void coroutinesAndFuturesWaitByTheSameTime(Scope scope) throws Exception {
        var future = new CompletableFuture<String>();
        Task<String> coroutine = Suspend.start(scope, k -> Suspending.after(MINUTE.multipliedBy(30), "coroutine", k));
        Task<String> waiting = Suspend.start(scope, k -> Suspending.awaitFuture(future, k));
        scope.loop().schedule(MINUTE.multipliedBy(40), () -> future.complete("future"));
        Task<String> never = scope.forkStage(() -> new CompletableFuture<String>());

        assertThat(coroutine.join()).isEqualTo("coroutine");
        assertThat(waiting).isRunning();
        assertThat(waiting.join()).isEqualTo("future");
        assertThatThrownBy(() -> Timeouts.within(MINUTE.multipliedBy(20), () -> Catenary.await(never)))
                .isInstanceOf(TimeoutException.class);
        never.cancel();
    }

    @Test
    void streamTicksOnceAMinute(Scope scope) throws Exception {
        AsyncStream<Integer> ticks = AsyncStream.generate(out -> {
            for (int i = 1; ; i++) {
                Catenary.sleep(MINUTE);
                out.emit(i);
            }
        });

        assertThat(ticks.take(60).toList()).hasSize(60).endsWith(60);
    }
}
