package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.SHIELDED_BLOCK;
import static dev.catenary.contract.features.Feature.SHIELDED_WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Action;
import dev.catenary.Catenary;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.Timeouts;
import dev.catenary.contract.features.Proves;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Clean-up that a cancel does not cut short, and waits that do not hand a cancel on. */
class ShieldTest extends StructuredSuite {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Cancels a task that runs this body, at one second, and waits for its end. */
    private Task<Void> cancelAtOneSecond(Action<Exception> body) throws Exception {
        return run(scope -> {
            var task = scope.fork(body);
            Catenary.sleep(SECOND);
            task.cancel("no longer needed");
            scope.join();
            return task;
        });
    }

    private static void assertCancelled() {
        assertThatThrownBy(Catenary::yieldNow)
                .isExactlyInstanceOf(InterruptedException.class)
                .hasMessageContaining("no longer needed");
    }

    @Test
    @Proves(SHIELDED_BLOCK)
    void withoutACancelItIsJustABody() throws Exception {
        run(scope -> {
            assertThat(Tasks.<String, Exception>shielded(HOUR, () -> after(SECOND, "value")))
                    .isEqualTo("value");
            assertThatThrownBy(() -> Tasks.shielded(HOUR, () -> failAfter(SECOND, failure)))
                    .isSameAs(failure);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    @Proves(SHIELDED_BLOCK)
    void cancelBeforeItDoesNotTouchItAndShowsAgainAfterwards() throws Exception {
        var task = cancelAtOneSecond(() -> {
            assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);
            assertThat(Tasks.<String, Exception>shielded(MINUTE, () -> after(SECOND, "value")))
                    .isEqualTo("value");
            assertCancelled();
            Tasks.shielded(MINUTE, () -> Catenary.sleep(SECOND));
            assertCancelled();
            points.reach(1);
        });

        points.end(2);
        assertThat(task.isCancelled()).isTrue();
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(3));
    }

    @Test
    @Proves(SHIELDED_BLOCK)
    void cancelDuringItShowsAfterwards() throws Exception {
        cancelAtOneSecond(() -> {
            Tasks.shielded(MINUTE, () -> {
                Catenary.sleep(SECOND.multipliedBy(2));
                assertThat(Task.current().orElseThrow().isCancelled()).isFalse();
                Catenary.sleep(SECOND);
            });
            assertCancelled();
            points.reach(1);
        });

        points.end(2);
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(3));
    }

    @Test
    @Proves(SHIELDED_BLOCK)
    void cancelAfterItIsAnyCancel() throws Exception {
        cancelAtOneSecond(() -> {
            Tasks.shielded(MINUTE, () -> Catenary.sleep(Duration.ofMillis(500)));
            assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);
            points.reach(1);
        });

        points.end(2);
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    @Proves(SHIELDED_BLOCK)
    void scopesAndChildrenInItAreShielded() throws Exception {
        cancelAtOneSecond(() -> {
            assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);
            String value = Tasks.shielded(
                    MINUTE,
                    () -> Catenary.scope(inner -> {
                        var child = inner.fork(() -> after(SECOND, "value"));
                        assertThat(inner.isCancelled()).isFalse();
                        return child.join();
                    }));
            assertThat(value).isEqualTo("value");
            assertThat(Tasks.<Integer, Exception>shielded(MINUTE, () -> Catenary.offload(() -> 42)))
                    .isEqualTo(42);
            points.reach(1);
        });

