package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.HEDGED;
import static dev.catenary.contract.features.Feature.RACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Catenary;
import dev.catenary.Task;
import dev.catenary.Tasks;
import dev.catenary.contract.features.Proves;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The first success of several bodies, started together or staggered. */
class RaceTest extends StructuredSuite {
    private static final Duration HALF = SECOND.dividedBy(2);

    @Test
    @Proves(RACE)
    void firstSuccessWinsWhenTheOthersHaveUnwound() throws Exception {
        run(scope -> {
            var fastest = Tasks.<String>race(List.of(() -> unwindSlowly("slow"), () -> after(SECOND, "fast")));

            assertThat(fastest).isEqualTo("fast");
            assertThat(events()).containsExactly("slow unwinds", "slow has unwound");
            return null;
        });
    }

    @Test
    @Proves(RACE)
    void bodiesStartTogetherInTheirOrder() throws Exception {
        run(scope -> {
            Tasks.race(List.of(() -> noteAndWait("one"), () -> noteAndWait("two"), () -> noteAndWait("three")));

            assertThat(events()).containsExactly("one at PT0S", "two at PT0S", "three at PT0S");
            return null;
        });
    }

    @Test
    @Proves(RACE)
    void failureBeforeTheSuccessIsNoMatter() throws Exception {
        run(scope -> {
            assertThat(Tasks.<String>race(List.of(() -> failAfter(SECOND, failure), () -> after(HOUR, "value"))))
                    .isEqualTo("value");
            return null;
        });
        assertThat(failure).hasNoSuppressedExceptions();
    }

    @Test
    @Proves(RACE)
    void failureOfALoserThatUnwindsIsNoMatter() throws Exception {
        run(scope -> {
            assertThat(Tasks.<String>race(List.of(() -> failWhenCancelled(failure), () -> after(SECOND, "value"))))
                    .isEqualTo("value");
            return null;
        });
    }

    @Test
    @Proves(RACE)
    void secondSuccessIsDropped() throws Exception {
        run(scope -> {
            Callable<String> stubborn = () -> {
                try {
                    return forever();
                } catch (InterruptedException e) {
                    return "stubborn";
                }
            };

            assertThat(Tasks.<String>race(List.of(stubborn, () -> after(SECOND, "value"))))
                    .isEqualTo("value");
            return null;
        });
    }

    @Test
    @Proves(RACE)
    void ifAllFailTheFirstFailureIsThrownWithTheOthersSuppressed() throws Exception {
        var later = new IllegalStateException("later");
        run(scope -> {
            assertThatThrownBy(
                            () -> Tasks.race(List.of(() -> failAfter(HOUR, later), () -> failAfter(SECOND, failure))))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure)
                    .hasSuppressedException(later);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR);
    }

    @Test
    @Proves(RACE)
    void cancelledBodyIsALoser() throws Exception {
        Callable<String> cancelled = () -> {
            Task.current().orElseThrow().cancel("enough");
            return forever();
        };
        run(scope -> {
            assertThat(Tasks.<String>race(List.of(cancelled, () -> after(SECOND, "value"))))
                    .isEqualTo("value");
            assertThatThrownBy(() -> Tasks.race(List.of(cancelled)))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("enough");
            return null;
        });
    }

