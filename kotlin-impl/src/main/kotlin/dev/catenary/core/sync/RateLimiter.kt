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
import java.util.concurrent.atomic.AtomicReference

/**
 * A token bucket (Turner, "New directions in communications", 1986): it holds [burst] tokens at the most, is full at
 * the start, and gains [permits] tokens in each [periodNanos].
 *
 * Idea. Tokens are counted in units of 1 / [periodNanos], so that a nanosecond adds just [permits] units and nothing is
 * rounded. A token is taken when it is granted, not before: who is cancelled leaves nothing to give back. Only the head
 * of the queue waits for a time; the next head has an alarm of its own.
 *
 * Time is that of the loop of the first caller, if that has a clock of its own, and else the system's.
 */
public class RateLimiter(
    name: String?,
    public val permits: Long,
    public val periodNanos: Long,
    public val burst: Long,
) : Primitive("rate limiter", name) {
    private val full = Math.multiplyExact(burst, periodNanos)

    /** The loop that measures the time, or [REAL]; set by the first caller. */
    private val timeOf = AtomicReference<Any?>()

    // guarded by the lock
    private var units = full
    private var filledAt = 0L
    private var isUsed = false
    private val waiters = WaitQueue<Unit>(this)
    private var ring: Ring? = null

    public suspend fun acquire(tokens: Long): Unit = acquire(tokens, now())

    private suspend fun acquire(tokens: Long, now: Long): Unit = waiters.await(tokens) { take(tokens, now) }

    public fun tryAcquire(tokens: Long): Boolean {
        val now = now()
        return locked { take(tokens, now) === Unit }
    }

    private fun take(tokens: Long, now: Long): Any {
        fill(now)
        if (!waiters.isEmpty || units < tokens * periodNanos) return WaitQueue.NOT_NOW
        units -= tokens * periodNanos
        return Unit
    }

    // ---- the time, which is read with no lock held: a clock may be a user's code

    private fun now(): Long = clock().nanoTime()

    private fun clock(): Clock = loop()?.clock ?: Clock.System

    private fun loop(): EventLoop? {
        if (timeOf.get() == null) {
            val caller = Place.current()?.loop
            timeOf.compareAndSet(null, if (caller == null || caller.clock === Clock.System) REAL else caller)
        }
        return timeOf.get() as? EventLoop
    }

    private fun fill(now: Long) {
        val elapsed = if (isUsed) (now - filledAt).coerceAtLeast(0) else 0
        filledAt = if (isUsed) filledAt + elapsed else now
        isUsed = true
        units = if (elapsed > (full - units) / permits) full else units + elapsed * permits
    }

    // ---- the head of the queue

    override fun queued(waiter: Waiter<*>): Unit = setAlarm()

    override fun withdrawn(waiter: Waiter<*>): Unit = serve()

    private fun serve() {
        while (true) {
            val next = waiters.peek() ?: break
            val cost = next.payload as Long * periodNanos
            if (units < cost) break
            if (!waiters.claim(next)) continue
            units -= cost
            grant(next, Unit)
        }
        setAlarm()
    }

    /** If the head has none. It is set, and that of a former head taken back, when the lock has been released. */
    private fun setAlarm() {
        val head = waiters.peek()
        val former = ring
        if (head === former?.head) return
        ring = head?.let(::Ring)
        ring?.let { grant(it, former) } ?: grant(Silence(), former)
    }

    private inner class Silence : Waiter<Ring?>() {
        override fun resume(value: Ring?) {
            value?.alarm?.cancel()
        }
    }

    /** The alarm of one head. It knows whether it still is the one: another may have been set before it was. */
    private inner class Ring(val head: Waiter<Unit>) : Waiter<Ring?>(), Runnable {
        @Volatile var alarm: CancellableWait? = null

        override fun resume(value: Ring?) {
            value?.alarm?.cancel()
            val now = now()
            val nanos = locked {
                fill(now)
                val missing = head.payload as Long * periodNanos - units
                -Math.floorDiv(-missing.coerceAtLeast(0), permits)
            }
            alarm = alarm(nanos, loop(), this)
            if (locked { ring !== this }) alarm?.cancel()
        }

        override fun run() {
            val now = now()
            locked {
                if (ring === this) {
                    ring = null
                    fill(now)
                    serve()
                }
            }
        }
    }

    public val available: Long
        get() {
            val now = now()
            return locked {
                if (isUsed) fill(now)
                units / periodNanos
            }
        }

    public val waiting: Int
        get() = locked { waiters.size }

    private companion object {
        val REAL = Any()
    }
}
