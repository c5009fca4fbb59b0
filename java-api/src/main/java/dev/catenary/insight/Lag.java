package dev.catenary.insight;

import java.time.Duration;
import java.util.List;

/**
 * How long a stranger's work had to wait for the loop, sampled a hundred times a second while the loop is busy. A loop that
 * rests takes in what comes at once, and is not sampled.
 *
 * @param counts of the samples below {@link #bounds()}, bucket by bucket; the last one counts those above the last bound
 */
public record Lag(List<Long> counts) {
    private static final List<Duration> BOUNDS = List.of(
            Duration.ofNanos(10_000),
            Duration.ofNanos(100_000),
            Duration.ofMillis(1),
            Duration.ofMillis(3),
            Duration.ofMillis(10),
            Duration.ofMillis(30),
            Duration.ofMillis(100),
            Duration.ofMillis(300),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10));

    public Lag {
        counts = List.copyOf(counts);
        if (counts.size() != BOUNDS.size() + 1)
            throw new IllegalArgumentException(
                    "counts must be " + (BOUNDS.size() + 1) + ", one for each bucket: " + counts.size());
    }

    /** The upper bounds of the buckets but the last. */
    public static List<Duration> bounds() {
        return BOUNDS;
    }

    public long samples() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The bound below which this share of the samples lies; of those above all bounds the last one. Zero if there are no
     * samples.
     *
     * @param share between 0 and 1, as in 0.99
     */
    public Duration percentile(double share) {
        if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("share not within 0 and 1: " + share);
        var all = samples();
        if (all == 0) return Duration.ZERO;
        var seen = 0L;
        for (var bucket = 0; bucket < BOUNDS.size(); bucket++) {
            seen += counts.get(bucket);
            if (seen >= share * all) return BOUNDS.get(bucket);
        }
        return BOUNDS.get(BOUNDS.size() - 1);
    }
}
