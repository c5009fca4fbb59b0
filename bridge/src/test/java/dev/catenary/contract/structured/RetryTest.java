package dev.catenary.contract.structured;

import static dev.catenary.contract.features.Feature.RETRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.Body;
import dev.catenary.Catenary;
import dev.catenary.Retry;
import dev.catenary.Task;
import dev.catenary.Timeouts;
import dev.catenary.contract.features.Proves;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Calls that are made again when they fail. */
@Proves(RETRY)
class RetryTest extends StructuredSuite {
    private final List<Duration> attempts = new ArrayList<>();

    /** Fails until the given attempt, and notes when it is made. */
    private Body<String, IOException> succeedingAt(int attempt) {
        return () -> {
            attempts.add(clock.elapsed());
            if (attempts.size() < attempt) throw new IOException("attempt " + attempts.size());
            return "value";
        };
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    @Test
    void successIsNotRetried() throws Exception {
        run(scope -> {
            assertThat(Retry.exponential(SECOND).call(succeedingAt(1))).isEqualTo("value");
            return null;
        });
        assertThat(attempts).containsExactly(Duration.ZERO);
    }

    @Test
    void pausesDouble() throws Exception {
        run(scope -> {
            assertThat(Retry.exponential(SECOND).maxAttempts(5).call(succeedingAt(5)))
                    .isEqualTo("value");
            return null;
        });
        assertThat(attempts).containsExactly(seconds(0), seconds(1), seconds(3), seconds(7), seconds(15));
    }

    @Test
    void pausesAreCapped() throws Exception {
        run(scope ->
                Retry.exponential(SECOND).maxPause(seconds(3)).maxAttempts(6).call(succeedingAt(6)));
        assertThat(attempts).containsExactly(seconds(0), seconds(1), seconds(3), seconds(6), seconds(9), seconds(12));
    }

    @Test
    void pausesOfAHundredAttemptsAreStillCapped() throws Exception {
        run(scope -> Retry.exponential(SECOND).maxAttempts(2_000).call(succeedingAt(2_000)));
        assertThat(attempts.get(1_999).minus(attempts.get(1_998))).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void fixedPausesAreEqual() throws Exception {
        run(scope -> Retry.fixed(SECOND).maxAttempts(4).call(succeedingAt(4)));
        assertThat(attempts).containsExactly(seconds(0), seconds(1), seconds(2), seconds(3));
    }

    @Test
    void pauseOfZeroGivesUpTheTurn() throws Exception {
        run(scope -> {
            scope.fork(() -> attempts.add(HOUR));
            return Retry.fixed(Duration.ZERO).call(succeedingAt(3));
        });
        assertThat(attempts).containsExactly(Duration.ZERO, HOUR, Duration.ZERO);
    }

    @Test
    void lastFailureIsThrownWithThoseBeforeSuppressed() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Retry.fixed(SECOND).maxAttempts(3).call(succeedingAt(4)))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("attempt 3")
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .allSatisfy(before -> assertThat(before).hasNoSuppressedExceptions())
                            .extracting(Throwable::getMessage)
                            .containsExactly("attempt 1", "attempt 2"));
            return null;
        });
        assertThat(attempts).hasSize(3);
    }

    @Test
    void sameFailureAgainAndAgainIsNoTrouble() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Retry.fixed(SECOND).call(() -> {
                        throw failure;
                    }))
                    .isSameAs(failure)
                    .hasNoSuppressedExceptions();
            return null;
        });
    }

    @Test
    void jitterStaysInItsRangeAndUsesIt() throws Exception {
        run(scope -> Retry.fixed(SECOND).jitter(0.2).maxAttempts(1_000).call(succeedingAt(1_000)));

        var pauses = new ArrayList<Duration>();
        for (int i = 1; i < attempts.size(); i++) pauses.add(attempts.get(i).minus(attempts.get(i - 1)));
        assertThat(pauses)
                .allMatch(pause -> pause.compareTo(seconds(0.8)) >= 0 && pause.compareTo(seconds(1.2)) <= 0)
                .anyMatch(pause -> pause.compareTo(seconds(0.9)) < 0)
                .anyMatch(pause -> pause.compareTo(seconds(1.1)) > 0);
    }

    @Test
    void onlyFailuresOfTheTypeAreRetried() throws Exception {
        run(scope -> {
            assertThat(Retry.fixed(SECOND).on(IOException.class).call(succeedingAt(2)))
                    .isEqualTo("value");
            assertThatThrownBy(() -> Retry.fixed(SECOND)
                            .on(FileNotFoundException.class)
                            .call(() -> {
                                points.reach(1);
                                throw failure;
                            }))
                    .isSameAs(failure);
            points.end(2);
            return null;
        });
    }

    @Test
    void onlyFailuresThatFulfilTheConditionAreRetried() throws Exception {
        run(scope -> {
            var retry = Retry.fixed(SECOND)
                    .maxAttempts(9)
                    .onlyIf(e -> !e.getMessage().equals("attempt 3"));

            assertThatThrownBy(() -> retry.call(succeedingAt(5))).hasMessage("attempt 3");
            return null;
        });
        assertThat(attempts).hasSize(3);
    }

    @Test
    void errorIsNotRetried() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Retry.fixed(SECOND).call(() -> {
                        points.reach(1);
                        throw new AssertionError("boom");
                    }))
                    .isExactlyInstanceOf(AssertionError.class);
            points.end(2);
            return null;
        });
    }

    @Test
    void cancelDuringAnAttemptIsNotRetried() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> Retry.fixed(SECOND).call(() -> {
                points.reach(1);
                return forever();
            }));
            Catenary.sleep(SECOND);

            task.cancel();

            scope.join();
            assertThat(task.isCancelled()).isTrue();
            points.end(2);
            return null;
        });
    }

    @Test
    void cancelDuringAPauseIsACancel() throws Exception {
        run(scope -> {
            var task = scope.fork(() -> Retry.fixed(HOUR).call(succeedingAt(2)));
            Catenary.sleep(SECOND);

            task.cancel();

            scope.join();
            assertThat(task.isCancelled()).isTrue();
            assertThat(attempts).hasSize(1);
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void cancellationThatAnAttemptMeetsIsNotRetried() throws Exception {
        run(scope -> {
            var cancelled = scope.fork(() -> forever());
            cancelled.cancel();

            assertThatThrownBy(() -> Retry.fixed(SECOND).call(() -> {
                        points.reach(1);
                        return cancelled.join();
                    }))
                    .isInstanceOf(CancellationException.class);
            points.end(2);
            return null;
        });
    }

    @Test
    void timeoutOfAnAttemptIsRetried() throws Exception {
        run(scope -> {
            var value = Retry.fixed(SECOND)
                    .on(TimeoutException.class)
                    .call(() -> Timeouts.within(SECOND, () -> {
                        attempts.add(clock.elapsed());
                        return attempts.size() == 3 ? "value" : forever();
                    }));

            assertThat(value).isEqualTo("value");
            return null;
        });
        assertThat(attempts).containsExactly(seconds(0), seconds(2), seconds(4));
    }

    @Test
    void ifTheDeadlineComesBeforeTheNextAttemptTheFailureIsThrownAtOnce() throws Exception {
        run(scope -> {
            assertThatThrownBy(() -> Timeouts.within(
                            seconds(2.5),
                            () -> Retry.exponential(SECOND).maxAttempts(9).call(succeedingAt(9))))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("attempt 2")
                    .satisfies(e -> assertThat(everythingIn(e)).hasSize(2));
            return null;
        });
        assertThat(clock.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void timeoutDuringAnAttemptIsATimeout() throws Exception {
        run(scope -> {
            assertThatThrownBy(() ->
                            Timeouts.within(SECOND, () -> Retry.fixed(SECOND).call(() -> forever())))
                    .isExactlyInstanceOf(TimeoutException.class);
            return null;
        });
    }

    @Test
    void itWorksOutsideOfATaskToo() throws Exception {
        assertThat(Retry.fixed(Duration.ZERO).call(succeedingAt(3))).isEqualTo("value");
        assertThat(Task.current()).isEmpty();
    }

    @Test
    void eachMethodGivesAChangedCopy() throws Exception {
        run(scope -> {
            var retry = Retry.fixed(SECOND);
            retry.maxAttempts(1);

            assertThat(retry.call(succeedingAt(3))).isEqualTo("value");
            return null;
        });
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> Retry.fixed(SECOND).maxAttempts(0)).hasMessage("maxAttempts < 1: 0");
        assertThatThrownBy(() -> Retry.fixed(SECOND).jitter(1.5)).hasMessage("jitter not in 0..1: 1.5");
        assertThatThrownBy(() -> Retry.fixed(SECOND).jitter(Double.NaN)).hasMessage("jitter not in 0..1: NaN");
        assertThatThrownBy(() -> Retry.fixed(SECOND.negated())).hasMessage("pause < 0: PT-1S");
        assertThatThrownBy(() -> Retry.exponential(SECOND).maxPause(Duration.ofDays(366)))
                .hasMessageContaining("maxPause > 365 days");
    }
}
