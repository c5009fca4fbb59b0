package dev.catenary;

import java.time.Duration;
import java.util.Objects;

/** Checks of arguments that recur, so that the same misuse gets the same text everywhere. */
final class Arguments {
    private Arguments() {}

    static String named(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isBlank()) throw new IllegalArgumentException("name is blank: '" + name + "'");
        return name;
    }

    static Duration notNegative(Duration duration, String what) {
        Objects.requireNonNull(duration, what);
        if (duration.isNegative()) throw new IllegalArgumentException(what + " < 0: " + duration);
        return duration;
    }

    static Duration positive(Duration duration, String what) {
        Objects.requireNonNull(duration, what);
        if (duration.isNegative() || duration.isZero()) throw new IllegalArgumentException(what + " <= 0: " + duration);
        return duration;
    }

    static int atLeast(int least, int value, String what) {
        if (value < least) throw new IllegalArgumentException(what + " < " + least + ": " + value);
        return value;
    }
}
