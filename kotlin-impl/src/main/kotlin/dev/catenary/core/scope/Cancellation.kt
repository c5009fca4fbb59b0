package dev.catenary.core.scope

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

/** A user's exception may fail to describe itself; it is told of all the same. */
internal fun Throwable.inWords(): String =
    try {
        toString()
    } catch (undescribed: Throwable) {
        "${javaClass.name} (its toString() failed: ${undescribed.javaClass.name})"
    }
