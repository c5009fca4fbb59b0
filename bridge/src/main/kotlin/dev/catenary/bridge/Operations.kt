package dev.catenary.bridge

import dev.catenary.core.scope.CancelNode
import dev.catenary.core.scope.CoroutineTask
import dev.catenary.core.scope.currentTask
import dev.catenary.core.wait.Users
import dev.catenary.core.wait.WaitQueue
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineScope

// A waiting operation of a primitive, in its two spellings. Both try it first without anything made: [now]
// gives the end at once, or NOT_NOW. Else [call] makes the suspending call.

/** Waits right here. */
internal inline fun <T> operate(
    operation: String,
    now: () -> Any?,
    users: Users? = null,
    call: (Continuation<Any?>) -> Any?,
): T = asItIs(operateRaw(operation, now, users, call))

/** As [operate], but gives the end as it is. */
internal inline fun operateRaw(
    operation: String,
    now: () -> Any?,
    /** To be told which task does this. */
    users: Users? = null,
    call: (Continuation<Any?>) -> Any?,
): Any? {
    val place = waitingPlace(operation)
    checkCancelled(place)
    if (users != null && place != null) users.note(place.body)
    val atOnce = now()
    return if (atOnce !== WaitQueue.NOT_NOW) atOnce else cross(place, operation, OnInterrupt.TAKE_BACK, call = call)
}

/** As [operate], for a suspending function of others, which is cancelled through a Job and has no dispatcher. */
internal inline fun <T> foreign(operation: String, call: (Continuation<Any?>) -> Any?): T {
    val place = waitingPlace(operation)
    checkCancelled(place)
    return asItIs(cross(place, operation, OnInterrupt.TAKE_BACK, isBare = true, call = call))
}

/**
 * Waits in the task that is returned. It takes its place in the queue at once; it belongs to the scope of the caller,
 * if that is a task, and is cancelled when the scope is or when it ends. [give] makes the value of what came.
 */
internal inline fun <T> operateAsync(
    operation: String,
    now: () -> Any?,
    noinline give: (Any?) -> T,
    call: (Continuation<Any?>) -> Any?,
): TaskFace<T> {
    val task = CallTask(operation, CallNode<T>(parentOfCalls()), give)
    val atOnce = now()
    if (atOnce !== WaitQueue.NOT_NOW) task.end(atOnce) else task.await(call)
    return task
}

/** The loop of what a call starts, and what it belongs to there. */
internal class CallPlace(val home: LoopAdapter, val parent: CancelNode<*>) {
    fun <T> coroutine(
        name: String,
        context: CoroutineContext = home.carrier.dispatcher(),
        block: suspend CoroutineScope.() -> T,
    ): CoroutineTask<T> = CoroutineTask(null, parent, home.engine, name, home.site(), context, block)

    companion object {
        /** The task that calls; for a thread that is none's the shared loop. */
        fun current(): CallPlace {
            val home = currentTask()?.let { it.loop.face as LoopAdapter } ?: BridgeEngine.shared()
            return CallPlace(home, parentOfCalls() ?: home.top)
        }
    }
}

/** The scope that ends what a task has asked for and not waited for. */
internal fun parentOfCalls(): CancelNode<*>? =
    when (val task = currentTask()) {
        null -> null
        is BodyTask<*> -> task.nearestScope()
        else -> task.scope ?: task.parent
    }

/** For what never comes at once. */
internal val never: () -> Any? = { WaitQueue.NOT_NOW }

internal val nothing: (Any?) -> Void? = { null }

@Suppress("UNCHECKED_CAST") internal fun <T> itself(value: Any?): T = value as T
