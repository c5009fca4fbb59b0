package dev.catenary.core.sync

import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Primitive
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.Waiter
import dev.catenary.core.wait.locked
import java.util.Collections
import java.util.IdentityHashMap

/**
 * Tokens that belong to those who have borrowed them, one each; their total may change while it is in use. After Trio's
 * CapacityLimiter. Waits end with Unit or an [Ending.Failed].
 */
public class Limiter(name: String?, total: Int) : Primitive("limiter", name) {
    // guarded by the lock
    private var capacity = total
    private val borrowers = Collections.newSetFromMap(IdentityHashMap<Any, Boolean>())
    private val waiters = WaitQueue<Any?>(this)
    private val waitingBorrowers = Collections.newSetFromMap(IdentityHashMap<Any, Boolean>())

    public suspend fun acquire(borrower: Any): Any? = waiters.await(borrower) { lend(borrower) }

    public fun tryAcquire(borrower: Any): Any? = locked { lend(borrower) }

    private fun lend(borrower: Any): Any =
        when {
            borrower in borrowers || borrower in waitingBorrowers -> Ending.Failed(twice(borrower))
            borrowers.size >= capacity || !waiters.isEmpty -> WaitQueue.NOT_NOW
            else -> Unit.also { borrowers.add(borrower) }
        }

    override fun queued(waiter: Waiter<*>) {
        waitingBorrowers.add(waiter.payload!!)
    }

    override fun withdrawn(waiter: Waiter<*>) {
        waitingBorrowers.remove(waiter.payload!!)
    }

    public fun release(borrower: Any) {
        locked {
            check(borrowers.remove(borrower)) {
                "release by ${described(borrower)} of $this, of which it has no token"
            }
            serve()
        }
    }

    /** Fewer than are lent: then none is lent until enough have come back. */
    public var total: Int
        get() = locked { capacity }
        set(value) = locked {
            capacity = value
            serve()
        }

    private fun serve() {
        while (borrowers.size < capacity) {
            val next = waiters.poll() ?: return
            val borrower = next.payload!!
            waitingBorrowers.remove(borrower)
            borrowers.add(borrower)
            grant(next, Unit)
        }
    }

    public val borrowed: Int
        get() = locked { borrowers.size }

    public val waiting: Int
        get() = locked { waiters.size }

    private fun twice(borrower: Any) =
        IllegalStateException("acquire for ${described(borrower)} of $this, of which it has, or waits for, a token")
}