        points.end(2);
    }

    @Test
    @Proves(SHIELDED_BLOCK)
    void itsLimitCutsItShort() throws Exception {
        cancelAtOneSecond(() -> {
            assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);
            assertThatThrownBy(() -> Tasks.shielded(SECOND, () -> {
                        assertThatThrownBy(() -> forever())
                                .isExactlyInstanceOf(InterruptedException.class)
                                .hasMessageContaining("its time was up");
                        points.reach(1);
                        return forever();
                    }))
                    .isExactlyInstanceOf(TimeoutException.class)
                    .hasMessage("not done within PT1S");
            assertCancelled();
            points.reach(2);
        });

        points.end(3);
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    @Proves(SHIELDED_BLOCK)
    void limitOfZeroDoesNotBegin() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Tasks.shielded(Duration.ZERO, () -> never()))
                    .isExactlyInstanceOf(TimeoutException.class);
            assertThatThrownBy(() -> Tasks.shielded(Duration.ofNanos(-1), () -> never()))
                    .isInstanceOf(IllegalArgumentException.class);
            return null;
        });
    }

    @Test
    @Proves(SHIELDED_BLOCK)
    void innerShieldOutlivesTheLimitOfTheOuter() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Tasks.shielded(SECOND, () -> {
                        Tasks.shielded(MINUTE, () -> Catenary.sleep(SECOND.multipliedBy(2)));
                        points.reach(1);
                        return forever();
                    }))
                    .isExactlyInstanceOf(TimeoutException.class);
            points.end(2);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    @Proves(SHIELDED_BLOCK)
    void limitOfTheInnerShieldIsItsOwn() throws Exception {
        run(scope -> {
            Tasks.shielded(MINUTE, () -> {
                assertThatThrownBy(() -> Tasks.shielded(SECOND, () -> forever()))
                        .isExactlyInstanceOf(TimeoutException.class);
                Catenary.sleep(SECOND);
            });
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    @Proves(SHIELDED_BLOCK)
    void timeoutAroundItDoesNotReachThroughAndIsThrownAfterwards() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> {
                        Tasks.shielded(MINUTE, () -> Catenary.sleep(SECOND.multipliedBy(2)));
                        points.reach(1);
                        return forever();
                    }))
                    .isExactlyInstanceOf(TimeoutException.class);
            points.end(2);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    @Proves(SHIELDED_BLOCK)
    void timeoutInItIsItsOwn() throws Exception {
        cancelAtOneSecond(() -> {
            assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);
            Tasks.shielded(MINUTE, () -> {
                assertThat(Timeouts.tryWithin(SECOND, () -> forever())).isEmpty();
                Catenary.sleep(SECOND);
            });
            assertCancelled();
            points.reach(1);
        });
        points.end(2);
    }

    @Test
    @Proves(SHIELDED_BLOCK)
    void cancelOfAScopeInItEndsThatScope() throws Exception {
        run(scope -> {
            String value = Tasks.shielded(MINUTE, () -> {
                Catenary.scope(inner -> {
                    inner.fork(() -> inner.cancel());
                    return forever();
                });
                return after(SECOND, "value");
            });
            assertThat(value).isEqualTo("value");
            return null;
        });
    }

    @Test
    @Proves(SHIELDED_BLOCK)
    void forkIntoTheCancelledScopeAroundItIsRefused() throws Exception {
        run(scope -> {
            Catenary.scope(inner -> {
                inner.cancel();
                Tasks.shielded(
                        MINUTE,
                        () -> assertThatThrownBy(() -> inner.fork(() -> never()))
                                .isInstanceOf(java.util.concurrent.CancellationException.class));
                return null;
            });
            return null;
        });
    }

    @Test
    @Proves(SHIELDED_BLOCK)
    void scopeThatFailsWhileItsBodyIsShieldedWaitsForTheShield() throws Exception {
        assertThatThrownBy(() -> run(scope -> {
                    scope.fork(() -> failAfter(SECOND, failure));
                    Tasks.shielded(MINUTE, () -> Catenary.sleep(SECOND.multipliedBy(2)));
                    points.reach(1);
                    return forever();
                }))
                .hasCause(failure);
        points.end(2);
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    // ---- waits

    @Test
    @Proves(SHIELDED_WAIT)
    void cancelledWaiterLeavesTheTaskAlone() throws Exception {
        run(scope -> {
            var shared = startLoose(it -> after(HOUR, "value"));
            var waiter = scope.fork(() -> shared.join());
            var other = scope.fork(() -> shared.join());
            Catenary.yieldNow();

            waiter.cancel();

            assertThat(other.join()).isEqualTo("value");
            assertThat(waiter.isCancelled()).isTrue();
            return null;
        });
    }

    @Test
    @Proves(SHIELDED_WAIT)
    void laterFailureOfATaskWhoseWaiterIsGoneIsReportedOnce() throws Exception {
        run(scope -> {
            var shared = startLoose(it -> failAfter(HOUR, failure));
            var waiter = scope.fork(() -> shared.join());
            Catenary.yieldNow();

            waiter.cancel();

            scope.join();
            Catenary.sleep(HOUR);
            return null;
        });

        assertThat(reportedFailures()).containsExactly(failure);
    }

    @Test
    @Proves(SHIELDED_WAIT)
    void laterFailureOfATaskThatAnotherWaitsForIsToldToThatOne() throws Exception {
        run(scope -> {
            var shared = startLoose(it -> failAfter(HOUR, failure));
            var waiter = scope.fork(() -> shared.join());
            Catenary.yieldNow();

            waiter.cancel();

            assertThatThrownBy(shared::join).hasCause(failure);
            return null;
        });
    }

    @Test
    @Proves(SHIELDED_WAIT)
    void waitInAShieldGoesOnThroughACancel() throws Exception {
        run(scope -> {
            var shared = scope.fork(() -> after(SECOND.multipliedBy(2), "value"));
            var waiter = scope.fork(() -> {
                assertThat(Tasks.<String, Exception>shielded(MINUTE, shared::join))
                        .isEqualTo("value");
                assertCancelled();
                points.reach(1);
            });
            Catenary.sleep(SECOND);

            waiter.cancel("no longer needed");

            scope.join();
            points.end(2);
            return null;
        });
    }
}
