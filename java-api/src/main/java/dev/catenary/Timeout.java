package dev.catenary;

import java.time.Duration;

/** A time limit under way, for the body it limits: see {@link Timeouts#within(Duration, TimedBody)}. */
public interface Timeout {
    /** Lets the limit end {@code fromNow} from now, sooner or later than before; has no effect once it has expired. */
    void reschedule(Duration fromNow);

    /** Whether the time was up before the body ended. */
    boolean hasExpired();

    /** When this limit ends; limits around it may end earlier: see {@link Deadline#current}. */
    Deadline deadline();
}
