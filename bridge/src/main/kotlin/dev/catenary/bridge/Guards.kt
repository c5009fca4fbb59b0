package dev.catenary.bridge

import dev.catenary.core.scope.CancelNode
import dev.catenary.core.scope.TaskScope
import dev.catenary.core.scope.currentTask
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

internal fun atLeast(least: Int, value: Int, what: String): Int {
    if (value < least) throw IllegalArgumentException("$what < $least: $value")
    return value
}

/**
 * A task that waits for its own end, or for that of a task that waits for it, would wait for ever. What runs in the
 * background of a task is not waited for: it is cancelled.
 */
internal fun refuseOwnEnd(operation: String, awaited: TaskFace<*>) {
    val target = (awaited.origin as? TaskAdapter<*>)?.task ?: return
    val own = currentTask() ?: return
    // what waits for a task is older than that
    if (target.isEnded || target.id > own.id) return
    val waiting = generateSequence<CancelNode<*>>(own) { it.parent }.takeWhile { it !is TaskScope || it.owner != null }
    if (target !in waiting) return
    val who = if (target === own) "its own code" else "$own, for which it waits itself"
    throw IllegalStateException(
        "$operation was called on $target by $who: neither would end; use onComplete, or call it in a task of another scope"
    )
}

/** 292 years at the most. */
internal fun Duration.saturatedNanos(): Long =
    try {
        toNanos()
    } catch (tooLong: ArithmeticException) {
        Long.MAX_VALUE
    }
