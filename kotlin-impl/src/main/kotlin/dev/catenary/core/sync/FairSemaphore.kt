package dev.catenary.core.sync

import dev.catenary.core.wait.Case
import dev.catenary.core.wait.Primitive
import dev.catenary.core.wait.Users
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.Waiter
import dev.catenary.core.wait.locked

/**
 * Permits, first come, first served. Those who want many at once wait at the head of the queue until there are enough,
 * and nobody passes them: so they don't starve.
 */
public class FairSemaphore(name: String?, initial: Int, private val limit: Int) : Primitive("semaphore", name) {
    // guarded by the lock
    private var permits = initial
    /** Those who have acquired permits, and so could release some. */
    public val users: Users = Users()
    private val waiters = WaitQueue<Unit>(this, users)

    public suspend fun acquire(wanted: Int): Unit = waiters.await(wanted) { take(wanted) }

    public fun tryAcquire(wanted: Int): Boolean = locked { take(wanted) === Unit }

    public fun acquiring(wanted: Int): Case = Case.Wait(this, waiters, wanted) { take(wanted) }

    private fun take(wanted: Int): Any {
        serve()
        if (permits < wanted || !waiters.isEmpty) return WaitQueue.NOT_NOW
        permits -= wanted
        return Unit
    }

    public fun release(returned: Int) {
        locked {
            check(returned <= limit - permits) {
                "release of $returned permits of $this: it would have more than $limit, and has $permits"
            }
            permits += returned
            serve()
        }
    }

    /** Also what a selection that has been served elsewhere has left behind. */
    private fun serve() {
        while (true) {
            val next = waiters.peek() ?: return
            val wanted = next.payload as Int
            if (permits < wanted) return
            if (!waiters.claim(next)) continue
            permits -= wanted
            grant(next, Unit)
        }
    }

    /** The one behind it may want less. */
    override fun withdrawn(waiter: Waiter<*>): Unit = serve()

    public val available: Int
        get() = locked { permits }

    public val waiting: Int
        get() = locked { waiters.size }
}
