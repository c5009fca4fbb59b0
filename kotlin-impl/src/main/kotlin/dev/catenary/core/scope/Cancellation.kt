package dev.catenary.core.scope

import java.util.Collections
import java.util.IdentityHashMap
import java.util.concurrent.CancellationException

/**
 * Why something was cancelled, and the place that asked. One object for all that one cancel reaches.
 *
 * The trace of this exception is the asking site; those who are cancelled throw exceptions of their own with this one
 * as the cause, so that no trace is shared by two throwers.
 */
public class Cancellation(
    /** What was asked to end, as in "scope 'orders'". */
    public val target: String,
    reason: String?,
    cause: Throwable? = null,
) : CancellationException(if (reason == null) "$target was cancelled" else "$target was cancelled: $reason") {
    init {
        if (cause != null) initCause(cause)
    }

    /** For one who meets it: what it waited for was cancelled. */
    public fun met(): CancellationException = CancellationException(message).also { it.initCause(this) }

    private companion object {
        private const val serialVersionUID = 1L
    }
}

/**
 * The failures that this tells of: none if it is a cancel and nothing else, for failures may have been suppressed in it
 * on its way out. One who throws an interruption was cancelled, whatever that carries: then it is what it carries.
 */
public fun Throwable.failures(): List<Throwable> = failuresBeyond(Collections.newSetFromMap(IdentityHashMap()))

private fun Throwable.failuresBeyond(seen: MutableSet<Throwable>): List<Throwable> {
    if (this !is InterruptedException && this !is CancellationException) return listOf(this)
    if (!seen.add(this)) return emptyList()
    val carried = suppressedExceptions.flatMap { it.failuresBeyond(seen) }
    return if (carried.isEmpty() || this is InterruptedException) carried else listOf(this)
}

/** As [failures], in one: the later ones are suppressed in the first. */
public fun Throwable.failure(): Throwable? {
    val all = failures()
    val first = all.firstOrNull() ?: return null
    for (later in all) if (later !== first) first.addSuppressed(later)
    return first
}

/** A user's exception may fail to describe itself; it is told of all the same. */
internal fun Throwable.inWords(): String =
    try {
        toString()
    } catch (undescribed: Throwable) {
        "${javaClass.name} (its toString() failed: ${undescribed.javaClass.name})"
    }
