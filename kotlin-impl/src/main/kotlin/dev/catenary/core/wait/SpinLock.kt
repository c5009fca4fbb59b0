package dev.catenary.core.wait

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater

/**
 * The lock around a few field accesses of one primitive: held for nanoseconds (where an end or a close takes off all
 * who wait, for each of them), never across a wait, a resumption or code of a user. Whoever is granted something while
 * it is held is resumed when it has been released: see [grant].
 *
 * Why not a monitor or a `ReentrantLock`: a virtual thread that finds one of those contended unmounts, and on a loop
 * that carries its virtual threads that passes the turn. `event.set()` or `channel.trySend(…)` would then let other
 * tasks run in the middle of a call that does not wait, and law 1 would be gone. See docs/decisions/0002-spin-lock.md.
 */
public abstract class SpinLock {
    @PublishedApi @JvmField @Volatile internal var held: Int = 0

    /** Those to be resumed, as a ring whose first is the next of this last one. Guarded by the lock. */
    private var lastGranted: Waiter<*>? = null

    /** Not reentrant. Use [locked]. */
    @PublishedApi
    internal fun lock() {
        while (!HELD.compareAndSet(this, 0, 1)) {
            while (held != 0) Thread.onSpinWait()
        }
    }

    /** Gives those who are to be resumed when no lock is held, for [resumeAll]. */
    @PublishedApi
    internal fun unlock(): Waiter<*>? {
        val granted = lastGranted
        if (granted != null) lastGranted = null
        try {
            HELD.lazySet(this, 0)
        } catch (tooDeep: StackOverflowError) {
            held = 0
        }
        return granted
    }

    /** Resumes a waiter that is in no queue any more, with [value], when the lock is released. With the lock held. */
    public fun <T> grant(waiter: Waiter<T>, value: T) {
        waiter.grant = value
        val last = lastGranted
        waiter.next = last?.next ?: waiter
        last?.next = waiter
        lastGranted = waiter
    }

    /** After the last use of the lock: those whom its holder had no stack to resume. */
    protected fun resumeThoseLeft() {
        if (lastGranted != null) locked {}
    }

    /** Those on whom everybody who waits here depends: without all of them no wait here ends. Any thread. */
    public open val holders: List<Any>
        get() = emptyList()

    /** By [WaitQueue], when a waiter has come that will wait. With the lock held. */
    internal open fun queued(waiter: Waiter<*>) {}

    /** By [WaitQueue], when a waiter has gone without a grant. With the lock held. */
    internal open fun withdrawn(waiter: Waiter<*>) {}

    @PublishedApi
    internal companion object {
        private val HELD = AtomicIntegerFieldUpdater.newUpdater(SpinLock::class.java, "held")

        /** In the order of the grants. One that throws does not keep the others from being resumed. */
        @PublishedApi
        internal fun resumeAll(last: Waiter<*>) {
            var failure: Throwable? = null
            var waiter: Waiter<*>? = last.next
            last.next = null
            while (waiter != null) {
                val following = waiter.next
                waiter.next = null
                try {
                    waiter.resumeGranted()
                } catch (thrown: Throwable) {
                    failure?.addSuppressed(thrown) ?: run { failure = thrown }
                }
                waiter = following
            }
            failure?.let { throw it }
        }
    }
}

/** Runs [block] with the lock held. */
public inline fun <R> SpinLock.locked(block: () -> R): R {
    var granted: Waiter<*>? = null
    lock()
    try {
        return block()
    } finally {
        try {
            granted = unlock()
        } catch (tooDeep: StackOverflowError) {
            // there was no stack left for the call, which is the cheaper way; those who were granted something
            // are resumed by the next one to unlock
            held = 0
        }
        if (granted != null) SpinLock.resumeAll(granted)
    }
}
