package dev.catenary.bridge

import dev.catenary.core.loop.EventLoop
import dev.catenary.core.loop.Place
import dev.catenary.core.scope.CallOfTask
import dev.catenary.core.scope.CancelNode
import dev.catenary.core.scope.Cancellation
import dev.catenary.core.scope.currentTask
import dev.catenary.core.wait.CancellableWait
import dev.catenary.core.wait.Completion
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.WaitHost
import dev.catenary.core.wait.WaitWitness
import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.concurrent.TimeoutException
import java.util.concurrent.locks.LockSupport
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.Job

// How a suspending call becomes a blocking call.
//
// The call is made first, with a Crossing as its continuation. Most calls need not wait and return their
// value: no thread was parked, no coroutine made. If the call suspends, the thread parks until the
// crossing is resumed, and there are three kinds of parking:
//
//   * the body of a task, carried by its loop or by a thread that has the turn: it gives up the turn and
//     has it again when it goes on (BodyPlace.await);
//   * any other thread: it parks (Stranger);
//   * a callback or a coroutine on a loop's own thread: refused, for nobody could resume it.
//
// An interrupt is how a cancel reaches a parked thread. The thread itself then takes its wait back: if
// that succeeds the operation did not happen and InterruptedException is thrown; if a grant came first
// the operation did happen, its value is returned, and the interrupt shows at the next wait.

/** A thread that runs the body of a task, and gives up the turn of its loop to wait. */
internal abstract class BodyPlace(loop: EventLoop) : Place(loop, null) {
    val body: BodyTask<*>
        get() = task as BodyTask<*>

    /** Gives up the turn until [crossing] is resumed, or its wait is taken back. Returns with the turn. */
    abstract fun await(crossing: Crossing<*>)

    /** Lets [await] return. Any thread; once for each wait. */
    abstract fun wake()

    /** Gives up the turn once. */
    abstract fun yieldTurn()

    /** Gives up the turn to [task], and has it again before everything else that is ready. */
    abstract fun yieldTo(task: BodyTask<*>)
}

/** What to do when the waiting thread is interrupted. */
internal fun interface OnInterrupt {
    /** True if the wait was taken back, and nobody will resume the crossing. */
    fun withdraw(crossing: Crossing<*>): Boolean

    companion object {
        /** The operation ends with its waiter. */
        val TAKE_BACK = OnInterrupt { it.waiting?.cancel() ?: it.cancelJob() }

        /** The wait goes on to its end; the interrupt is kept for the next one. */
        val KEEP_WAITING = OnInterrupt { false }
    }
}

internal class Crossing<T>(
    place: BodyPlace?,
    /** That made the call, as texts name it. */
    val operation: String,
    val onInterrupt: OnInterrupt,
    /** Without the dispatcher and the task of the waiter: the call is only waited for. */
    private val isBare: Boolean = false,
) : WaitHost<T>() {
    /** The place of a body; else the thread. */
    private val sleeper: Any = place ?: Thread.currentThread()

    private val place: BodyPlace?
        get() = sleeper as? BodyPlace

    /** Null for none yet. */
    @Volatile private var result: Any? = null

    override var waiting: CancellableWait? = null

    /** Whether the wait ends by itself. */
    override var isTimed: Boolean = false

    /** Set by the waiting thread. */
    var interrupted: Boolean = false

    val isPending: Boolean
        get() = result == null

    /** What a suspending function of others sees; our own primitives go without a Job. */
    private class Call(val job: CompletableJob, val context: CoroutineContext, val witness: WaitWitness?)

    private var call: Call? = null

    override val context: CoroutineContext
        get() = (call ?: beginCall().also { call = it }).context

    private fun beginCall(): Call {
        val place = place
        if (place == null || isBare) return Job().let { Call(it, it, null) }
        // captures the context of the user's libraries, which may throw
        val dispatcher = place.home.carrier.dispatcher()
        val witness = CallOfTask(place.body)
        val job = place.body.beginCall()
        return Call(job, dispatcher + job + witness, witness)
    }

    /** Of the waits in the suspending function that was called. */
    val witness: WaitWitness?
        get() = call?.witness

    /** The call is over: what it has left below its Job goes on. */
    fun leave() {
        val own = call ?: return
        own.job.complete()
        if (!isBare) place?.body?.endCall()
    }

    override fun resumeWith(result: Result<T>) {
        end(result.fold({ it ?: NULL }, ::Thrown))
    }

    override fun resume(value: T) {
        end(value ?: NULL)
    }

    private fun end(result: Any) {
        this.result = result
        val sleeper = sleeper
        if (sleeper is BodyPlace) sleeper.wake() else LockSupport.unpark(sleeper as Thread)
    }

    /** By one who cancels the waiting body: true if the wait has been taken back. */
    fun cancelWait(): Boolean = onInterrupt.withdraw(this).also { if (it) end(CANCELLED) }

    /** Ends the wait with a timeout, unless a grant came first. */
    fun expire(what: String) {
        if (waiting!!.cancel()) end(Thrown(TimeoutException(what)))
    }

    /** The suspended function sees the cancel of its Job and ends in its own way: it is waited for. */
    fun cancelJob(): Boolean {
        call?.job?.cancel(CancellationException("the waiting thread was interrupted"))
        return false
    }

    @Suppress("UNCHECKED_CAST")
    fun value(): T {
        val end = result
        leave()
        val cancelled = end == null || end is Thrown && end.cause is CancellationException
        if (cancelled && (interrupted || cancellationAt(place) != null)) {
            Thread.interrupted()
            throw interruption(place)
        }
        if (interrupted) Thread.currentThread().interrupt()
        if (end is Thrown) throw end.cause
        return (if (end === NULL) null else end) as T
    }

    private class Thrown(val cause: Throwable)

    private companion object {
        val NULL = Any()
        val CANCELLED = Thrown(CancellationException("the waiter was cancelled"))
    }
}

