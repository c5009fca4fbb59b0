package dev.catenary.demos.crawl;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 10s}, {@code 1.5s}, {@code 2m}, {@code 1h}. */
final class DurationText {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h)");

    private DurationText() {}

    /** @throws IllegalArgumentException if {@code text} is none of these forms, or no time at all */
    static Duration parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) throw new IllegalArgumentException("not a duration like 500ms, 10s or 2m: " + text);
        var duration = Duration.ofNanos((long) (Double.parseDouble(form.group(1)) * unit(form.group(2))));
        if (duration.isZero()) throw new IllegalArgumentException("duration is zero: " + text);
        return duration;
    }

    private static double unit(String name) {
        return switch (name) {
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 3600e9;
        };
    }

    static String of(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        if (millis < 10) return String.format(Locale.ROOT, "%.1fms", millis);
        if (millis < 1_000) return String.format(Locale.ROOT, "%.0fms", millis);
        return trimmed(String.format(Locale.ROOT, "%.1f", millis / 1_000)) + "s";
    }

    private static String trimmed(String number) {
        return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
    }
}
