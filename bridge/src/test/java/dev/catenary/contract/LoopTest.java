package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.CLOCK;
import static dev.catenary.contract.features.Feature.CURRENT_TASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Carrier;
import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.LoopClock;
import dev.catenary.LoopOptions;
import dev.catenary.Promise;
import dev.catenary.Task;
import dev.catenary.contract.features.Proves;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A loop knows itself, its time and its carrier. */
class LoopTest extends OnEveryCarrier {
    @Test
    @Proves(CURRENT_TASK)
    void loopIsTheCurrentOneInItsTasksAndCallbacks() throws Exception {
        assertThat(EventLoop.current()).isEmpty();
        run(scope -> {
            var inCallback = Promise.<EventLoop>create();
            scope.loop().execute(() -> inCallback.complete(EventLoop.current().orElseThrow()));
            var inTask = scope.fork(() -> EventLoop.current().orElseThrow());
            var inStage = scope.forkStage(
                    () -> CompletableFuture.completedFuture(EventLoop.current().orElseThrow()));

            assertThat(inCallback.join()).isSameAs(scope.loop());
            assertThat(inTask.join()).isSameAs(scope.loop());
            assertThat(inStage.join()).isSameAs(scope.loop());
            assertThat(EventLoop.current()).containsSame(scope.loop());
            assertThat(Catenary.offload(EventLoop::current)).isEmpty();
            return null;
        });
        assertThat(EventLoop.current()).isEmpty();
    }

    @Test
    @Proves(CURRENT_TASK)
    void currentTaskIsUnknownInACallback() throws Exception {
        run(scope -> {
            var inCallback = Promise.<Boolean>create();
            scope.loop().execute(() -> inCallback.complete(Task.current().isPresent()));

            assertThat(inCallback.join()).isFalse();
            return null;
        });
    }

    @Test
    void loopTellsItsNameCarrierAndTime() throws Exception {
        run(scope -> {
            var loop = scope.loop();

            assertThat(loop.name()).isEqualTo("test");
            assertThat(loop.carrier()).isEqualTo(carrier);
            assertThat(loop.isClosed()).isFalse();
            assertThat(loop.nanoTime()).isZero();
            Catenary.sleep(HOUR);
            assertThat(loop.nanoTime()).isEqualTo(HOUR.toNanos());
            assertThat(loop.toString()).contains("test");
            return null;
        });
    }

    @Test
    void sleepLongerThanNanosecondsCanTellIsNoTrouble() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> Catenary.sleep(Duration.ofSeconds(Long.MAX_VALUE)));
            var handle = scope.loop().schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> points.unreachable());
            Catenary.sleep(HOUR);

            assertThat(task.isDone()).isFalse();
            assertThat(handle.cancel()).isTrue();
            task.cancel();
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    @Proves(CLOCK)
    void clockWhoseOriginIsLongAgoIsNoTrouble() throws Exception {
        var start = Long.MAX_VALUE - 5;
        var ticks = new AtomicLong(start);
        LoopClock overflowing = new LoopClock() {
            @Override
            public long nanoTime() {
                return ticks.get();
            }

            @Override
            public long idle(long nanos, boolean quiet) {
                if (nanos != Long.MAX_VALUE) ticks.addAndGet(nanos);
                return nanos == Long.MAX_VALUE ? nanos : 0;
            }
        };

        Catenary.run(options().clock(overflowing), scope -> {
            scope.fork(() -> {
                Catenary.sleep(Duration.ofNanos(10));
                points.reach(2);
            });
            scope.fork(() -> {
                Catenary.sleep(Duration.ofNanos(1));
                points.reach(1);
            });
            return null;
        });

        points.end(3);
        assertThat(ticks.get() - start).isEqualTo(10);
    }

    static Stream<Carrier> carriersNotOffered() {
        return Stream.of(Carrier.values()).filter(kind -> !Carriers.isOffered(kind));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("carriersNotOffered")
    void carrierThatThisJvmDoesNotOfferIsRefused(Carrier demanded) {
        assertThatThrownBy(() -> EventLoop.open(LoopOptions.named("orders").carrier(demanded)))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining(demanded.name())
                .hasMessageContaining("JDK 21");
    }

    @Test
    void automaticCarrierIsTheBestOneWithoutATrap() {
        try (var loop = EventLoop.open(LoopOptions.named("orders"))) {
            assertThat(loop.carrier()).isEqualTo(Carriers.automatic());
        }
    }
}
