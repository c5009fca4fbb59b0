package dev.catenary.core.channel

import dev.catenary.core.wait.Case
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Primitive
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.locked

/**
 * A value that changes, and those who want to know: each is given the value of the moment first, and then the newest
 * one it has not seen. What it was too slow for, it misses.
 */
public class Latest<E : Any>(name: String?, initial: E) : Primitive("latest value", name) {
    /** Written under the lock. */
    @Volatile
    public var value: E = initial
        private set

    // guarded by the lock
    private var version = 1L
    private val subscribers = HashSet<Subscriber>()

    public fun set(new: E) {
        locked { change(new) }
    }

    /** The very same object as [expected]: equality is a matter of the user's code, which runs under no lock. */
    public fun replace(expected: E, new: E): Boolean = locked { (value === expected).also { if (it) change(new) } }

    private fun change(new: E) {
        value = new
        version++
        subscribers.forEach { it.tell(new) }
    }

    public fun subscribe(): Subscriber = locked { Subscriber().also { subscribers.add(it) } }

    public val changes: Long
        get() = locked { version - 1 }

    public val subscriptions: Int
        get() = locked { subscribers.size }

    public inner class Subscriber internal constructor() : Subscription {
        // guarded by the lock
        private var seen = 0L
        private var over = false
        private val receivers = WaitQueue<Any?>(this@Latest)

        override suspend fun receive(): Any? = receivers.await { receiveNow() }

        override fun tryReceive(): Any? = locked { receiveNow() }

        override fun receiving(): Case = Case.Wait(this@Latest, receivers, null) { receiveNow() }

        private fun receiveNow(): Any? {
            if (over) return ended()
            if (seen == version) return WaitQueue.NOT_NOW
            seen = version
            return value
        }

        internal fun tell(new: E) {
            if (receivers.grantFirst(new)) seen = version
        }

        private fun ended() = Ending.Failed(Closed("a subscription of ${this@Latest} was cancelled", null))

        override fun cancel() {
            locked {
                over = true
                subscribers.remove(this)
                receivers.grantAll(ended())
            }
        }
    }
}
