package dev.catenary.core.wait

import dev.catenary.core.loop.alarm
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater
import kotlin.coroutines.Continuation
import kotlin.coroutines.cancellation.CancellationException
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.ensureActive

/** One of several things to wait for, of which exactly one happens. */
public sealed class Case {
    /** An operation of a primitive: what it does at once, and the queue in which it waits else. */
    public class Wait<T>(
        internal val at: Primitive,
        internal val queue: WaitQueue<T>,
        internal val payload: Any?,
        internal val now: () -> Any?,
    ) : Case()

    /** The end of something that ends once. */
    public class End(internal val of: Completion<*>) : Case()

    /** The end of a time. One of no time at all is what happens if nothing else can. */
    public class Time(internal val nanos: Long) : Case()
}

/** The case that happened, and what came of it. */
public class Chosen(public val index: Int, public val value: Any?)

/**
 * Waits for the first of several cases; used once.
 *
 * Idea. As in Go, a selection takes the locks of all its primitives, in the order of their numbers, so that two
 * selections never wait for each other's locks. With all locks held it looks whether a case can happen at once, in the
 * order in which they were given, and else queues a waiter at each. Nobody can serve it while it looks; so that two
 * selections that want each other (one sends, the other receives) need no further agreement.
 *
 * The claim. From then on its waiters stand in several queues, under several locks: who wants to serve one, or to
 * cancel the selection, changes its state first, and only one can.
 *
 *     new ──queued──► pending ──claim───► the number of the case
 *                        └──────cancel──► cancelled
 *
 * Ends and times need no lock: an end stays, a time comes. They are waited for when the others have been queued. What
 * was not chosen leaves its queue before the selection is resumed.
 */
@OptIn(InternalCoroutinesApi::class)
public class Selection(private val cases: Array<Case>) : CancellableWait {
    private val primitives: Array<Primitive> = primitivesOf(cases)
    private val waiters = arrayOfNulls<CaseWaiter>(cases.size)

    @Volatile private var state = NEW
    @Volatile private var alarm: CancellableWait? = null

    /** Set before the handler of a cancel looks at the state, which may be NEW still. */
    @Volatile private var cancellation: CancellationException? = null
    private var registration: DisposableHandle? = null
    private var witness: WaitWitness? = null
    private var continuation: Continuation<Chosen>? = null

    public suspend fun await(): Chosen = suspendCoroutineUninterceptedOrReturn { continuation ->
        if (continuation is WaitHost<*>) waitAs(continuation)
        else {
            continuation.context.ensureActive()
            withAllLocks(::lookOnly) ?: waitAs(continuation)
        }
    }

    /** Null if no case can happen at once. */
    public fun now(): Chosen? = withAllLocks(::lookOnly)

    private fun waitAs(continuation: Continuation<Chosen>): Any? {
        this.continuation = continuation
        if (continuation is WaitHost<*>) continuation.waiting = this
        else {
            witness = continuation.context[WaitWitness]?.also { it.suspendedIn = this }
            registration = continuation.context[Job]?.onCancelling(::cancelled)
        }
        var suspends = false
        try {
            val chosen = withAllLocks(::lookOrQueue)
            if (chosen != null) return chosen
            if (cancellation != null && cancel()) throw cancellation!!
            suspends = true
        } finally {
            if (!suspends) release()
        }
        waitForEndsAndTimes()
        return COROUTINE_SUSPENDED
    }

    // ---- with all locks held

    private inline fun withAllLocks(look: () -> Chosen?): Chosen? {
        var taken = 0
        var granted: Array<Waiter<*>?>? = null
        try {
            while (taken < primitives.size) primitives[taken++].lock()
            return look()
        } finally {
            for (index in taken - 1 downTo 0) {
                val last = primitives[index].unlock() ?: continue
                (granted ?: arrayOfNulls<Waiter<*>>(taken).also { granted = it })[index] = last
            }
            granted?.forEach { if (it != null) SpinLock.resumeAll(it) }
        }
    }

    private fun lookOnly(): Chosen? {
        var idle = -1
        for ((index, case) in cases.withIndex()) {
            when (case) {
                is Case.Wait<*> -> {
                    val value = case.now()
                    if (value !== WaitQueue.NOT_NOW) return Chosen(index, value)
                }
                is Case.End -> if (case.of.isEnded) return Chosen(index, case.of.ended)
                is Case.Time -> if (case.nanos <= 0 && idle < 0) idle = index
            }
        }
        return if (idle < 0) null else Chosen(idle, Unit)
    }