/** Makes the suspending [call] and waits right here. [operation] is named where waiting is refused. */
internal inline fun <T> blocking(
    operation: String,
    call: (Continuation<T>) -> Any?,
): T {
    val place = waitingPlace(operation)
    checkCancelled(place)
    return cross(place, operation, OnInterrupt.TAKE_BACK, call = call)
}

internal inline fun <T> cross(
    place: BodyPlace?,
    operation: String,
    onInterrupt: OnInterrupt,
    isBare: Boolean = false,
    call: (Continuation<T>) -> Any?,
): T {
    val crossing = Crossing<T>(place, operation, onInterrupt, isBare)
    var value: Any? = null
    try {
        value = call(crossing)
    } finally {
        if (value !== COROUTINE_SUSPENDED) crossing.leave()
    }
    @Suppress("UNCHECKED_CAST") if (value !== COROUTINE_SUSPENDED) return value as T
    if (place != null) place.body.waitIn(crossing) { place.await(crossing) } else awaitAsStranger(crossing)
    return crossing.value()
}

/**
 * Waits for something that belongs to the waiter: a cancel of the waiter is passed on, and the wait goes on until that
 * has ended. Gives its end. [passOn] may be called once more when that has ended, and by any thread.
 */
internal inline fun awaitOwned(operation: String, owned: Completion<*>, crossinline passOn: () -> Unit): Any? {
    val place = waitingPlace(operation)
    val whenInterrupted = OnInterrupt {
        passOn()
        false
    }
    val end = cross<Any?>(place, operation, whenInterrupted) { awaitEnd(owned, it) }
    if (end is Ending.Cancelled && (Thread.interrupted() || cancellationAt(place) != null)) throw interruption(place)
    return end
}

/** Before a body leaves [node]: coroutines that code called there has left below its Job end too. */
internal fun BodyPlace.awaitJobOf(node: CancelNode<*>) {
    val job = node.completeJob() ?: return
    cross<Unit>(this, "the end of coroutines", OnInterrupt.KEEP_WAITING) { joinJob(job, it) }
}

/** As [blocking], but waits no longer than [nanos]. */
internal inline fun <T> blockingFor(
    nanos: Long,
    operation: String,
    noinline whatExpired: () -> String,
    call: (Continuation<T>) -> Any?,
): T {
    val place = waitingPlace(operation)
    checkCancelled(place)
    return crossFor(nanos, place?.home, place, operation, OnInterrupt.TAKE_BACK, whatExpired, call)
}

