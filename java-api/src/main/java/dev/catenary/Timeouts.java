package dev.catenary;

import dev.catenary.spi.Engines;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Limits of time around code of a task. When the time is up, the body is interrupted where it waits, and so are the tasks of
 * scopes it has opened; it is waited for until it has unwound.
 *
 * <ul>
 *   <li>A limit of zero: the body never starts.
 *   <li>A body that returns a value all the same: that value.
 *   <li>A body that fails while it unwinds: that failure, with the {@link TimeoutException} suppressed in it.
 *   <li>Nested limits: the one whose time is up throws; one around which another is up lets that pass; if both are up, each
 *       throws at its own place.
 *   <li>The task is cancelled meanwhile: {@link InterruptedException}, as ever.
 * </ul>
 *
 * <p>All methods throw {@link IllegalStateException} outside of a task: there, {@link Task#join(Duration)} and {@link
 * Task#orTimeout} limit what is waited for.
 */
public final class Timeouts {
    private Timeouts() {}

    /** @throws TimeoutException if the time was up and the body did not give a value */
    public static <T extends @Nullable Object, X extends Throwable> T within(Duration limit, Body<T, X> body)
            throws X, InterruptedException, TimeoutException {
        Objects.requireNonNull(body, "body");
        return within(limit, (Timeout timeout) -> body.run());
    }

    /** As {@link #within(Duration, Body)}, for a body without a result. */
    public static <X extends Throwable> void within(Duration limit, Action<X> body)
            throws X, InterruptedException, TimeoutException {
        Objects.requireNonNull(body, "body");
        Timeouts.<@Nullable Void, X>within(limit, (Timeout timeout) -> {
            body.run();
            return null;
        });
    }

    /** As {@link #within(Duration, Body)}, for a body that looks at its limit or moves it. */
    public static <T extends @Nullable Object, X extends Throwable> T within(Duration limit, TimedBody<T, X> body)
            throws X, InterruptedException, TimeoutException {
        Arguments.notNegative(limit, "limit");
        Objects.requireNonNull(body, "body");
        return Engines.found().within(limit, body);
    }

    /**
     * Gives up silently when the time is up.
     *
     * @return the body's value, which must not be null; empty if the time was up
     */
    public static <T, X extends Throwable> Optional<T> tryWithin(Duration limit, Body<T, X> body)
            throws X, InterruptedException {
        Arguments.notNegative(limit, "limit");
        Objects.requireNonNull(body, "body");
        return Engines.found().tryWithin(limit, body);
    }
}
