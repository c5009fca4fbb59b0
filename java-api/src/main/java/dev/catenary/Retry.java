package dev.catenary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Calls a body again when it fails, after a pause. Immutable; each method gives a changed copy:
 *
 * <pre>{@code
 * Retry retry = Retry.exponential(Duration.ofMillis(100)).maxAttempts(5).jitter(0.2).on(IOException.class);
 * Page page = retry.call(() -> fetch(url));
 * }</pre>
 *
 * <p>A cancel is never retried, nor is an {@link Error}. If less time is left before the nearest {@link Deadline} than the
 * next pause would take, the failure is thrown at once. What is thrown is the last failure, with those before it suppressed.
 */
public final class Retry {
    private final Duration firstPause;
    private final double factor;
    private final Duration maxPause;
    private final int maxAttempts;
    private final double jitter;
    private final Predicate<? super Exception> retried;

    private Retry(
            Duration firstPause,
            double factor,
            Duration maxPause,
            int maxAttempts,
            double jitter,
            Predicate<? super Exception> retried) {
        this.firstPause = firstPause;
        this.factor = factor;
        this.maxPause = maxPause;
        this.maxAttempts = maxAttempts;
        this.jitter = jitter;
        this.retried = retried;
    }

    /** Pauses of {@code first}, twice that, four times that, up to a minute; three attempts; no jitter; any exception. */
    public static Retry exponential(Duration first) {
        return new Retry(pause(first, "first"), 2, Duration.ofMinutes(1), 3, 0, failure -> true);
    }

    /** Equal pauses; three attempts; no jitter; any exception. */
    public static Retry fixed(Duration pause) {
        return new Retry(pause(pause, "pause"), 1, pause, 3, 0, failure -> true);
    }

    /** How often the body is called at the most; at least once. */
    public Retry maxAttempts(int maxAttempts) {
        if (maxAttempts < 1) throw new IllegalArgumentException("maxAttempts < 1: " + maxAttempts);
        return new Retry(firstPause, factor, maxPause, maxAttempts, jitter, retried);
    }

    /** A cap for the pauses, before jitter. */
    public Retry maxPause(Duration maxPause) {
        return new Retry(firstPause, factor, pause(maxPause, "maxPause"), maxAttempts, jitter, retried);
    }

    /** Makes each pause longer or shorter by a random part of it, {@code jitter} of it at the most: 0.2 is 20 %. */
    public Retry jitter(double jitter) {
        if (!(jitter >= 0 && jitter <= 1)) throw new IllegalArgumentException("jitter not in 0..1: " + jitter);
        return new Retry(firstPause, factor, maxPause, maxAttempts, jitter, retried);
    }

    /** Retries only failures of this type. Any other is thrown at once. */
    public Retry on(Class<? extends Exception> type) {
        Objects.requireNonNull(type, "type");
        return onlyIf(type::isInstance);
    }

    /** Retries only failures that fulfil {@code retried}. Any other is thrown at once. */
    public Retry onlyIf(Predicate<? super Exception> retried) {
        Objects.requireNonNull(retried, "retried");
        return new Retry(firstPause, factor, maxPause, maxAttempts, jitter, retried);
    }

    /**
     * Calls the body until it succeeds, or is not to be retried. Waits, between the attempts, as {@link Catenary#sleep} does.
     *
     * @throws X the last failure of the body, with those before it suppressed
     */
    public <T extends @Nullable Object, X extends Exception> T call(Body<T, X> body) throws X, InterruptedException {
        Objects.requireNonNull(body, "body");
        var before = new ArrayList<Exception>();
        for (var attempt = 1; ; attempt++) {
            try {
                return body.run();
            } catch (InterruptedException | CancellationException cancelled) {
                throw cancelled;
            } catch (Exception failure) {
                var pause = pauseAfter(attempt);
                if (attempt >= maxAttempts || !retried.test(failure) || isTooLate(pause)) {
                    suppressIn(failure, before);
                    throw failure;
                }
                before.add(failure);
                Catenary.sleep(pause);
            }
        }
    }

    /** Each once: the same failure may have been thrown again and again. */
    private static void suppressIn(Exception last, List<Exception> before) {
        var told = Collections.newSetFromMap(new IdentityHashMap<Exception, Boolean>());
        told.add(last);
        for (var failure : before) if (told.add(failure)) last.addSuppressed(failure);
    }

    /** The pause before attempt {@code attempt + 1}. */
    private Duration pauseAfter(int attempt) {
        var nanos = Math.min(firstPause.toNanos() * Math.pow(factor, attempt - 1), maxPause.toNanos());
        var spread = jitter == 0 ? 0 : ThreadLocalRandom.current().nextDouble(-jitter, jitter);
        return Duration.ofNanos(Math.round(nanos * (1 + spread)));
    }

    private static boolean isTooLate(Duration pause) {
        var deadline = Deadline.current();
        return !deadline.isNone() && deadline.remaining().compareTo(pause) <= 0;
    }

    private static Duration pause(Duration pause, String what) {
        Arguments.notNegative(pause, what);
        if (pause.compareTo(Duration.ofDays(365)) > 0)
            throw new IllegalArgumentException(what + " > 365 days: " + pause);
        return pause;
    }
}
