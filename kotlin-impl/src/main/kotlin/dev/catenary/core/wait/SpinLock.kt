package dev.catenary.core.wait

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater

/**
 * The lock around a few field accesses of one primitive: held for nanoseconds, never across a wait, a resumption or
 * code of a user.
 *
 * Why not a monitor or a `ReentrantLock`: a virtual thread that finds one of those contended unmounts, and on a loop
 * that carries its virtual threads that passes the turn. `event.set()` or `channel.trySend(…)` would then let other
 * tasks run in the middle of a call that does not wait, and law 1 would be gone. See docs/decisions/0002-spin-lock.md.
 */
public abstract class SpinLock {
    @PublishedApi @JvmField @Volatile internal var held: Int = 0

    /** Not reentrant. Use [locked]. */
    @PublishedApi
    internal fun lock() {
        while (!HELD.compareAndSet(this, 0, 1)) {
            while (held != 0) Thread.onSpinWait()
        }
    }

    @PublishedApi
    internal fun unlock() {
        HELD.lazySet(this, 0)
    }

    private companion object {
        private val HELD = AtomicIntegerFieldUpdater.newUpdater(SpinLock::class.java, "held")
    }
}

/** Runs [block] with the lock held. */
public inline fun <R> SpinLock.locked(block: () -> R): R {
    lock()
    try {
        return block()
    } finally {
        try {
            unlock()
        } catch (tooDeep: StackOverflowError) {
            // there was no stack left for the call, which is the cheaper way: the next call will tell
            held = 0
        }
    }
}
