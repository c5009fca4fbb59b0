package dev.catenary.bridge

import dev.catenary.Condition
import dev.catenary.Held
import dev.catenary.Mutex
import dev.catenary.Semaphore
import dev.catenary.Task
import dev.catenary.kotlin.suspending
import java.util.Optional
import kotlinx.coroutines.sync.Mutex as KotlinMutex
import kotlinx.coroutines.sync.Semaphore as KotlinSemaphore

// kotlinx's locks under our interfaces. They know no owner, and give what their interfaces give.

/** kotlinx's mutex as ours. */
internal class ForeignMutex(val mutex: KotlinMutex) : Mutex, Foreign {
    override fun acquire(): Held {
        foreign<Unit>("Mutex.acquire") { lock(mutex, it) }
        return held()
    }

    override fun acquireAsync(): Task<Held> = operateAsync("Mutex.acquire", never, { held() }) { lock(mutex, it) }

    suspend fun acquireSuspending(): Held {
        mutex.lock()
        return held()
    }

    override fun tryAcquire(): Optional<Held> = if (mutex.tryLock()) Optional.of(held()) else Optional.empty()

    private fun held() = HeldOnce(::release)

    override fun release() {
        mutex.unlock()
    }

    override fun newCondition(): Condition = throw noCondition()

    override fun newCondition(name: String): Condition = throw noCondition()

    private fun noCondition() =
        UnsupportedOperationException("kotlinx's Mutex has no conditions: make the mutex by Mutex.create()")

    override fun name(): String = mutex.toString()

    override fun stats(): Mutex.Stats = Mutex.Stats(mutex.isLocked, Optional.empty(), 0, false)

    override fun toString(): String = mutex.toString()

    private companion object {
        val lock = compiled<KotlinMutex>(::lockIt)
    }
}

private suspend fun lockIt(mutex: KotlinMutex): Any = mutex.lock()

/** kotlinx's semaphore as ours: it gives one permit at a time. */
internal class ForeignSemaphore(val semaphore: KotlinSemaphore) : Semaphore, Foreign {
    override fun acquire(permits: Int): Held {
        one(permits)
        foreign<Unit>("Semaphore.acquire") { acquire(semaphore, it) }
        return held()
    }

    override fun acquireAsync(permits: Int): Task<Held> {
        one(permits)
        return operateAsync("Semaphore.acquire", never, { held() }) { acquire(semaphore, it) }
    }

    suspend fun acquireSuspending(permits: Int): Held {
        one(permits)
        semaphore.acquire()
        return held()
    }

    override fun tryAcquire(permits: Int): Optional<Held> {
        one(permits)
        return if (semaphore.tryAcquire()) Optional.of(held()) else Optional.empty()
    }

    private fun held() = HeldOnce(semaphore::release)

    private fun one(permits: Int) {
        require(permits == 1) { "permits of kotlinx's Semaphore, which gives one at a time: $permits" }
    }

    override fun release(permits: Int) {
        repeat(atLeast(1, permits, "permits")) { semaphore.release() }
    }

    override fun name(): String = semaphore.toString()

    override fun stats(): Semaphore.Stats = Semaphore.Stats(semaphore.availablePermits, 0)

    override fun toString(): String = semaphore.toString()

    private companion object {
        val acquire = compiled<KotlinSemaphore>(::acquireIt)
    }
}

/** Our semaphore as kotlinx's. */
private class KotlinsSemaphore(val ours: Semaphore) : KotlinSemaphore {
    override val availablePermits: Int
        get() = ours.stats().available()

    override suspend fun acquire() {
        ours.suspending().acquire()
    }

    override fun tryAcquire(): Boolean = ours.tryAcquire().isPresent

    override fun release(): Unit = ours.release()

    override fun toString(): String = ours.toString()
}

internal fun asKotlins(semaphore: Semaphore): KotlinSemaphore =
    if (semaphore is ForeignSemaphore) semaphore.semaphore else KotlinsSemaphore(semaphore.also { unwrap(it) })

internal fun asOurs(semaphore: KotlinSemaphore): Semaphore =
    if (semaphore is KotlinsSemaphore) semaphore.ours else ForeignSemaphore(semaphore)

private suspend fun acquireIt(semaphore: KotlinSemaphore): Any = semaphore.acquire()