    private fun lookOrQueue(): Chosen? {
        cancellation?.let { throw it }
        lookOnly()?.let {
            return it
        }
        state = PENDING
        for ((index, case) in cases.withIndex()) if (case is Case.Wait<*>) queue(index, case)
        return null
    }

    private fun queue(index: Int, case: Case.Wait<*>) {
        @Suppress("UNCHECKED_CAST") (case.queue as WaitQueue<Any?>).add(waiter(index, case.payload))
    }

    private fun waiter(index: Int, payload: Any?) = CaseWaiter(index, payload).also { waiters[index] = it }

    // ---- with no lock held

    /** The selection may be over, and its continuation may run elsewhere, at any moment from here on. */
    private fun waitForEndsAndTimes() {
        var soonest: Case.Time? = null
        for ((index, case) in cases.withIndex()) {
            if (case is Case.End) case.of.onEnd(waiter(index, null))
            else if (case is Case.Time && (soonest == null || case.nanos < soonest.nanos)) soonest = case
        }
        if (soonest != null) {
            val waiter = waiter(cases.indexOf(soonest), null)
            alarm = alarm(soonest.nanos) { if (waiter.claim()) waiter.resume(Unit) }
        }
        if (state != PENDING) withdrawAll()
    }

    /** The waiter of the case that was [chosen] has left its queue by then. */
    private fun withdrawAll(chosen: Int = NEW) {
        for ((index, case) in cases.withIndex()) {
            if (index == chosen) continue
            val waiter = waiters[index] ?: continue
            @Suppress("UNCHECKED_CAST")
            when (case) {
                is Case.Wait<*> -> case.at.locked { (case.queue as WaitQueue<Any?>).remove(waiter) }
                is Case.End -> case.of.forget(waiter)
                is Case.Time -> alarm?.cancel()
            }
        }
    }

    override fun cancel(): Boolean = STATE.compareAndSet(this, PENDING, CANCELLED).also { if (it) withdrawAll() }

    private fun cancelled(cancellation: CancellationException) {
        this.cancellation = cancellation
        if (!cancel()) return
        witness?.suspendedIn = null
        continuation!!.intercepted().resumeWithException(cancellation)
    }

    private fun release() {
        witness?.suspendedIn = null
        registration?.dispose()
    }

    override val reasons: List<WaitReason>
        get() = cases.mapNotNull {
            when (it) {
                is Case.Wait<*> -> it.queue.reason
                is Case.End -> WaitReason(it.of, it.of.holders)
                is Case.Time -> null
            }
        }

    override val isTimed: Boolean
        get() = cases.any { it is Case.Time }

    override val trace: List<StackTraceElement>
        get() = traceOf(continuation)

    private inner class CaseWaiter(private val index: Int, payload: Any?) : Waiter<Any?>(payload) {
        override val isLive: Boolean
            get() = state == PENDING

        override fun claim(): Boolean = STATE.compareAndSet(this@Selection, PENDING, index)

        override fun resume(value: Any?) {
            withdrawAll(index)
            release()
            continuation!!.intercepted().resume(Chosen(index, value))
        }
    }

    private companion object {
        const val NEW = -1
        const val PENDING = -2
        const val CANCELLED = -3
        private val STATE = AtomicIntegerFieldUpdater.newUpdater(Selection::class.java, "state")

        /** In the order of their numbers, none twice. */
        private fun primitivesOf(cases: Array<Case>): Array<Primitive> {
            val found = arrayOfNulls<Primitive>(cases.size)
            var count = 0
            for (case in cases) {
                val primitive = (case as? Case.Wait<*>)?.at ?: continue
                var place = count
                while (place > 0 && found[place - 1]!!.number > primitive.number) place--
                if (place > 0 && found[place - 1] === primitive) continue
                found.copyInto(found, place + 1, place, count++)
                found[place] = primitive
            }
            @Suppress("UNCHECKED_CAST")
            return (if (count == found.size) found else found.copyOf(count)) as Array<Primitive>
        }
    }
}
