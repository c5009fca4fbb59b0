package dev.catenary.core.sync

import dev.catenary.core.loop.Clock
import dev.catenary.core.loop.EventLoop
import dev.catenary.core.loop.Place
import dev.catenary.core.loop.alarm
import dev.catenary.core.wait.CancellableWait
import dev.catenary.core.wait.Primitive
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.Waiter
import dev.catenary.core.wait.locked

/**
 * A token bucket (Turner, "New directions in communications", 1986): it holds [burst] tokens at the most, is full at
 * the start, and gains [permits] tokens in each [periodNanos].
 *
 * Idea. Tokens are counted in units of 1 / [periodNanos], so that a nanosecond adds just [permits] units and nothing is
 * rounded. A token is taken when it is granted, not before: who is cancelled leaves nothing to give back. Only the head
 * of the queue waits for a time; the next head sets an alarm of its own.
 *
 * The clock is that of the loop of the first caller, or the system's.
 */
public class RateLimiter(
    name: String?,
    public val permits: Long,
    public val periodNanos: Long,
    public val burst: Long,
) : Primitive("rate limiter", name) {
    private val full = Math.multiplyExact(burst, periodNanos)

    // guarded by the lock
    private var units = full
    private var filledAt = 0L
    private var clock: Clock? = null
    private val waiters = WaitQueue<Unit>(this)
    private var awaited: Waiter<*>? = null
    private var alarm: CancellableWait? = null

    private class Wish(val tokens: Long) {
        val loop: EventLoop? = Place.current()?.loop
    }

    public suspend fun acquire(tokens: Long): Unit = acquire(Wish(tokens))

    private suspend fun acquire(wish: Wish): Unit = waiters.await(wish) { take(wish) }

    public fun tryAcquire(tokens: Long): Boolean = locked { take(Wish(tokens)) === Unit }

    private fun take(wish: Wish): Any {
        fill(wish.loop)
        val cost = wish.tokens * periodNanos
        if (units < cost || !waiters.isEmpty) return WaitQueue.NOT_NOW
        units -= cost
        return Unit
    }

    private fun fill(loop: EventLoop?) {
        val clock =
            clock
                ?: (loop?.clock ?: Clock.System).also {
                    clock = it
                    filledAt = it.nanoTime()
                }
        val now = clock.nanoTime()
        val elapsed = (now - filledAt).coerceAtLeast(0)
        filledAt = now
        units = if (elapsed > (full - units) / permits) full else units + elapsed * permits
    }

    override fun queued(queue: WaitQueue<*>): Unit = setAlarm()

    override fun withdrawn(queue: WaitQueue<*>): Unit = serve()

    private fun serve() {
        fill(null)
        while (true) {
            val next = waiters.peek() ?: break
            val cost = (next.payload as Wish).tokens * periodNanos
            if (units < cost) break
            if (!waiters.claim(next)) continue
            units -= cost
            grant(next, Unit)
        }
        setAlarm()
    }

    /** For the head, if it has none. Timers are set when the lock has been released. */
    private fun setAlarm() {
        val head = waiters.peek()
        if (head === awaited) return
        awaited = head
        grant(NewAlarm(), head)
    }

    private inner class NewAlarm : Waiter<Waiter<Unit>?>() {
        override fun resume(value: Waiter<Unit>?) {
            val wish = value?.payload as Wish?
            val new = wish?.let { alarm(locked { nanosUntil(it) }, it.loop) { ring(value) } }
            val old = locked { if (awaited === value) alarm.also { alarm = new } else new }
            old?.cancel()
        }
    }

    private fun nanosUntil(wish: Wish): Long {
        fill(wish.loop)
        val missing = wish.tokens * periodNanos - units
        return -Math.floorDiv(-missing.coerceAtLeast(0), permits)
    }

    private fun ring(waiter: Waiter<Unit>) {
        locked {
            if (awaited === waiter) awaited = null
            serve()
        }
    }

    public val available: Long
        get() = locked {
            if (clock != null) fill(null)
            units / periodNanos
        }

    public val waiting: Int
        get() = locked { waiters.size }
}