/** A body waits by the clock of [timed], or in real time if that is null; other threads always do. */
internal inline fun <T> crossFor(
    nanos: Long,
    timed: LoopAdapter?,
    place: BodyPlace?,
    operation: String,
    onInterrupt: OnInterrupt,
    noinline whatExpired: () -> String,
    call: (Continuation<T>) -> Any?,
): T {
    val crossing = Crossing<T>(place, operation, onInterrupt)
    val value = call(crossing)
    @Suppress("UNCHECKED_CAST") if (value !== COROUTINE_SUSPENDED) return value as T
    if (nanos == 0L && crossing.waiting!!.cancel()) throw TimeoutException(whatExpired())
    if (place == null) awaitAsStranger(crossing, nanos, whatExpired)
    else {
        val timer = Timers.after(nanos, timed) { crossing.expire(whatExpired()) }
        crossing.isTimed = true
        place.body.waitIn(crossing) { place.await(crossing) }
        timer.cancel()
    }
    return crossing.value()
}

/**
 * Whether [completion], of another loop than the caller's, ends within [timeout] of real time. Not cut short by an
 * interrupt, which is kept.
 */
internal fun endsWithin(timeout: Duration, completion: Completion<*>): Boolean {
    // bounded, and not to be left undone: a coroutine's thread may wait here
    val place = if (Place.current()?.loop == null) null else waitingPlace("close")
    try {
        elsewhere(place) {
            val nanos = timeout.saturatedNanos()
            crossFor<Any?>(nanos, null, place, "EventLoop.close", OnInterrupt.KEEP_WAITING, { "not within $timeout" }) {
                awaitEnd(completion, it)
            }
        }
        return true
    } catch (expired: TimeoutException) {
        return false
    }
}

/** While a body waits for what another loop does, its own loop is not quiet. */
internal inline fun <T> elsewhere(place: BodyPlace?, wait: () -> T): T {
    val loop = place?.loop ?: return wait()
    loop.underWay++
    try {
        return wait()
    } finally {
        loop.underWay--
    }
}

/** Null for a thread that is not ours. */
internal fun waitingPlace(operation: String): BodyPlace? {
    val place = Place.current()
    if (place is BodyPlace) return place
    val loop = place?.loop
    if (loop == null) {
        EventLoop.hostedHere()?.let { refuseWaitOfHost(operation, it) }
        CoroutineWorkers.refuseWait(operation)
        return null
    }
    throw IllegalStateException(
        "$operation was called from a callback or a coroutine of event loop '${loop.name}', where waiting would stop" +
            " the loop: call it in a forked task, or use the async form of the operation with onComplete"
    )
}

private fun refuseWaitOfHost(operation: String, loop: EventLoop): Nothing =
    throw IllegalStateException(
        "$operation was called on the thread that hosts event loop '${loop.name}', where waiting would stop the loop:" +
            " call it in a task, or use the async form of the operation with onComplete"
    )

/** Every wait of one who has been cancelled throws, also one that would not have to wait. */
internal fun checkCancelled(place: BodyPlace?) {
    if (cancellationAt(place) != null || Thread.currentThread().isInterrupted) {
        Thread.interrupted()
        throw interruption(place)
    }
}

/** What the calling code is part of: a scope of the body, or the task whose code runs off its loop; null if none. */
internal fun nodeAt(place: BodyPlace?): CancelNode<*>? = place?.body?.node ?: currentTask()

internal fun cancellationAt(place: BodyPlace?): Cancellation? = nodeAt(place)?.cancellation

internal fun interruption(place: BodyPlace?): InterruptedException =
    cancellationAt(place)?.let(::interruption) ?: InterruptedException("interrupted")

internal fun interruption(cause: Cancellation): InterruptedException =
    InterruptedException(cause.message).apply { initCause(cause) }

internal fun awaitAsStranger(crossing: Crossing<*>) {
    while (crossing.isPending) {
        LockSupport.park(crossing)
        if (crossing.isPending && takenBack(crossing)) return
    }
}

internal fun awaitAsStranger(crossing: Crossing<*>, nanos: Long, whatExpired: () -> String) {
    val deadline = System.nanoTime() + nanos
    while (crossing.isPending) {
        val left = deadline - System.nanoTime()
        if (left > 0) LockSupport.parkNanos(crossing, left) else if (crossing.isPending) crossing.expire(whatExpired())
        if (crossing.isPending && takenBack(crossing)) return
    }
}

/** By a thread that was woken before its crossing was resumed. */
internal fun takenBack(crossing: Crossing<*>): Boolean {
    if (!Thread.interrupted()) return false
    crossing.interrupted = true
    return crossing.onInterrupt.withdraw(crossing)
}
