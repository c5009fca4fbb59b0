package dev.catenary.bridge

import dev.catenary.Task
import dev.catenary.WaitQueue
import dev.catenary.core.wait.Primitive
import dev.catenary.core.wait.WaitQueue as CoreWaitQueue
import dev.catenary.core.wait.locked

/** The engine's wait queue, as a primitive of its own. */
internal class ParkingLot(name: String?) : Primitive("wait queue", name) {
    private val waiters = CoreWaitQueue<Any?>(this)

    suspend fun await(): Any? = waiters.await { CoreWaitQueue.NOT_NOW }

    /** Guarded by the lock. */
    private var granted = 0L

    fun signal(value: Any?): Boolean = locked { waiters.grantFirst(value).also { if (it) granted++ } }

    fun signalAll(value: Any?): Int = locked { waiters.grantAll(value).also { granted += it } }

    val signalled: Long
        get() = locked { granted }

    val waiting: Int
        get() = locked { waiters.size }
}

/** The Java face of a wait queue. */
internal class WaitQueueAdapter<T>(val core: ParkingLot) : WaitQueue<T> {
    override fun await(): T = operate("WaitQueue.await", never) { await(core, it) }

    override fun awaitAsync(): Task<T> = operateAsync("WaitQueue.await", never, ::itself) { await(core, it) }

    override fun signal(value: T): Boolean = core.signal(value)

    override fun signalAll(value: T): Int = core.signalAll(value)

    override fun waiting(): Int = core.waiting

    override fun name(): String = core.name

    override fun stats(): WaitQueue.Stats = WaitQueue.Stats(core.waiting, core.signalled)

    override fun toString(): String = "$core, ${core.waiting} waiting"

    private companion object {
        val await = compiled<ParkingLot>(ParkingLot::await)
    }
}
