package dev.catenary.client;

import dev.catenary.Action;
import dev.catenary.Body;
import dev.catenary.Catenary;
import dev.catenary.Deadline;
import dev.catenary.RateLimiter;
import dev.catenary.Retry;
import dev.catenary.TimedBody;
import dev.catenary.Timeout;
import dev.catenary.Timeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits in time, other attempts, and a pace. */
final class Times {
    private static final Action<RuntimeException> HANG = () -> Catenary.sleep(Duration.ofHours(1));
    private static final Body<String, RuntimeException> HANG_FOR_A_VALUE = () -> {
        HANG.run();
        return "woke up";
    };

    private Times() {}

    static boolean givesUp() throws InterruptedException {
        return Catenary.run(scope -> {
            try {
                Timeouts.within(Duration.ofMillis(1), HANG);
                return false;
            } catch (TimeoutException tooLong) {
                return true;
            }
        });
    }

    static String movesOn() throws InterruptedException {
        return Catenary.run(scope ->
                Timeouts.tryWithin(Duration.ofMillis(1), HANG_FOR_A_VALUE).orElse("moved on"));
    }

    static boolean isExtended() throws InterruptedException, TimeoutException {
        TimedBody<Boolean, RuntimeException> body = (Timeout limit) -> {
            Duration before = Deadline.current().remaining();
            limit.reschedule(Duration.ofHours(2));
            return limit.deadline().remaining().compareTo(before) > 0;
        };
        return Catenary.<Boolean, TimeoutException>run(scope -> Timeouts.within(Duration.ofHours(1), body));
    }

    static int attempts() throws IOException, InterruptedException {
        var attempts = new AtomicInteger();
        var retry = Retry.exponential(Duration.ofNanos(1))
                .maxAttempts(5)
                .jitter(0.2)
                .on(IOException.class);
        return Catenary.<Integer, IOException>run(scope -> retry.call(() -> {
            if (attempts.incrementAndGet() < 3) throw new IOException("not yet");
            return attempts.get();
        }));
    }

    static boolean pace() throws InterruptedException {
        var pace = RateLimiter.per(1, Duration.ofHours(1)).burst(2).named("pace");
        pace.acquire();
        RateLimiter.Stats left = pace.stats();
        return left.available() == 1 && pace.tryAcquire() && !pace.tryAcquire();
    }
}
