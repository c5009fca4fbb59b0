package dev.catenary.demos.notes.ch05failures;

import dev.catenary.Retry;
import dev.catenary.Scope;
import dev.catenary.demos.tutorial.Demo;
import dev.catenary.demos.tutorial.Output;
import dev.catenary.demos.tutorial.Stopwatch;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Work that fails three times and succeeds then, and work that never does, with pauses that double. */
public final class RetryWithBackoff implements Demo {
    private static final Retry RETRY =
            Retry.exponential(Duration.ofMillis(500)).maxAttempts(4).on(IOException.class);

    @Override
    public void run(Scope scope, Output out) throws Exception {
        out.part("The fourth attempt succeeds");
        var watch = Stopwatch.start(scope.loop());
        var attempts = new AtomicInteger();
        var result = RETRY.call(() -> attempt(attempts.incrementAndGet(), 4, watch, out));
        out.line("[%s] %s", watch, result);

        out.part("None does");
        var inVain = new AtomicInteger();
        var second = Stopwatch.start(scope.loop());
        try {
            RETRY.call(() -> attempt(inVain.incrementAndGet(), Integer.MAX_VALUE, second, out));
        } catch (IOException e) {
            out.line("[%s] %s, after %d other failures", second, e.getMessage(), e.getSuppressed().length);
        }
    }

    private static String attempt(int attempt, int succeeding, Stopwatch watch, Output out)
            throws IOException, InterruptedException {
        return new Unreliable(line -> out.line("[%s] %s", watch, line))
                .work("Attempt " + attempt, attempt < succeeding);
    }
}
