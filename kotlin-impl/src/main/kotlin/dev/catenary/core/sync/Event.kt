package dev.catenary.core.sync

import dev.catenary.core.wait.Case
import dev.catenary.core.wait.Primitive
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.locked

/** A flag to wait for. All who wait when it is set go on, also if it is cleared at once. */
public class Event(name: String?) : Primitive("event", name) {
    /** Written under the lock. */
    @Volatile
    public var isSet: Boolean = false
        private set

    private val waiters = WaitQueue<Unit>(this)

    public suspend fun await(): Unit = waiters.await { now() }

    public fun awaiting(): Case = Case.Wait(this, waiters, null) { now() }

    private fun now(): Any = if (isSet) Unit else WaitQueue.NOT_NOW

    /** False if it was set before. */
    public fun set(): Boolean = locked {
        val first = !isSet
        isSet = true
        waiters.grantAll(Unit)
        first
    }

    public fun clear() {
        locked { isSet = false }
    }

    public val waiting: Int
        get() = locked { waiters.size }
}
