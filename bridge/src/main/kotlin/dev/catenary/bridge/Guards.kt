package dev.catenary.bridge

import java.time.Duration

// Checks of arguments, so that the same misuse gets the same text everywhere. Kotlin believes that a
// parameter is not null; Java may pass one all the same.

internal fun <A : Any> notNull(value: A?, what: String): A = value ?: throw NullPointerException(what)

internal fun named(name: String?): String {
    if (notNull(name, "name").isBlank()) throw IllegalArgumentException("name is blank: '$name'")
    return name!!
}

internal fun notNegative(duration: Duration?, what: String): Duration {
    if (notNull(duration, what).isNegative) throw IllegalArgumentException("$what < 0: $duration")
    return duration!!
}

/** 292 years at the most. */
internal fun Duration.saturatedNanos(): Long =
    try {
        toNanos()
    } catch (tooLong: ArithmeticException) {
        Long.MAX_VALUE
    }
