package dev.catenary.core.sync

import dev.catenary.core.scope.TaskElement
import dev.catenary.core.scope.TaskPlace
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.Job

// Who holds a mutex: the task whose code asks for it; for a coroutine that is in no task its Job; else the
// thread. A task breaks what it holds when it ends; a Job or a thread does not tell us, and is asked.

/** The task, or the thread, that makes this call. */
public fun currentOwner(): Any = TaskPlace.currentTask() ?: Thread.currentThread()

/** The coroutine that makes this call. */
public fun ownerIn(context: CoroutineContext): Any =
    context[TaskElement]?.task ?: context[Job] ?: Thread.currentThread()

/** As texts name it. */
public fun described(owner: Any?): String =
    when (owner) {
        null -> "nobody"
        is Thread -> "thread '${owner.name}'"
        is Job -> "coroutine $owner"
        else -> owner.toString()
    }

internal fun hasEnded(owner: Any?): Boolean = owner is Thread && !owner.isAlive || owner is Job && owner.isCompleted
