package dev.catenary.core.sync

import dev.catenary.core.loop.Place
import dev.catenary.core.scope.currentTask
import dev.catenary.core.scope.task
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.Job

// Who holds a mutex: the task whose code asks for it; for a coroutine that is in no task its Job; else the
// thread. A task breaks what it holds when it ends; a Job or a thread does not tell us, and is asked.

/** The task, or the thread, that makes this call. */
public fun currentOwner(): Any = currentTask() ?: Thread.currentThread()

/**
 * Who asks without waiting: the task, or the thread; in a callback, where others of the same loop ask too, this call.
 */
public fun asynchronousOwner(): Any =
    currentTask() ?: Place.current()?.loop?.let { CallbackOwner("a callback of $it") } ?: Thread.currentThread()

private class CallbackOwner(private val inWords: String) {
    override fun toString(): String = inWords
}

/** The task the calling coroutine is, or the coroutine: those that a task has launched are not it. */
public fun ownerIn(context: CoroutineContext): Any {
    val task = context.task
    val job = context[Job] ?: return task ?: Thread.currentThread()
    return if (task != null && task.isJob(job)) task else job
}

/** As texts name it. */
public fun described(owner: Any?): String =
    when (owner) {
        null -> "nobody"
        is Thread -> "thread '${owner.name}'"
        is Job -> "coroutine $owner"
        else -> owner.toString()
    }

internal fun hasEnded(owner: Any?): Boolean = owner is Thread && !owner.isAlive || owner is Job && owner.isCompleted
