package dev.catenary.demos.crawl;

import dev.catenary.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Fetches with patience: at the pace of the host, and again after a failure that may pass. */
final class Fetcher {
    /** A server that wants to be left alone for longer has as good as refused. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

    private final Map<String, HostPace> paces = new HashMap<>();
    private final Exchange exchange;
    private final Tally tally;
    private final double rate;
    private final Retry retry;

    Fetcher(Exchange exchange, Tally tally, CrawlSettings settings) {
        this.exchange = exchange;
        this.tally = tally;
        this.rate = settings.rate();
        this.retry = Retry.exponential(Duration.ofMillis(100))
                .maxPause(Duration.ofSeconds(10))
                .jitter(0.5)
                .maxAttempts(settings.retries() + 1)
                .onlyIf(failure -> failure instanceof UnreachableException unreachable && unreachable.isPassing());
    }

    /**
     * The answer, be it good or bad news.
     *
     * @throws UnreachableException if there was none, or only that it is to be tried again, and patience has run out
     */
    Reply fetch(String method, Address address) throws InterruptedException, UnreachableException {
        return retry.call(() -> attempt(method, address));
    }

    private Reply attempt(String method, Address address) throws InterruptedException, UnreachableException {
        var pace = paces.computeIfAbsent(address.host(), host -> new HostPace(rate, System::nanoTime));
        pace.await();
        try {
            var reply = exchange.send(method, address);
            if (!reply.isPassing()) return reply;
            var pause = pause(reply);
            boolean bearable = pause.compareTo(LONGEST_PAUSE) <= 0;
            if (bearable) pace.pause(pause);
            throw UnreachableException.refused(reply.status(), bearable);
        } catch (UnreachableException e) {
            if (e.isPassing()) tally.setback();
            throw e;
        }
    }

    /** What the server asks for, on top of what {@link Retry} waits. */
    private static Duration pause(Reply reply) {
        return reply.retryAfter()
                .flatMap(text -> RetryAfter.parse(text, Instant.now()))
                .orElse(Duration.ZERO);
    }
}
