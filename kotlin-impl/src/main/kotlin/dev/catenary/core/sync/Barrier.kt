package dev.catenary.core.sync

import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Primitive
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.locked

/**
 * Lets [parties] go on together, again and again. The last to arrive empties the queue in one step, so that generations
 * never mix: each of 0 to parties - 1 is given once in each. Waits end with that index or an [Ending.Failed].
 */
public class Barrier(name: String?, public val parties: Int) : Primitive("barrier", name) {
    // guarded by the lock
    private var broken: Ending.Failed? = null
    private val waiters = WaitQueue<Any?>(this)

    public suspend fun await(): Any? = waiters.await { arrive() }

    private fun arrive(): Any? {
        if (broken != null) return broken
        if (waiters.size + 1 < parties) return WaitQueue.NOT_NOW
        for (index in 0 until parties - 1) waiters.grantFirst(index)
        return parties - 1
    }

    /** Those who wait fail; the barrier is as new. */
    public fun reset() {
        locked {
            broken = null
            waiters.grantAll(Ending.Failed(Broken("$this was reset while this one waited")))
        }
    }

    /** Those who wait fail, and all who come, until it is [reset]. */
    public fun abort() {
        locked {
            broken = Ending.Failed(Broken("$this is broken: it was aborted"))
            waiters.grantAll(broken)
        }
    }

    public val isBroken: Boolean
        get() = locked { broken != null }

    public val waiting: Int
        get() = locked { waiters.size }
}
