@file:JvmName("LocksKt")

package dev.catenary.kotlin

import dev.catenary.Barrier
import dev.catenary.Condition
import dev.catenary.Event
import dev.catenary.Held
import dev.catenary.Latch
import dev.catenary.Limiter
import dev.catenary.Mutex
import dev.catenary.RateLimiter
import dev.catenary.ReadWriteMutex
import dev.catenary.Semaphore
import dev.catenary.WaitQueue
import dev.catenary.bridge.ForeignMutex
import dev.catenary.bridge.ForeignSemaphore
import dev.catenary.bridge.asItIs
import dev.catenary.bridge.unwrap
import dev.catenary.core.sync.ownerIn
import kotlinx.coroutines.currentCoroutineContext

// Locks and signals as Kotlin code meets them. A view is the Java object under another type: going there and
// back gives the same object, and costs nothing.

/**
 * A [Mutex] whose waits suspend. It belongs to the task, or the coroutine, that acquires it.
 *
 * @property java the same object, for Java callers
 */
@JvmInline
public value class SuspendingMutex internal constructor(public val java: Mutex) {
    /** As [Mutex.acquire]. What it gives is closed by the same coroutine, on whatever thread. */
    public suspend fun acquire(): Held =
        if (java is ForeignMutex) java.acquireSuspending() else unwrap(java).acquireSuspending(owner())

    /** Runs [block] with the mutex held. */
    public suspend inline fun <T> withLock(block: () -> T): T = acquire().use { block() }
}

/**
 * A [Condition] whose waits suspend.
 *
 * @property java the same object, for Java callers
 */
@JvmInline
public value class SuspendingCondition internal constructor(public val java: Condition) {
    /** As [Condition.await]. */
    public suspend fun await(): Unit = asItIs(unwrap(java).core.await(owner()))

    /** As [Condition.await] until [predicate] is true. */
    public suspend fun await(predicate: () -> Boolean): Unit = unwrap(java).awaitSuspending(owner(), predicate)

    /** As [Condition.signal]. */
    public suspend fun signal(count: Int = 1) {
        unwrap(java).core.signal(owner(), count)
    }

    /** As [Condition.signalAll]. */
    public suspend fun signalAll(): Unit = signal(Int.MAX_VALUE)
}

/**
 * A [Semaphore] whose waits suspend.
 *
 * @property java the same object, for Java callers
 */
@JvmInline
public value class SuspendingSemaphore internal constructor(public val java: Semaphore) {
    /** As [Semaphore.acquire]. */
    public suspend fun acquire(permits: Int = 1): Held =
        if (java is ForeignSemaphore) java.acquireSuspending(permits) else unwrap(java).acquireSuspending(permits)

    /** Runs [block] with that many permits. */
    public suspend inline fun <T> withPermits(permits: Int = 1, block: () -> T): T = acquire(permits).use { block() }
}

/**
 * A [Limiter] whose waits suspend. Its tokens belong to the task, or the coroutine, that borrows them.
 *
 * @property java the same object, for Java callers
 */
@JvmInline
public value class SuspendingLimiter internal constructor(public val java: Limiter) {
    /** As [Limiter.acquire]. */
    public suspend fun acquire(): Held = unwrap(java).acquireSuspending(owner())

    /** Runs [block] with a token. */
    public suspend inline fun <T> withToken(block: () -> T): T = acquire().use { block() }
}

/**
 * A [ReadWriteMutex] whose waits suspend. It belongs to the tasks, or coroutines, that acquire it.
 *
 * @property java the same object, for Java callers
 */
@JvmInline
public value class SuspendingReadWriteMutex internal constructor(public val java: ReadWriteMutex) {
    /** As [ReadWriteMutex.acquireRead]. */
    public suspend fun acquireRead(): Held = unwrap(java).acquireSuspending(owner(), write = false)

    /** As [ReadWriteMutex.acquireWrite]. */
    public suspend fun acquireWrite(): Held = unwrap(java).acquireSuspending(owner(), write = true)

    /** Runs [block] as one of the readers. */
    public suspend inline fun <T> withReadLock(block: () -> T): T = acquireRead().use { block() }

    /** Runs [block] as the writer. */
    public suspend inline fun <T> withWriteLock(block: () -> T): T = acquireWrite().use { block() }
}

/**
 * An [Event] whose waits suspend.
 *
 * @property java the same object, for Java callers
 */
@JvmInline
public value class SuspendingEvent internal constructor(public val java: Event) {
    /** As [Event.await]. */
    public suspend fun await(): Unit = unwrap(java).core.await()
}

/**
 * A [Latch] whose waits suspend.
 *
 * @property java the same object, for Java callers
 */
@JvmInline
public value class SuspendingLatch internal constructor(public val java: Latch) {
    /** As [Latch.await]. */
    public suspend fun await(): Unit = unwrap(java).core.await()
}

/**
 * A [Barrier] whose waits suspend.
 *
 * @property java the same object, for Java callers
 */
@JvmInline
public value class SuspendingBarrier internal constructor(public val java: Barrier) {
    /** As [Barrier.await]. */
    public suspend fun await(): Int = asItIs(unwrap(java).core.await())
}

/**
 * A [RateLimiter] whose waits suspend.
 *
 * @property java the same object, for Java callers
 */
@JvmInline
public value class SuspendingRateLimiter internal constructor(public val java: RateLimiter) {
    /** As [RateLimiter.acquire]. */
    public suspend fun acquire(tokens: Int = 1): Unit = unwrap(java).acquireSuspending(tokens)
}

/**
 * A [WaitQueue] whose waits suspend.
 *
 * @property java the same object, for Java callers
 */
@JvmInline
public value class SuspendingWaitQueue<T> internal constructor(public val java: WaitQueue<T>) {
    /** As [WaitQueue.await]. */
    public suspend fun await(): T = asItIs(unwrap(java).core.await())
}

private suspend fun owner(): Any = ownerIn(currentCoroutineContext())

/** The same object, with waits that suspend. */
public fun Mutex.suspending(): SuspendingMutex = SuspendingMutex(this)

/** The same object, with waits that suspend. */
public fun Condition.suspending(): SuspendingCondition = SuspendingCondition(this)

/** The same object, with waits that suspend. */
public fun Semaphore.suspending(): SuspendingSemaphore = SuspendingSemaphore(this)

/** The same object, with waits that suspend. */
public fun Limiter.suspending(): SuspendingLimiter = SuspendingLimiter(this)

/** The same object, with waits that suspend. */
public fun ReadWriteMutex.suspending(): SuspendingReadWriteMutex = SuspendingReadWriteMutex(this)

/** The same object, with waits that suspend. */
public fun Event.suspending(): SuspendingEvent = SuspendingEvent(this)

/** The same object, with waits that suspend. */
public fun Latch.suspending(): SuspendingLatch = SuspendingLatch(this)

/** The same object, with waits that suspend. */
public fun Barrier.suspending(): SuspendingBarrier = SuspendingBarrier(this)

/** The same object, with waits that suspend. */
public fun RateLimiter.suspending(): SuspendingRateLimiter = SuspendingRateLimiter(this)

/** The same object, with waits that suspend. */
public fun <T> WaitQueue<T>.suspending(): SuspendingWaitQueue<T> = SuspendingWaitQueue(this)
