package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.DEADLINE;
import static dev.catenary.contract.features.Feature.DEADLINE_ACROSS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Deadline;
import dev.catenary.EventLoop;
import dev.catenary.Promise;
import dev.catenary.Tasks;
import dev.catenary.Timeout;
import dev.catenary.Timeouts;
import dev.catenary.contract.features.Proves;
import dev.catenary.kotlin.Suspend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The nearest of all limits around the code that asks. */
class DeadlineTest extends StructuredSuite {
    private static Duration left() {
        return Deadline.current().remaining();
    }

    @Test
    @Proves(DEADLINE)
    void withoutALimitThereIsNone() throws Exception {
        assertThat(Deadline.current().isNone()).isTrue();
        run(scope -> {
            assertThat(Deadline.current().isNone()).isTrue();
            assertThat(Deadline.current().hasPassed()).isFalse();
            assertThat(left()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
            assertThat(Deadline.current()).hasToString("no deadline");
            return null;
        });
    }

    @Test
    @Proves(DEADLINE)
    void deadlineIsReadWhileTimePasses() throws Exception {
        run(scope -> {
            Timeouts.within(HOUR, () -> {
                var deadline = Deadline.current();
                assertThat(deadline.remaining()).isEqualTo(HOUR);
                Catenary.sleep(SECOND);
                assertThat(deadline.remaining()).isEqualTo(HOUR.minus(SECOND));
                assertThat(deadline).hasToString("deadline in PT59M59S");
                compute(HOUR);
                assertThat(deadline.remaining()).isZero();
                assertThat(deadline.hasPassed()).isTrue();
            });
            assertThat(Deadline.current().isNone()).isTrue();
            return null;
        });
    }

    @Test
    @Proves(DEADLINE)
    void nearestOfSeveralCounts() throws Exception {
        run(scope -> {
            Timeouts.within(HOUR, () -> {
                Timeouts.within(SECOND, () -> assertThat(left()).isEqualTo(SECOND));
                Timeouts.within(HOUR.plus(HOUR), (Timeout timeout) -> {
                    assertThat(left()).isEqualTo(HOUR);
                    assertThat(timeout.deadline().remaining()).isEqualTo(HOUR.plus(HOUR));
                    return null;
                });
                assertThat(left()).isEqualTo(HOUR);
            });
            return null;
        });
    }

    @Test
    @Proves(DEADLINE)
    void scopesAndChildrenInsideInheritIt() throws Exception {
        run(scope -> {
            Timeouts.within(HOUR, () -> {
                assertThat(Catenary.<Duration, Exception>scope(inner -> left())).isEqualTo(HOUR);
                Catenary.scope(inner -> {
                    assertThat(inner.fork(DeadlineTest::left).join()).isEqualTo(HOUR);
                    assertThat(inner.background().fork(DeadlineTest::left).join())
                            .isEqualTo(HOUR);
                    var grandchild = inner.fork(() ->
                            Catenary.scope(it -> it.fork(DeadlineTest::left).join()));
                    assertThat(grandchild.join()).isEqualTo(HOUR);
                    return null;
                });
                assertThat(Tasks.map(List.of(1), 1, item -> left())).containsExactly(HOUR);
                assertThat(Tasks.<Duration>race(List.of(DeadlineTest::left))).isEqualTo(HOUR);
            });
            return null;
        });
    }

    @Test
    @Proves(DEADLINE)
    void childSeesThatItWasMoved() throws Exception {
        run(scope -> {
            Timeouts.within(
                    SECOND,
                    (Timeout timeout) -> Catenary.scope(inner -> {
                        var child = inner.fork(() -> {
                            points.await(1);
                            return left();
                        });
                        Catenary.yieldNow();
                        timeout.reschedule(HOUR);
                        points.reach(1);
                        assertThat(child.join()).isEqualTo(HOUR);
                        return null;
                    }));
            return null;
        });
    }

    @Test
    @Proves(DEADLINE)
    void childOfAScopeAroundTheLimitDoesNotInheritIt() throws Exception {
        run(scope -> {
            var left = Timeouts.within(
                    HOUR,
                    (Timeout timeout) -> scope.fork(() -> Deadline.current().isNone()));

            assertThat(left.join()).isTrue();
            return null;
        });
    }

    @Test
    @Proves(DEADLINE)
    void taskStartedOnTheLoopDoesNotInheritIt() throws Exception {
        run(scope -> {
            var none = Timeouts.within(
                    HOUR,
                    (Timeout timeout) -> startLoose(it -> Deadline.current().isNone()));

            assertThat(none.join()).isTrue();
            return null;
        });
    }

    @Test
    @Proves(DEADLINE)
    void shieldKeepsItAwayAndSetsItsOwn() throws Exception {
        run(scope -> {
            Timeouts.within(SECOND, () -> {
                Tasks.shielded(HOUR, () -> assertThat(left()).isEqualTo(HOUR));
                Tasks.shielded(Duration.ofMillis(1), () -> assertThat(left()).isEqualTo(Duration.ofMillis(1)));
                assertThat(left()).isEqualTo(SECOND);
            });
            return null;
        });
    }

    @Test
    @Proves({DEADLINE, DEADLINE_ACROSS})
    void codeOffTheLoopInheritsIt() throws Exception {
        run(scope -> {
            Timeouts.within(HOUR, () -> {
                assertThat(Catenary.<Duration, Exception>offload(DeadlineTest::left))
                        .isEqualTo(HOUR);
                Catenary.scope(inner -> {
                    assertThat(Catenary.offloadAsync(DeadlineTest::left).join()).isEqualTo(HOUR);
                    return null;
                });
            });
            return null;
        });
    }

    @Test
    @Proves({DEADLINE, DEADLINE_ACROSS})
    void taskThatABodyRunsOnALoopInheritsIt() throws Exception {
        try (var other = open()) {
            run(scope -> {
                Timeouts.within(HOUR, () -> {
                    assertThat(leftOn(scope.loop())).isEqualTo(HOUR);
                    assertThat(leftOn(other)).isBetween(Duration.ofMinutes(50), HOUR);
                    assertThat(Catenary.<Duration, RuntimeException>run(inner -> left()))
                            .isBetween(Duration.ofMinutes(50), HOUR);
                    assertThat(scope.loop()
                                    .start(inner -> Deadline.current().isNone())
                                    .join())
                            .isTrue();
                    Timeouts.within(
                            SECOND, () -> assertThat(leftOn(scope.loop())).isEqualTo(SECOND));
                });
                assertThat(leftOn(other)).isEqualTo(Deadline.none().remaining());
                return null;
            });
        }
    }

    private static Duration leftOn(EventLoop loop) throws InterruptedException {
        return loop.run(scope -> left());
    }

    @Test
    @Proves(DEADLINE_ACROSS)
    void taskThatABodyRunsOnALoopIsCutShortByIt() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> scope.loop().run(inner -> forever())))
                    .isExactlyInstanceOf(TimeoutException.class);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    @Proves({DEADLINE, DEADLINE_ACROSS})
    void coroutineInheritsIt() throws Exception {
        run(scope -> {
            Timeouts.within(HOUR, () -> {
                assertThat(Suspend.<Duration>call(Suspending::deadlineLeft)).isEqualTo(HOUR);
                Catenary.scope(inner -> {
                    assertThat(Suspend.<Duration>start(inner, Suspending::deadlineLeft)
                                    .join())
                            .isEqualTo(HOUR);
                    return null;
                });
            });
            return null;
        });
    }

    @Test
    @Proves(DEADLINE_ACROSS)
    void coroutineIsCancelledByItAndTheLimitThrows() throws Exception {
        var thrown = Promise.<Throwable>create();
        run(scope -> {
            try {
                Timeouts.within(SECOND, () -> Suspend.<Object>call(k -> Suspending.noteThatItUnwinds(this::note, k)));
            } catch (Throwable e) {
                thrown.complete(e);
            }
            return null;
        });

        assertThat(thrown.join()).isExactlyInstanceOf(TimeoutException.class);
        assertThat(events()).containsExactly("the coroutine unwinds");
    }
}
