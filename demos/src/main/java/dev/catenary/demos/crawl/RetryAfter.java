package dev.catenary.demos.crawl;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The {@code Retry-After} of an answer: a number of seconds, or a date. */
final class RetryAfter {
    private RetryAfter() {}

    /** @return how long to wait from {@code now} on; empty if {@code text} says nothing understandable */
    static Optional<Duration> parse(String text, Instant now) {
        try {
            return Optional.of(text.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : until(text, now));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration until(String date, Instant now) {
        var then =
                ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        return then.isBefore(now) ? Duration.ZERO : Duration.between(now, then);
    }
}
