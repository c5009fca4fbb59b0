package dev.catenary.insight;

import java.time.Duration;
import java.util.Locale;

/** How things are written. */
final class Texts {
    private Texts() {}

    /** As in "2.3 s", "45 ms", "3 min 20 s". */
    static String of(Duration duration) {
        if (duration.toMillis() < 1_000) return duration.toMillis() + " ms";
        if (duration.toSeconds() < 60) return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
        if (duration.toMinutes() < 60) return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
}
