package dev.catenary.core.sync

import dev.catenary.core.scope.Held
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.wait.Case
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Primitive
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.Waiter
import dev.catenary.core.wait.locked

/**
 * Mutual exclusion, first come, first served: a mutex that is released is handed over to the one who has waited
 * longest, and is never free while somebody waits.
 *
 * An [owned] one knows who holds it: to acquire it again, or to release what another holds, is refused; and one whose
 * holder ends without a release is broken for good, for what it guards may be half done.
 *
 * Every wait ends with Unit or with an [Ending.Failed].
 */
public class FairMutex(name: String?, private val owned: Boolean) : Primitive("mutex", name), Held {
    // guarded by the lock
    private var holder: Any? = null
    private var broken: Ending.Failed? = null
    private val waiters = WaitQueue<Any?>(this)
    /** Those with waiters, and no others: a condition that nobody refers to goes. */
    internal val conditions = LinkedHashSet<FairCondition>()

    /** Waits for the mutex as [owner]. */
    public suspend fun acquire(owner: Any): Any? = waiters.await(owner) { acquireNow(owner) }

    /** Unit, an [Ending.Failed], or NOT_NOW. */
    public fun tryAcquire(owner: Any): Any? = locked { acquireNow(owner) }

    public fun acquiring(owner: Any): Case = Case.Wait(this, waiters, owner) { acquireNow(owner) }

    private fun acquireNow(owner: Any): Any? {
        breakIfEnded()
        return when {
            broken != null -> broken
            holder == null -> giveTo(owner)
            holder === owner && owned -> Ending.Failed(again(owner))
            else -> WaitQueue.NOT_NOW
        }
    }

    private fun breakIfEnded() {
        if (owned && hasEnded(holder)) breakNow(holder)
    }

    /** What the wait of the new holder ends with. */
    private fun giveTo(owner: Any): Any? {
        if (owned && !canHold(owner)) return Ending.Failed(tooLate(owner))
        holder = owner
        return Unit
    }

    private fun canHold(owner: Any) = if (owner is ScopeTask<*>) owner.hold(this) else !hasEnded(owner)

    /** Throws if [owner] does not hold it. */
    public fun release(owner: Any) {
        locked { releaseNow(owner, "release") }
    }

    internal fun releaseNow(owner: Any, operation: String) {
        checkHeld(owner, operation)
        if (owned && owner is ScopeTask<*>) owner.letGo(this)
        holder = null
        serve()
    }

    /** Throws if [owner] does not hold it. With the lock held. */
    internal fun checkHeld(owner: Any, operation: String) {
        val held = holder
        if (held == null || owned && held !== owner)
            throw IllegalStateException(
                "$operation by ${described(owner)} of $this, which is held by ${described(held)}"
            )
    }

    /** To the first who can still use it. */
    private fun serve() {
        while (holder == null) {
            val next = waiters.poll() ?: return
            grant(next, giveTo(next.payload!!))
        }
    }

    /** Queues one who has held the mutex before, or gives it at once. With the lock held. */
    internal fun acquireAgain(waiter: Waiter<Any?>) {
        waiters.add(waiter)
        breakIfEnded()
        if (broken != null) waiters.grantAll(broken) else serve()
    }

    override fun holderEnded(holder: Any) {
        locked { if (this.holder === holder) breakNow(holder) }
    }

    private fun breakNow(former: Any?) {
        broken = Ending.Failed(Broken("$this is broken: ${described(former)} ended holding it"))
        holder = null
        waiters.grantAll(broken)
        conditions.forEach { it.failAll(broken) }
        conditions.clear()
    }

    private fun again(owner: Any) =
        IllegalStateException(
            "acquire by ${described(owner)} of $this, which it holds already: it would wait for itself"
        )

    private fun tooLate(owner: Any) = IllegalStateException("${described(owner)} has ended and can't hold $this")

    public val heldBy: Any?
        get() = locked { holder }

    /** Of one that is not owned anybody may be the one who releases it. */
    override val holders: List<Any>
        get() = if (owned) listOfNotNull(heldBy) else emptyList()

    public val waiting: Int
        get() = locked { waiters.size }

    public val isBroken: Boolean
        get() = locked { broken != null }
}
