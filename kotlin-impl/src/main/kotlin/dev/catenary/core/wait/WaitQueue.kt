package dev.catenary.core.wait

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

// The one queue under every primitive that can make its caller wait.
//
// Idea. A primitive is a SpinLock; its state and its queues are guarded by that lock. Whoever takes a
// waiter off the queue, under the lock, has claimed it: there is no second way, so a grant and a cancel
// that race are two threads wanting the same lock, and exactly one of them finds the waiter still
// queued. The winner resumes the waiter after it has let go of the lock. (A waiter of a Selection is in
// several queues, under several locks: there the claim is one compare-and-set more, see Selection.)
//
// States of a waiter, all changes under the lock:
//
//     new ──add──► queued ──poll──► granted        (resumed with a value)
//      │             └────remove──► cancelled      (resumed with the cancellation)
//      └─cancel before add──► cancelled            (the wait throws and never suspends)
//
// A grant is final: a granted waiter gets its value even if it is cancelled before it runs again
// (its continuation is resumed in kotlinx's atomic mode; the cancel shows at its next wait). So a
// cancelled operation did not happen, a granted one did, and nothing needs to be handed back.
// kotlinx's own primitives resume in cancellable mode and must hand back what arrived too late
// ("prompt cancellation guarantee"), which loses elements or their order.

/** One who waits: added to a [WaitQueue] once, and taken off it once. */
public abstract class Waiter<in T>(payload: Any? = null) {
    /** What the primitive has to know of it: the element it sends, the number of permits it wants. */
    public var payload: Any? = payload
        internal set

    internal var queue: WaitQueue<*>? = null
    internal var previous: Waiter<*>? = null
    internal var next: Waiter<*>? = null

    /** From the grant to the resumption. */
    internal var grant: Any? = null

    /** False if the waiter has been served, or cancelled, in another queue: then it counts as gone. */
    internal open val isLive: Boolean
        get() = true

    /** True for the first caller. With the lock of one of its queues held. */
    internal open fun claim(): Boolean = true

    internal fun resumeGranted() {
        @Suppress("UNCHECKED_CAST") resume(grant as T)
    }

    /** The grant. Called once, after the waiter was taken off its queue and with no lock held. */
    public abstract fun resume(value: T)
}

/** A wait that can be taken back. */
public interface CancellableWait {
    /** True if the wait did not happen and its waiter will not be resumed; false if a grant came first. */
    public fun cancel(): Boolean

    /** What is waited for: one thing, or several of which one is enough; nothing if it is a time. */
    public val reasons: List<WaitReason>
        get() = emptyList()

    /** Whether the wait ends by itself. */
    public val isTimed: Boolean
        get() = reasons.isEmpty()

    /** Where the coroutine waits; empty for a thread, which can be asked itself. */
    public val trace: List<StackTraceElement>
        get() = emptyList()
}

/**
 * A continuation that watches over its own cancellation, as a blocked Java thread does: it is told what it waits for,
 * and calls [CancellableWait.cancel] itself. All others are cancelled through their [Job]. It stands in a queue itself,
 * and waits once: so a thread that waits costs one object.
 */
public abstract class WaitHost<T> : Waiter<T>(), Continuation<T>, CancellableWait {
    /** This, while it is in a queue; or what else it was given to wait in. */
    public abstract var waiting: CancellableWait?

    private var home: WaitQueue<T>? = null

    internal fun await(queue: WaitQueue<T>, payload: Any?, now: () -> Any?): Any? {
        home = queue
        this.payload = payload
        waiting = this
        return queue.lock.locked {
            val value = now()
            if (value !== WaitQueue.NOT_NOW) return value
            queue.add(this)
            COROUTINE_SUSPENDED
        }
    }

    /** Off its queue, if nobody has granted it anything before. */
    override fun cancel(): Boolean {
        val queue = home ?: return false
        return queue.lock.locked { queue.remove(this) }
    }

    override val reasons: List<WaitReason>
        get() = listOfNotNull(home?.reason)
}

/**
 * A Job that tells the wait of its coroutine of a cancel by itself. Any other Job is given a handler for each wait,
 * which costs more than the wait.
 */
public interface WaitingJob {
    /** The wait to be told from now on; false if there is another one. Whoever calls looks for a cancel afterwards. */
    public fun watch(wait: JobWait): Boolean

    public fun unwatch()
}

/** What a [WaitingJob] tells of a cancel. */
public interface JobWait {
    public fun cancelled(cancellation: CancellationException)
}

