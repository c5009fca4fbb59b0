package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.TIMEOUT;
import static dev.catenary.contract.features.Feature.TIMEOUT_FAILURE;
import static dev.catenary.contract.features.Feature.TIMEOUT_MOVED;
import static dev.catenary.contract.features.Feature.TIMEOUT_VALUE;
import static dev.catenary.contract.features.Feature.TIMEOUT_WAITS;
import static dev.catenary.contract.features.Feature.TIMEOUT_ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Deadline;
import dev.catenary.Promise;
import dev.catenary.ScopeFailedException;
import dev.catenary.Tasks;
import dev.catenary.Timeout;
import dev.catenary.Timeouts;
import dev.catenary.contract.features.Proves;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** One limit of time around code of a task. */
class TimeoutTest extends StructuredSuite {
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    // ---- in time

    @Test
    @Proves(TIMEOUT)
    void bodyInTimeGivesItsValue() throws Exception {
        run(scope -> {
            assertThat(Timeouts.<String, Exception>within(HOUR, () -> after(SECOND, "value")))
                    .isEqualTo("value");
            assertThat(Timeouts.<String, Exception>tryWithin(HOUR, () -> after(SECOND, "value")))
                    .contains("value");
            Catenary.sleep(HOUR);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR.plusSeconds(2));
    }

    @Test
    @Proves(TIMEOUT)
    void failureInTimeIsThrownAsItIs() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(HOUR, () -> failAfter(SECOND, failure)))
                    .isSameAs(failure)
                    .hasNoSuppressedExceptions();
            assertThatThrownBy(() -> Timeouts.tryWithin(HOUR, () -> failAfter(SECOND, failure)))
                    .isSameAs(failure)
                    .hasNoSuppressedExceptions();
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT)
    void limitThatNeverEndsIsNone() throws Exception {
        run(scope -> {
            assertThat(Timeouts.<String, Exception>within(FOR_EVER, () -> after(HOUR, "value")))
                    .isEqualTo("value");
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT)
    void limitLeavesNothingBehind() throws Exception {
        run(scope -> {
            for (int i = 0; i < 1_000; i++) Timeouts.within(HOUR, () -> {});
            return null;
        });
        assertThat(clock.elapsed()).isZero();
    }

    // ---- too late

    @Test
    @Proves(TIMEOUT)
    void bodyThatTakesTooLongIsInterruptedAndTheTimeoutThrown() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> {
                        assertThatThrownBy(() -> forever())
                                .isExactlyInstanceOf(InterruptedException.class)
                                .hasMessageContaining("its time was up");
                        points.reach(1);
                        Catenary.yieldNow();
                        points.unreachable();
                    }))
                    .isExactlyInstanceOf(TimeoutException.class)
                    .hasMessage("not done within PT1S");

            assertThat(clock.elapsed()).isEqualTo(SECOND);
            Catenary.sleep(SECOND);
            points.end(2);
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT)
    void overdueLimitShowsAtTheNextWait() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> {
                        compute(HOUR);
                        points.reach(1);
                        return Timeouts.within(HOUR, () -> forever());
                    }))
                    .isExactlyInstanceOf(TimeoutException.class)
                    .hasMessage("not done within PT1S");
            points.end(2);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    @Proves(TIMEOUT)
    void givingUpIsSilent() throws Exception {
        run(scope -> {
            assertThat(Timeouts.tryWithin(SECOND, () -> forever())).isEmpty();

            assertThat(clock.elapsed()).isEqualTo(SECOND);
            Catenary.sleep(SECOND);
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT)
    void tasksOfScopesInTheBodyAreCancelledToo() throws Exception {
        run(scope -> {
            var outside = scope.fork(() -> after(HOUR, "outside"));

            assertThatThrownBy(() -> Timeouts.within(
                            SECOND,
                            () -> Catenary.scope(inner -> {
                                inner.fork(() -> unwindSlowly("child"));
                                return inner.fork(() -> forever()).join();
                            })))
                    .isExactlyInstanceOf(TimeoutException.class);

            assertThat(events()).containsExactly("child unwinds", "child has unwound");
            assertThat(outside.join()).isEqualTo("outside");
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT)
    void scopeThatStillWaitsForItsChildrenHasNotEndedInTime() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(
                            SECOND,
                            () -> Catenary.scope(inner -> {
                                inner.fork(() -> forever());
                                return "value";
                            })))
                    .isExactlyInstanceOf(TimeoutException.class);
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT)
    void oneWhoWaitsForATaskOfOthersLeavesItAlone() throws Exception {
        run(scope -> {
            var shared = scope.fork(() -> after(HOUR, "value"));

            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> shared.join()))
                    .isInstanceOf(TimeoutException.class);

            assertThat(shared.join()).isEqualTo("value");
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT_WAITS)
    void timedOutBodyIsWaitedFor() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> unwindSlowly("body")))
                    .isExactlyInstanceOf(TimeoutException.class);

            assertThat(events()).containsExactly("body unwinds", "body has unwound");
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    @Proves(TIMEOUT_VALUE)
    void valueOfABodyThatSwallowsTheInterruptIsGiven() throws Exception {
        run(scope -> {
            assertThat(Timeouts.<String, Exception>within(SECOND, this::swallow))
                    .isEqualTo("value");
            assertThat(Timeouts.<String, Exception>tryWithin(SECOND, this::swallow))
                    .contains("value");
            Catenary.sleep(SECOND);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(3));
    }

    private String swallow() {
        try {
            return forever();
        } catch (InterruptedException e) {
            return "value";
        }
    }

    @Test
    @Proves(TIMEOUT_VALUE)
    void valueOfABodyThatComputesTooLongIsGiven() throws Exception {
        run(scope -> {
            var value = Timeouts.<String, Exception>within(SECOND, () -> {
                compute(HOUR);
                return "value";
            });

            assertThat(value).isEqualTo("value");
            Catenary.sleep(SECOND);
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT_FAILURE)
    void failureDuringUnwindingWinsAndTheTimeoutIsSuppressedInIt() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> failWhenCancelled(failure)))
                    .isSameAs(failure)
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .singleElement()
                            .satisfies(timeout -> assertThat(timeout)
                                    .isExactlyInstanceOf(TimeoutException.class)
                                    .hasMessage("not done within PT1S")));

            var other = new IOException("other");
            assertThatThrownBy(() -> Timeouts.tryWithin(SECOND, () -> failWhenCancelled(other)))
                    .isSameAs(other)
                    .satisfies(e -> assertThat(e.getSuppressed()).hasOnlyElementsOfType(TimeoutException.class));
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT_FAILURE)
    void failureOfAChildDuringUnwindingWinsToo() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(
                            SECOND,
                            () -> Catenary.scope(inner -> {
                                inner.fork(() -> failWhenCancelled(failure));
                                return forever();
                            })))
                    .isExactlyInstanceOf(ScopeFailedException.class)
                    .hasCause(failure)
                    .satisfies(e -> assertThat(e.getSuppressed()).hasOnlyElementsOfType(TimeoutException.class));
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT_FAILURE)
    void errorDuringUnwindingWins() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> {
                        try {
                            forever();
                        } finally {
                            throwIt(new AssertionError("boom"));
                        }
                    }))
                    .isExactlyInstanceOf(AssertionError.class)
                    .hasSuppressedException(new TimeoutException("not done within PT1S"));
            return null;
        });
    }

    private static void throwIt(Error error) {
        throw error;
    }

    // ---- no time at all

    @Test
    @Proves(TIMEOUT_ZERO)
    void limitOfZeroDoesNotBegin() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(Duration.ZERO, () -> never()))
                    .isExactlyInstanceOf(TimeoutException.class);
            assertThat(Timeouts.tryWithin(Duration.ZERO, () -> never())).isEmpty();
            Catenary.yieldNow();
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT_ZERO)
    void limitInThePastDoesNotBegin() throws Exception {
        run(scope -> {
            var deadline = Deadline.at(clock, SECOND.toNanos());
            Catenary.sleep(HOUR);

            assertThat(deadline.hasPassed()).isTrue();
            assertThatThrownBy(() -> Timeouts.within(deadline.remaining(), () -> never()))
                    .isExactlyInstanceOf(TimeoutException.class);
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT_ZERO)
    void limitBelowZeroIsRefused() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(Duration.ofNanos(-1), () -> never()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("limit < 0");
            return null;
        });
    }

    // ---- moved

    @Test
    @Proves(TIMEOUT_MOVED)
    void limitCanBeMovedLater() throws Exception {
        run(scope -> {
            var value = Timeouts.within(SECOND, (Timeout timeout) -> {
                timeout.reschedule(HOUR);
                assertThat(timeout.deadline().remaining()).isEqualTo(HOUR);
                Catenary.sleep(HOUR.minusNanos(1));
                timeout.reschedule(HOUR);
                return after(HOUR.minusNanos(1), "value");
            });

            assertThat(value).isEqualTo("value");
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT_MOVED)
    void limitCanBeMovedSooner() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(HOUR, (Timeout timeout) -> {
                        timeout.reschedule(SECOND);
                        return forever();
                    }))
                    .isExactlyInstanceOf(TimeoutException.class);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    @Proves(TIMEOUT_MOVED)
    void limitMovedToNowEndsTheNextWait() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(HOUR, (Timeout timeout) -> {
                        timeout.reschedule(Duration.ZERO);
                        points.reach(1);
                        return forever();
                    }))
                    .isExactlyInstanceOf(TimeoutException.class);
            points.end(2);
            return null;
        });
        assertThat(clock.elapsed()).isZero();
    }

    @Test
    @Proves(TIMEOUT_MOVED)
    void expiredLimitStaysExpired() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, (Timeout timeout) -> {
                        assertThat(timeout.hasExpired()).isFalse();
                        assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);
                        assertThat(timeout.hasExpired()).isTrue();
                        timeout.reschedule(HOUR);
                        assertThat(timeout.hasExpired()).isTrue();
                        return forever();
                    }))
                    .isExactlyInstanceOf(TimeoutException.class);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    @Proves(TIMEOUT_MOVED)
    void limitThatHasEndedCannotHarm() throws Exception {
        run(scope -> {
            var kept = Promise.<Timeout>create();
            Timeouts.within(HOUR, (Timeout timeout) -> kept.complete(timeout));

            kept.join().reschedule(SECOND);

            Catenary.sleep(HOUR);
            assertThat(kept.join().hasExpired()).isFalse();
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT_MOVED)
    void limitIsNotMovedBelowZero() throws Exception {
        run(scope -> Timeouts.within(HOUR, (Timeout timeout) -> {
            assertThatThrownBy(() -> timeout.reschedule(Duration.ofNanos(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
            return null;
        }));
    }

    // ---- cancelled

    @Test
    @Proves(TIMEOUT)
    void cancelledTaskDoesNotBegin() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);
                for (var limit : new Duration[] {HOUR, Duration.ZERO}) {
                    assertThatThrownBy(() -> Timeouts.within(limit, () -> never()))
                            .isExactlyInstanceOf(InterruptedException.class);
                    assertThatThrownBy(() -> Timeouts.tryWithin(limit, () -> never()))
                            .isExactlyInstanceOf(InterruptedException.class);
                }
                points.reach(1);
            });
            Catenary.sleep(SECOND);

            task.cancel();

            scope.join();
            points.end(2);
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT)
    void cancelDuringALimitIsACancelAlsoIfTheTimeIsUpWhileItUnwinds() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                assertThatThrownBy(() -> Timeouts.tryWithin(SECOND.plusMillis(500), () -> unwindSlowly("body")))
                        .isExactlyInstanceOf(InterruptedException.class)
                        .hasMessageContaining("no longer needed");
                points.reach(1);
            });
            Catenary.sleep(SECOND);

            task.cancel("no longer needed");

            scope.join();
            points.end(2);
            assertThat(clock.elapsed()).isEqualTo(SECOND.multipliedBy(2));
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT)
    void cancelWhileATimedOutBodyUnwindsShowsAtTheNextWait() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> {
                assertThatThrownBy(() -> Timeouts.within(SECOND, () -> unwindSlowly("body")))
                        .isInstanceOfAny(TimeoutException.class, InterruptedException.class);
                assertThatThrownBy(Catenary::yieldNow)
                        .isExactlyInstanceOf(InterruptedException.class)
                        .hasMessageContaining("no longer needed");
                points.reach(1);
            });
            Catenary.sleep(SECOND.plusMillis(500));

            task.cancel("no longer needed");

            scope.join();
            points.end(2);
            assertThat(task.isCancelled()).isTrue();
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT)
    void cancellationThatABodyMeetsIsNotATimeout() throws Exception {
        run(scope -> {
            var cancelled = scope.fork(() -> forever());
            scope.loop().schedule(SECOND, cancelled::cancel);

            assertThatThrownBy(() -> Timeouts.within(HOUR, () -> cancelled.join()))
                    .isInstanceOf(CancellationException.class);
            return null;
        });
    }

    @Test
    @Proves(TIMEOUT)
    void limitOutsideOfATaskIsRefused() {
        assertThatThrownBy(() -> Timeouts.within(SECOND, () -> never()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Timeouts.within");
        assertThatThrownBy(() -> Timeouts.tryWithin(SECOND, () -> never()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Timeouts.tryWithin");
        assertThatThrownBy(() -> Tasks.shielded(SECOND, () -> never()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Tasks.shielded");
    }
}
