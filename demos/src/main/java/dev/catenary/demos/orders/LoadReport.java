package dev.catenary.demos.orders;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What a load has measured.
 *
 * @param latency of each request, in nanoseconds
 * @param errors how many requests ended in which
 * @param told what each listener to the feed was told
 */
public record LoadReport(Load.Settings settings, Histogram latency, Map<String, Long> errors, List<Told> told) {
    /** Of a listener: trades it was told, and trades it should have been told and was not. */
    public record Told(long trades, long missing) {}

    public LoadReport {
        errors = Map.copyOf(errors);
        told = List.copyOf(told);
    }

    public long requests() {
        return latency.getTotalCount();
    }

    /** No request failed, and no listener missed a trade. */
    public boolean isClean() {
        return errors.isEmpty() && told.stream().allMatch(listener -> listener.missing == 0);
    }

    public List<String> lines() {
        return List.of(
                text(
                        "requests  %,d in %d s: %,.0f a second; %d clients, %s",
                        requests(), settings.measured().toSeconds(), perSecond(), settings.clients(), pace()),
                text(
                        "latency   p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.2f ms",
                        millis(50), millis(90), millis(99), millis(99.9), millis(100)),
                "errors    " + (errors.isEmpty() ? "none" : new TreeMap<>(errors)),
                text("feed      %d listeners, trades each %s, missing %,d", told.size(), trades(), missing()),
                text("client    JDK %s, %d processors", Runtime.version(), processors()));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private double perSecond() {
        return requests()
                * (double) Duration.ofSeconds(1).toNanos()
                / settings.measured().toNanos();
    }

    private String pace() {
        return settings.rate() == 0 ? "as fast as they can" : settings.rate() + " a second wanted";
    }

    private double millis(double percentile) {
        return latency.getValueAtPercentile(percentile)
                / (double) Duration.ofMillis(1).toNanos();
    }

    private List<Long> trades() {
        return told.stream().map(Told::trades).toList();
    }

    private long missing() {
        return told.stream().mapToLong(Told::missing).sum();
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }
}