/** Waiters in the order in which they came. Every call but [await] is made with [lock] held. */
public class WaitQueue<T>(
    internal val lock: SpinLock,
    /** Who could serve those who wait here, where everybody may. */
    public val servers: Users? = null,
) {
    internal val reason: WaitReason
        get() = WaitReason(lock, lock.holders, servers?.known)

    private var head: Waiter<*>? = null
    private var tail: Waiter<*>? = null

    public var size: Int = 0
        private set

    public val isEmpty: Boolean
        get() = peek() == null

    public fun add(waiter: Waiter<T>) {
        check(waiter.queue == null) { "waiter is in a queue already" }
        waiter.queue = this
        waiter.previous = tail
        tail?.let { it.next = waiter } ?: run { head = waiter }
        tail = waiter
        size++
        lock.queued(waiter)
    }

    /** The first waiter, which stays where it is. */
    @Suppress("UNCHECKED_CAST")
    public fun peek(): Waiter<T>? {
        while (true) {
            val first = head ?: return null
            if (first.isLive) return first as Waiter<T>
            unlink(first)
        }
    }

    /** Claims the first waiter; the caller resumes it when it has released the lock, or has [SpinLock.grant] do so. */
    public fun poll(): Waiter<T>? {
        while (true) {
            val first = head ?: return null
            unlink(first)
            @Suppress("UNCHECKED_CAST") if (first.claim()) return first as Waiter<T>
        }
    }

    /** Claims this waiter, if nobody has before. */
    public fun claim(waiter: Waiter<T>): Boolean {
        if (waiter.queue !== this) return false
        unlink(waiter)
        return waiter.claim()
    }

    /** Grants [value] to the first waiter; false if nobody waits. */
    public fun grantFirst(value: T): Boolean {
        val first = poll() ?: return false
        lock.grant(first, value)
        return true
    }

    /** Grants [value] to all; gives their number. */
    public fun grantAll(value: T): Int {
        var served = 0
        while (grantFirst(value)) served++
        return served
    }

    /** Takes this waiter off without a grant, if nobody has claimed it before. */
    public fun remove(waiter: Waiter<T>): Boolean {
        if (waiter.queue !== this) return false
        unlink(waiter)
        lock.withdrawn(waiter)
        return true
    }

    /** What [remove] would have to find. */
    public operator fun contains(waiter: Waiter<T>): Boolean = waiter.queue === this

    private fun unlink(waiter: Waiter<*>) {
        val before = waiter.previous
        val after = waiter.next
        if (before == null) head = after else before.next = after
        if (after == null) tail = before else after.previous = before
        waiter.previous = null
        waiter.next = null
        waiter.queue = null
        size--
    }

    /**
     * Waits at the end of the queue for a grant. With the lock held, [now] is asked first: a value is returned at once,
     * [NOT_NOW] queues the caller; it may be asked twice, and changes nothing if it says NOT_NOW. Cancelled while it
     * waits, the caller leaves the queue and throws; cancelled before, it throws without asking.
     */
    // not inline: a call at the end of a function is then a tail call whatever T is, and a WaitHost is seen
    public suspend fun await(payload: Any?, now: () -> Any?): T =
        suspendCoroutineUninterceptedOrReturn { continuation ->
            if (continuation is WaitHost<T>) continuation.await(this, payload, now)
            else {
                continuation.context.ensureActive()
                val value = lock.locked(now)
                if (value !== NOT_NOW) value else Suspended(this, payload, continuation).await(now)
            }
        }

    public suspend fun await(now: () -> Any?): T = await(null, now)

    public companion object {
        /** The answer of a question asked under the lock: the caller has to wait. */
        @JvmField public val NOT_NOW: Any = Any()
    }
}

/** A suspended coroutine in a queue. */
@OptIn(InternalCoroutinesApi::class)
private class Suspended<T>(
    private val home: WaitQueue<T>,
    payload: Any?,
    private val continuation: Continuation<T>,
) : Waiter<T>(payload), CancellableWait, JobWait {
    private var registration: DisposableHandle? = null
    private var watcher: WaitingJob? = null
    private var witness: WaitWitness? = null

    /** Set if the cancel came before the waiter was queued. Guarded by the lock. */
    private var early: CancellationException? = null

    fun await(now: () -> Any?): Any? {
        prepare()
        var value: Any? = null
        try {
            value = home.lock.locked { ask(now) }
        } finally {
            if (value !== COROUTINE_SUSPENDED) release()
        }
        return value
    }

    /** Before the waiter is queued, so that whoever grants it finds the registration to dispose of. */
    private fun prepare() {
        val context = continuation.context
        witness = context[WaitWitness]?.also { it.suspendedIn = this }
        val job = context[Job] ?: return
        if (job is WaitingJob && job.watch(this)) {
            watcher = job
            if (!job.isActive) cancelled(job.getCancellationException())
        } else registration = job.onCancelling(::cancelled)
    }

    /** With the lock held. */
    private fun ask(now: () -> Any?): Any? {
        early?.let { throw it }
        val value = now()
        if (value !== WaitQueue.NOT_NOW) return value
        home.add(this)
        return COROUTINE_SUSPENDED
    }

    private fun release() {
        witness?.suspendedIn = null
        watcher?.unwatch()
        registration?.dispose()
    }

    override fun resume(value: T) {
        release()
        continuation.intercepted().resume(value)
    }

    override fun cancel(): Boolean = home.lock.locked { home.remove(this) }

    override fun cancelled(cancellation: CancellationException) {
        val claimed = home.lock.locked { home.remove(this).also { if (!it) early = cancellation } }
        if (claimed) {
            witness?.suspendedIn = null
            watcher?.unwatch()
            continuation.intercepted().resumeWithException(cancellation)
        }
    }

    override val reasons: List<WaitReason>
        get() = listOf(home.reason)

    override val trace: List<StackTraceElement>
        get() = traceOf(continuation)
}

/** Cancelling a Job whose cause is a failure reaches its handlers as that failure; waiters see a cancellation. */
@OptIn(InternalCoroutinesApi::class)
public fun Job.onCancelling(handler: (CancellationException) -> Unit): DisposableHandle =
    invokeOnCompletion(onCancelling = true) { cause ->
        if (cause != null) handler(cause as? CancellationException ?: getCancellationException())
    }
