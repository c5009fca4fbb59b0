package dev.catenary.demos.crawl;

import java.util.Collection;

/** Percentiles by nearest rank: the smallest value that so many of a hundred do not exceed. Zero where there are none. */
record Latency(double p50Millis, double p95Millis, double p99Millis) {
    static Latency of(Collection<PageTiming> timings) {
        var sorted = timings.stream().mapToDouble(PageTiming::millis).sorted().toArray();
        return new Latency(percentile(sorted, 50), percentile(sorted, 95), percentile(sorted, 99));
    }

    private static double percentile(double[] sorted, int percent) {
        if (sorted.length == 0) return 0;
        return sorted[(int) Math.ceil(percent / 100.0 * sorted.length) - 1];
    }
}
