package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.OWN_CANCEL;
import static dev.catenary.contract.features.Feature.TIMEOUTS_NESTED;
import static dev.catenary.contract.features.Feature.TIMEOUTS_OVERDUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Timeout;
import dev.catenary.Timeouts;
import dev.catenary.contract.features.Proves;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Limits around limits, and around scopes that cancel themselves. */
class NestedTimeoutTest extends StructuredSuite {
    private static final Duration TWO = SECOND.multipliedBy(2);

    @Test
    @Proves(TIMEOUTS_NESTED)
    void innerOneThatIsUpFirstThrowsAndTheOuterGoesOn() throws Exception {
        run(scope -> {
            var value = Timeouts.<String, Exception>within(HOUR, () -> {
                assertThatThrownBy(() -> Timeouts.within(SECOND, () -> forever()))
                        .isExactlyInstanceOf(TimeoutException.class)
                        .hasMessage("not done within PT1S");
                return after(SECOND, "value");
            });

            assertThat(value).isEqualTo("value");
            return null;
        });
    }

    @Test
    @Proves(TIMEOUTS_NESTED)
    void outerOneThatIsUpFirstThrowsAndTheInnerLetsItPass() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> {
                        assertThatThrownBy(() -> Timeouts.within(HOUR, () -> forever()))
                                .isExactlyInstanceOf(InterruptedException.class);
                        assertThatThrownBy(() -> Timeouts.tryWithin(HOUR, () -> forever()))
                                .isExactlyInstanceOf(InterruptedException.class);
                        points.reach(1);
                        return forever();
                    }))
                    .isExactlyInstanceOf(TimeoutException.class)
                    .hasMessage("not done within PT1S")
                    .hasNoSuppressedExceptions();
            points.end(2);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    @Proves(TIMEOUTS_NESTED)
    void outermostOfThreeThrows() throws Exception {
        run(scope -> {
            var value = Timeouts.<String, Exception>tryWithin(
                    SECOND, () -> Timeouts.within(HOUR, () -> Timeouts.within(TWO, () -> forever())));

            assertThat(value).isEmpty();
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    @Proves(TIMEOUTS_NESTED)
    void innerOneThatIsUpWhileTheOuterUnwindsLetsItPass() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> {
                        Timeouts.within(Duration.ofMillis(1_500), () -> unwindSlowly("body"));
                        return null;
                    }))
                    .isExactlyInstanceOf(TimeoutException.class)
                    .hasMessage("not done within PT1S");
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(TWO);
    }

    @Test
    @Proves(TIMEOUTS_NESTED)
    void ofEqualDeadlinesTheOuterThrows() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> {
                        assertThatThrownBy(() -> Timeouts.within(SECOND, () -> forever()))
                                .isExactlyInstanceOf(InterruptedException.class);
                        points.reach(1);
                        return forever();
                    }))
                    .isExactlyInstanceOf(TimeoutException.class);
            points.end(2);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    @Proves(TIMEOUTS_NESTED)
    void valueOfTheInnerBodyIsTheOutersToo() throws Exception {
        run(scope -> {
            assertThat(Timeouts.<String, Exception>within(
                            SECOND,
                            () -> Timeouts.within(HOUR, () -> {
                                try {
                                    return forever();
                                } catch (InterruptedException e) {
                                    return "value";
                                }
                            })))
                    .isEqualTo("value");
            return null;
        });
    }

    @Test
    @Proves(TIMEOUTS_NESTED)
    void movedOuterOneLetsTheInnerThrow() throws Exception {
        run(scope -> {
            assertThat(Timeouts.<String, Exception>within(SECOND, (Timeout timeout) -> {
                        timeout.reschedule(HOUR);
                        assertThatThrownBy(() -> Timeouts.within(TWO, () -> forever()))
                                .isExactlyInstanceOf(TimeoutException.class);
                        return "value";
                    }))
                    .isEqualTo("value");
            return null;
        });
    }

    @Test
    @Proves(TIMEOUTS_NESTED)
    void limitAroundAScopeReachesALimitInAChild() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(
                            SECOND,
                            () -> Catenary.scope(inner -> inner.fork(() -> {
                                        assertThatThrownBy(() -> Timeouts.within(HOUR, () -> forever()))
                                                .isExactlyInstanceOf(InterruptedException.class);
                                        points.reach(1);
                                        return forever();
                                    })
                                    .join())))
                    .isExactlyInstanceOf(TimeoutException.class);
            points.end(2);
            return null;
        });
    }

    // ---- both overdue

    @Test
    @Proves(TIMEOUTS_OVERDUE)
    void innerThrowsAtItsPlaceAndTheOuterAtItsOwn() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(TWO, () -> {
                        assertThatThrownBy(() -> Timeouts.within(SECOND, () -> {
                                    compute(HOUR);
                                    return forever();
                                }))
                                .isExactlyInstanceOf(TimeoutException.class)
                                .hasMessage("not done within PT1S");
                        points.reach(1);
                        return forever();
                    }))
                    .isExactlyInstanceOf(TimeoutException.class)
                    .hasMessage("not done within PT2S");
            points.end(2);
            return null;
        });
    }

    @Test
    @Proves(TIMEOUTS_OVERDUE)
    void innerThatGivesUpDoesNotEatTheOuter() throws Exception {
        run(scope -> {
            var given = Timeouts.<Object, Exception>tryWithin(TWO, () -> {
                assertThat(Timeouts.tryWithin(SECOND, () -> {
                            compute(HOUR);
                            return forever();
                        }))
                        .isEmpty();
                points.reach(1);
                return forever();
            });

            assertThat(given).isEmpty();
            points.end(2);
            return null;
        });
    }

    @Test
    @Proves(TIMEOUTS_OVERDUE)
    void bothAreToldIfTheInnerIsNotCaught() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(
                            TWO,
                            () -> Timeouts.within(SECOND, () -> {
                                compute(HOUR);
                                return forever();
                            })))
                    .isExactlyInstanceOf(TimeoutException.class)
                    .satisfies(e -> assertThat(everythingIn(e))
                            .extracting(Throwable::getMessage)
                            .contains("not done within PT1S", "not done within PT2S"));
            return null;
        });
    }

    @Test
    @Proves(TIMEOUTS_OVERDUE)
    void outerThatIsUpWhileTheInnerUnwindsIsDelivered() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(Duration.ofMillis(1_500), () -> {
                        assertThatThrownBy(() -> Timeouts.within(SECOND, () -> unwindSlowly("body")))
                                .isExactlyInstanceOf(TimeoutException.class)
                                .hasMessage("not done within PT1S");
                        points.reach(1);
                        return forever();
                    }))
                    .isExactlyInstanceOf(TimeoutException.class)
                    .hasMessage("not done within PT1.5S");
            points.end(2);
            return null;
        });
    }

    // ---- a scope's own cancel

    @Test
    @Proves(OWN_CANCEL)
    void ownCancelOfAScopeLeavesTheLimitAroundItInForce() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(TWO, () -> {
                        Object ended = Catenary.scope(inner -> {
                            inner.fork(() -> {
                                Catenary.sleep(SECOND);
                                inner.cancel("enough");
                            });
                            return forever();
                        });
                        assertThat(ended).isNull();
                        points.reach(1);
                        return forever();
                    }))
                    .isExactlyInstanceOf(TimeoutException.class);
            points.end(2);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(TWO);
    }

    @Test
    @Proves(OWN_CANCEL)
    void limitThatIsUpWhileAScopeUnwindsAfterItsOwnCancelThrows() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> {
                        Catenary.scope(inner -> {
                            inner.fork(() -> unwindSlowly("child"));
                            Catenary.sleep(Duration.ofMillis(500));
                            inner.cancel("enough");
                            return forever();
                        });
                        return never();
                    }))
                    .isExactlyInstanceOf(TimeoutException.class);
            return null;
        });
        assertThat(events()).containsExactly("child unwinds", "child has unwound");
    }

    @Test
    @Proves(OWN_CANCEL)
    void ownCancelWhenTheLimitIsUpAlreadyDoesNotEatIt() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(SECOND, () -> {
                        Catenary.scope(inner -> {
                            assertThatThrownBy(() -> forever()).isInstanceOf(InterruptedException.class);
                            assertThat(inner.cancel("too late")).isFalse();
                            return null;
                        });
                        points.reach(1);
                        return forever();
                    }))
                    .isExactlyInstanceOf(TimeoutException.class);
            points.end(2);
            return null;
        });
    }

    @Test
    @Proves(OWN_CANCEL)
    void limitInsideOfAScopeThatCancelsItselfLetsThatPass() throws Exception {
        run(scope -> {
            Object ended = Catenary.scope(inner -> {
                inner.fork(() -> {
                    Catenary.sleep(SECOND);
                    inner.cancel("enough");
                });
                return Timeouts.within(HOUR, () -> forever());
            });

            assertThat(ended).isNull();
            assertThat(clock.elapsed()).isEqualTo(SECOND);
            Catenary.sleep(HOUR);
            return null;
        });
    }

    @Test
    @Proves(OWN_CANCEL)
    void ownCancelInsideOfALimitThatGivesUpIsNotATimeout() throws Exception {
        run(scope -> {
            var given = Timeouts.<String, Exception>tryWithin(HOUR, () -> {
                Catenary.scope(inner -> {
                    inner.cancel();
                    return forever();
                });
                return "value";
            });

            assertThat(given).contains("value");
            return null;
        });
        assertThat(clock.elapsed()).isZero();
    }
}