    @Test
    @Proves(RACE)
    void raceOfNobodyHasNoWinner() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Tasks.race(List.of())).isInstanceOf(NoSuchElementException.class);
            return null;
        });
    }

    @Test
    @Proves(RACE)
    void cancelOfTheCallerCancelsAllAndWaitsForThem() throws Exception {
        run(scope -> {
            var caller = scope.fork(() -> {
                assertThatThrownBy(() -> Tasks.race(List.of(() -> unwindSlowly("one"), () -> unwindSlowly("other"))))
                        .isExactlyInstanceOf(InterruptedException.class)
                        .hasMessageContaining("no longer needed");
                note("caller");
            });
            Catenary.sleep(SECOND);

            caller.cancel("no longer needed");
            return null;
        });
        assertThat(events())
                .containsExactly("one unwinds", "other unwinds", "one has unwound", "other has unwound", "caller");
    }

    @Test
    @Proves(RACE)
    void raceOutsideOfATaskIsRefused() {
        assertThatThrownBy(() -> Tasks.race(List.of(() -> points.unreachable())))
                .isInstanceOf(IllegalStateException.class);
    }

    // ---- staggered

    @Test
    @Proves(HEDGED)
    void nextBodyStartsWhenTheDelayHasPassed() throws Exception {
        run(scope -> {
            var winner = Tasks.hedged(
                    SECOND,
                    List.of(
                            () -> noteAndWait("one"),
                            () -> noteAndWait("two"),
                            () -> {
                                noteTime("three");
                                return after(HALF, "three");
                            },
                            () -> noteAndWait("four")));

            assertThat(winner).isEqualTo("three");
            assertThat(events()).containsExactly("one at PT0S", "two at PT1S", "three at PT2S");
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(2_500));
    }

    @Test
    @Proves(HEDGED)
    void nextBodyStartsAtOnceWhenTheOneBeforeFails() throws Exception {
        run(scope -> {
            var winner = Tasks.hedged(
                    SECOND,
                    List.of(
                            () -> {
                                noteTime("one");
                                return failAfter(HALF, failure);
                            },
                            () -> noteAndWait("two")));

            assertThat(winner).isEqualTo("two");
            assertThat(events()).containsExactly("one at PT0S", "two at PT0.5S");
            return null;
        });
    }

    @Test
    @Proves(HEDGED)
    void failureOfAnEarlierBodyDoesNotHurryTheNext() throws Exception {
        run(scope -> {
            var winner = Tasks.hedged(
                    SECOND,
                    List.of(
                            () -> failAfter(SECOND.plus(HALF), failure),
                            () -> noteAndWait("two"),
                            () -> noteAndWait("three")));

            assertThat(winner).isEqualTo("two");
            assertThat(events()).containsExactly("two at PT1S", "three at PT2S");
            return null;
        });
    }

    @Test
    @Proves(HEDGED)
    void bodiesAfterTheWinnerNeverStart() throws Exception {
        run(scope -> {
            assertThat(Tasks.<String>hedged(SECOND, List.of(() -> after(HALF, "value"), () -> never())))
                    .isEqualTo("value");
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HALF);
    }

    @Test
    @Proves(HEDGED)
    void sameBodyIsTriedAgain() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Tasks.hedged(SECOND, 3, () -> {
                        noteTime("attempt");
                        return failAfter(HOUR, failure);
                    }))
                    .isExactlyInstanceOf(CompletionException.class)
                    .hasCause(failure);
            assertThat(events()).containsExactly("attempt at PT0S", "attempt at PT1S", "attempt at PT2S");
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(HOUR.plusSeconds(2));
    }

    @Test
    @Proves(HEDGED)
    void withoutADelayItIsARace() throws Exception {
        run(scope -> {
            Tasks.hedged(Duration.ZERO, List.of(() -> noteAndWait("one"), () -> noteAndWait("two")));

            assertThat(events()).containsExactly("one at PT0S", "two at PT0S");
            return null;
        });
    }

    @Test
    @Proves(HEDGED)
    void cancelOfTheCallerStartsNoMore() throws Exception {
        run(scope -> {
            var caller = scope.fork(() -> Tasks.hedged(SECOND, List.of(() -> unwindSlowly("one"), () -> never())));
            Catenary.sleep(HALF);

            caller.cancel();

            scope.join();
            assertThat(caller.isCancelled()).isTrue();
            assertThat(events()).containsExactly("one unwinds", "one has unwound");
            return null;
        });
    }

    private String noteAndWait(String who) throws InterruptedException {
        noteTime(who);
        return after(Duration.ofMinutes(1), who);
    }

    private void noteTime(String who) {
        note(who + " at " + clock.elapsed());
    }
}
