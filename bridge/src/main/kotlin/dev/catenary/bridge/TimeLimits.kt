package dev.catenary.bridge

import dev.catenary.Deadline
import dev.catenary.Timeout
import dev.catenary.core.scope.TimeLimit
import dev.catenary.core.scope.currentTask
import dev.catenary.core.scope.failure
import java.time.Duration
import java.util.concurrent.TimeoutException

/**
 * Runs [body] right here under a limit; see [dev.catenary.Timeouts] for what comes out. [onExpiry] is asked for the
 * value of a body that was cut short, or that never began.
 */
internal fun <T> BodyPlace.within(duration: Duration, onExpiry: (TimeoutException) -> T, body: (Timeout) -> T): T {
    checkCancelled(this)
    return limited(duration, shielded = false, onExpiry, body)
}

/** Runs clean-up that a cancel of the task does not cut short. */
internal fun <T> BodyPlace.shielded(duration: Duration, body: (Timeout) -> T): T =
    limited(duration, shielded = true, { throw it }, body)

private fun <T> BodyPlace.limited(
    duration: Duration,
    shielded: Boolean,
    onExpiry: (TimeoutException) -> T,
    body: (Timeout) -> T,
): T {
    if (duration.isZero) return onExpiry(TimeoutException("the time limit is $duration: the body was not begun"))
    val task = this.body
    val limit = TimeLimit(task.node, task, loop!!, shielded)
    limit.expireAfter(duration.saturatedNanos())
    task.enter(limit)
    try {
        return body(TimeoutAdapter(limit, home))
    } catch (thrown: Throwable) {
        if (!limit.hasExpired) throw thrown
        val expired = TimeoutException("not done within $duration")
        thrown.failure()?.let { throw it.also { it.addSuppressed(expired) } }
        return onExpiry(expired.also { it.initCause(thrown) })
    } finally {
        awaitJobOf(limit)
        limit.stop()
        task.leave(limit)
        limit.failureOfCoroutine?.let { throw it }
    }
}

private class TimeoutAdapter(private val limit: TimeLimit, private val home: LoopAdapter) : Timeout {
    override fun reschedule(fromNow: Duration): Unit =
        limit.expireAfter(notNegative(fromNow, "fromNow").saturatedNanos())

    override fun hasExpired(): Boolean = limit.hasExpired

    override fun deadline(): Deadline = Deadline.at(home.clock, limit.expiresAt)

    override fun toString(): String = if (hasExpired()) "timeout, expired" else "timeout, ${deadline()}"
}

/** The nearest deadline around the calling code. */
internal fun currentDeadline(): Deadline {
    val task = currentTask() ?: return Deadline.none()
    val node = if (task is BodyTask<*>) task.node else task
    return node.deadline?.let { Deadline.at((task.loop.face as LoopAdapter).clock, it) } ?: Deadline.none()
}
