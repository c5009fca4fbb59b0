package dev.catenary.core.channel

import dev.catenary.core.wait.Case
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Primitive
import dev.catenary.core.wait.Users
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.locked

/**
 * Work for those who take it, and a count of what is not done: asyncio's Queue. Which item is taken next is up to its
 * [Shelf]; waiters are served first come, first served. Waits end with an item or Unit, or with [Ending.Failed] that
 * holds [Closed].
 */
public class WorkQueue<E : Any>(name: String?, public val capacity: Int, private val shelf: Shelf<E>) :
    Primitive("work queue", name) {
    // guarded by the lock
    private val putters = WaitQueue<Any?>(this, servers = Users())
    private val getters = WaitQueue<Any?>(this, servers = Users())
    private val joiners = WaitQueue<Unit>(this)
    private var unfinished = 0L
    private var closed: Ending.Failed? = null
    private var peak = 0

    /** Those who put: they could end the wait of one who gets. */
    public val puttingUsers: Users
        get() = getters.servers!!

    public val gettingUsers: Users
        get() = putters.servers!!

    // ---- in

    public suspend fun put(item: E, priority: Long): Any? {
        val entry = Entry(item, priority)
        return putters.await(entry) { putNow(entry) }
    }

    public fun tryPut(item: E, priority: Long): Any? = locked { putNow(Entry(item, priority)) }

    private fun putNow(entry: Entry<E>): Any? {
        if (closed != null) return closed
        if (shelf.size >= capacity) return WaitQueue.NOT_NOW
        accept(entry)
        return Unit
    }

    /** The shelf is empty if somebody waits for an item. */
    private fun accept(entry: Entry<E>) {
        unfinished++
        if (getters.grantFirst(entry.item)) return
        shelf.add(entry)
        if (shelf.size > peak) peak = shelf.size
    }

    // ---- out

    public suspend fun get(): Any? = getters.await { getNow() }

    public fun tryGet(): Any? = locked { getNow() }

    public fun getting(): Case = Case.Wait(this, getters, null) { getNow() }

    private fun getNow(): Any? {
        val item = shelf.take() ?: return closed ?: WaitQueue.NOT_NOW
        val putter = putters.poll() ?: return item
        @Suppress("UNCHECKED_CAST") accept(putter.payload as Entry<E>)
        grant(putter, Unit)
        return item
    }

    // ---- what is done

    public fun taskDone() {
        locked {
            check(unfinished > shelf.size) { "taskDone() of $this was called more often than items were taken" }
            finish(1)
        }
    }

    private fun finish(items: Int) {
        unfinished -= items
        if (unfinished == 0L) joiners.grantAll(Unit)
    }

    /** Waits until all that was put has been done. */
    public suspend fun join(): Unit = joiners.await { if (unfinished == 0L) Unit else WaitQueue.NOT_NOW }

    // ---- the end

    /**
     * Nothing more can be put: those who wait to put fail. What is inside can still be taken, unless this is
     * [immediate]: then it is dropped and counts as done. Those who find nothing to take fail.
     */
    public fun shutdown(immediate: Boolean) {
        locked {
            val ending = closed ?: Ending.Failed(Closed("$this is shut down", null)).also { closed = it }
            if (immediate && shelf.size > 0) finish(shelf.clear())
            putters.grantAll(ending)
            getters.grantAll(ending)
        }
    }

    public val stats: Stats
        get() = locked { Stats(shelf.size, peak, unfinished, putters.size, getters.size, closed != null) }

    public class Stats(
        public val size: Int,
        public val peak: Int,
        public val unfinished: Long,
        public val waitingPutters: Int,
        public val waitingGetters: Int,
        public val isShutDown: Boolean,
    )
}
