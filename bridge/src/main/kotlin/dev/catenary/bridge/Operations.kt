package dev.catenary.bridge

import dev.catenary.core.loop.Place
import dev.catenary.core.scope.CancelNode
import dev.catenary.core.scope.Cancellation
import dev.catenary.core.scope.TaskPlace
import dev.catenary.core.wait.CancellableWait
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Users
import dev.catenary.core.wait.WaitHost
import dev.catenary.core.wait.WaitQueue
import java.util.concurrent.CancellationException
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.Job

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

/** The scope that ends what a task has asked for and not waited for. */
internal fun parentOfCalls(): CancelNode<*>? =
    when (val task = TaskPlace.currentTask()) {
        null -> null
        is BodyTask<*> -> task.nearestScope()
        else -> task.scope ?: task.parent
    }

/** The end of a call, and its place below the scope it belongs to. */
internal class CallNode<T>(parent: CancelNode<*>?) : CancelNode<T>(parent, "call") {
    var call: CallTask<T>? = null
    private var isAdopted = false

    /** Before the call waits, and so before it can end. */
    fun adopt() {
        isAdopted = true
        parent?.adopt(this)
    }

    override fun end(ending: Any?): Boolean = super.end(ending).also { if (it && isAdopted) parent?.release(this) }

    override fun onCancelled(cause: Cancellation) {
        call?.takeBack(cause)
    }

    /** Nothing runs below a call. */
    override fun onJobFailed(cause: Throwable) = Unit

    override fun toString(): String = "task '${call?.name()}'"
}

/** A suspending call under way: its continuation, and the task that ends with it. */
internal class CallTask<T>(
    operation: String,
    private val node: CallNode<T>,
    private val give: (Any?) -> T,
) : LooseTask<T>(operation, LoopAdapter.current(), node), Continuation<Any?>, WaitHost {
    @Volatile override var waiting: CancellableWait? = null

    /** The call has suspended: before that its Job must not be cancelled, which could lose what comes meanwhile. */
    @Volatile private var isWaiting = false

    private var job: CompletableJob? = null

    /** Asked for by foreign suspending functions only; our own primitives know a [WaitHost]. */
    override val context: CoroutineContext
        get() = job ?: Job().also { job = it }

    inline fun await(call: (Continuation<Any?>) -> Any?) {
        begin()
        if (node.isEnded) return
        val value =
            try {
                call(this)
            } catch (failure: Throwable) {
                return resumeWith(Result.failure(failure))
            }
        if (value === COROUTINE_SUSPENDED) takeBackIfCancelled() else end(value)
    }

    /** A cancel that came before the call had its place did not find anything to take back. */
    fun takeBackIfCancelled() {
        isWaiting = true
        node.cancellation?.let(::takeBack)
    }

    fun begin() {
        node.call = this
        node.adopt()
        node.cancellation?.let { node.end(Ending.Cancelled(it)) }
    }

    fun end(value: Any?) {
        node.end(if (value is Ending) inJava(value) else give(value))
    }

    override fun resumeWith(result: Result<Any?>) {
        result.fold(::end) { end(if (it is CancellationException) Ending.Cancelled(it) else Ending.Failed(it)) }
    }

    override fun cancelBecause(reason: String?, cause: Throwable?): Boolean =
        takeBack(Cancellation(toString(), reason, cause))

    /** False if what it waited for has come. */
    fun takeBack(cause: Cancellation): Boolean {
        val own = waiting
        if (own != null) return own.cancel().also { if (it) node.end(Ending.Cancelled(cause)) }
        if (isWaiting) job?.cancel(cause)
        return node.isEnded && node.ended is Ending.Cancelled
    }
}

/**
 * Who asks without waiting: the task, or the thread; in a callback, where others of the same loop ask too, this call.
 */
internal fun asynchronousOwner(): Any =
    TaskPlace.currentTask()
        ?: Place.current()?.loop?.let { CallbackOwner("a callback of $it") }
        ?: Thread.currentThread()

private class CallbackOwner(private val inWords: String) {
    override fun toString(): String = inWords
}

/** For what never comes at once. */
internal val never: () -> Any? = { WaitQueue.NOT_NOW }

internal val nothing: (Any?) -> Void? = { null }

@Suppress("UNCHECKED_CAST") internal fun <T> itself(value: Any?): T = value as T
