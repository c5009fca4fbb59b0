package dev.catenary.insight;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How things are written. */
final class Texts {
    private static final List<String> LIBRARY = List.of(
            "dev.catenary.bridge.",
            "dev.catenary.core.",
            "dev.catenary.kotlin.",
            "dev.catenary.testing.",
            "kotlin.",
            "kotlinx.",
            "java.",
            "javax.",
            "jdk.",
            "sun.");

    private Texts() {}

    /** The API's own types are not users; what lies below its package, as demos do, is. */
    static boolean isLibrary(String className) {
        var dot = className.lastIndexOf('.');
        var apiPackage = dot > 0 && className.substring(0, dot).equals("dev.catenary");
        return apiPackage || LIBRARY.stream().anyMatch(className::startsWith);
    }

    /** As in "2.3 s", "45 ms", "3 min 20 s". */
    static String of(Duration duration) {
        if (duration.toMillis() < 1_000) return duration.toMillis() + " ms";
        if (duration.toSeconds() < 60) return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
        if (duration.toMinutes() < 60) return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
}
