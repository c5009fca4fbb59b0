package dev.catenary.contract;

import static dev.catenary.contract.features.Feature.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.EventLoop;
import dev.catenary.LoopClock;
import dev.catenary.LoopOptions;
import dev.catenary.Promise;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs a body in a loop that lives as long as the run does. */
@Proves(RUN)
class RunTest extends OnEveryCarrier {
    @Test
    void runGivesTheValueOfItsBody() throws Exception {
        var value = run(scope -> "value");
        var nothing = run(scope -> null);

        assertThat(value).isEqualTo("value");
        assertThat(nothing).isNull();
    }

    @Test
    void runThrowsWhatItsBodyThrows() {
        var failure = new IOException("boom");

        assertThatThrownBy(() -> run(scope -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @ParameterizedTest
    @MethodSource("dev.catenary.contract.Stranger#offered")
    void runMayBeCalledOnAnyKindOfThread(Stranger stranger) throws Throwable {
        var value = stranger.call(() -> run(scope -> {
            Catenary.sleep(HOUR);
            return scope.fork(() -> "value").join();
        }));

        assertThat(value.end()).isEqualTo("value");
    }

    @Test
    void runOnAThreadThatIsInterruptedAlreadyDoesNotBegin() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> run(scope -> points.unreachable())).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        points.end(1);
    }

    @Test
    void runInABodyOpensALoopInside() throws Exception {
        run(scope -> {
            var outer = scope.loop();
            var value = Catenary.run(LoopOptions.named("inner").carrier(carrier), inner -> {
                assertThat(inner.loop()).isNotSameAs(outer);
                assertThat(EventLoop.current()).containsSame(inner.loop());
                return inner.fork(() -> "value").join();
            });

            assertThat(value).isEqualTo("value");
            assertThat(EventLoop.current()).containsSame(outer);
            Catenary.yieldNow();
            return null;
        });
    }

    @Test
    void runInABodyGivesUpTheTurn() throws Exception {
        run(scope -> {
            var gate = Promise.<Void>create();
            scope.fork(() -> gate.complete(null));

            Catenary.run(LoopOptions.named("inner").carrier(carrier), inner -> gate.join());
            return null;
        });
    }

    @Test
    void bodyRunsAnotherOnItsOwnLoop() throws Exception {
        run(scope -> {
            var value = scope.loop().run(inner -> {
                assertThat(inner.loop()).isSameAs(scope.loop());
                return inner.fork(() -> "value").join();
            });

            assertThat(value).isEqualTo("value");
            return null;
        });
    }

    @Test
    void interruptedRunCancelsItsScopeAndWaitsForTheCleanUp() {
        var call = Stranger.PLATFORM_THREAD.call(() -> Catenary.run(options().clock(LoopClock.system()), scope -> {
            scope.fork(() -> {
                try {
                    forever();
                } finally {
                    note("unwound");
                }
            });
            Catenary.yieldNow();
            points.reach(1);
            return forever();
        }));

        assertThatThrownBy(() -> {
                    points.await(1);
                    call.whenWaiting().interrupt().end();
                })
                .isInstanceOf(InterruptedException.class);
        assertThat(events()).containsExactly("unwound");
    }
}
