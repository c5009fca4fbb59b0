package dev.catenary.demos.tutorial;

import java.util.Locale;

/** Where a demo writes its lines. Called from any thread. */
@FunctionalInterface
public interface Output {
    void line(String text);

    /** As {@link String#format}, the same in every country. */
    default void line(String format, Object... values) {
        line(String.format(Locale.ROOT, format, values));
    }

    /** Opens a part of the demo. */
    default void part(String title) {
        line("--- " + title + " ---");
    }
}
