package dev.catenary.core.wait

import java.util.concurrent.CancellationException

/** How something ended, if not with a value. Three ends are never confused: see law 3. */
public sealed class Ending {
    public class Failed(@JvmField public val cause: Throwable) : Ending()

    public class Cancelled(@JvmField public val cause: CancellationException) : Ending()

    private object NotEnded : Ending()

    internal companion object {
        @JvmField val NOT_ENDED: Ending = NotEnded
    }
}

/**
 * Something that ends once: with a value, or with an [Ending]. Those who wait for it are resumed in the order in which
 * they came, coroutines, Java threads and callbacks alike.
 */
public open class Completion<T> : SpinLock() {
    /** What this has been shown as to the other language; the same object each time. */
    @JvmField public var face: Any? = null

    /** A value of T, an [Ending], or NOT_ENDED; written once, under the lock. */
    @Volatile private var end: Any? = Ending.NOT_ENDED

    /** Guarded by the lock; null while nobody waits. */
    private var waiters: WaitQueue<Any?>? = null

    public val isEnded: Boolean
        get() = end !== Ending.NOT_ENDED

    /** The value or the [Ending]. Only once [isEnded]. */
    public val ended: Any?
        get() = end.also { check(it !== Ending.NOT_ENDED) { "has not ended" } }

    /** As [ended]; [WaitQueue.NOT_NOW] while that is still to come. */
    public val endedOrNotNow: Any?
        get() = end.let { if (it === Ending.NOT_ENDED) WaitQueue.NOT_NOW else it }

    /** False if it had ended before. */
    public open fun end(ending: Any?): Boolean {
        var heard = 0
        locked {
            if (isEnded || !mayEnd(ending)) return false
            end = outcome(ending)
            heard = waiters?.grantAll(end) ?: 0
            waiters = null
        }
        if (heard == 0) onUnheard(ending) else resumeThoseLeft()
        return true
    }

    /** Nobody was there to be told of the end. By the thread that ended it, with no lock held. */
    protected open fun onUnheard(ending: Any?) {}

    /** False if another ending has claimed to be the one. With the lock held. */
    protected open fun mayEnd(ending: Any?): Boolean = true

    /** What an ending comes to in the instant it happens. With the lock held. */
    protected open fun outcome(ending: Any?): Any? = ending

    /** Waits for the end and gives it as it is: the value or an [Ending]. */
    public suspend fun awaitEnd(): Any? {
        if (isEnded) return end
        return queue().await { if (isEnded) end else WaitQueue.NOT_NOW }
    }

    /** The value; throws the failure itself or the cancellation. */
    @Suppress("UNCHECKED_CAST")
    public suspend fun await(): T =
        when (val ending = awaitEnd()) {
            is Ending.Failed -> throw ending.cause
            is Ending.Cancelled -> throw ending.cause
            else -> ending as T
        }

    /** Resumes [waiter] with the end: at once and on this thread, if that has come. */
    public fun onEnd(waiter: Waiter<Any?>) {
        val over = locked {
            isEnded.also { if (!it) queueLocked().add(waiter) }
        }
        if (over && waiter.claim()) waiter.resume(end)
    }

    /** Takes a waiter back that [onEnd] was given. */
    public fun forget(waiter: Waiter<Any?>): Boolean = locked { waiters?.remove(waiter) ?: false }

    /** How many wait. */
    public val waiting: Int
        get() = locked { waiters?.size ?: 0 }

    private fun queue(): WaitQueue<Any?> = locked { queueLocked() }

    private fun queueLocked(): WaitQueue<Any?> = waiters ?: WaitQueue<Any?>(this).also { waiters = it }
}
