package dev.catenary.core.channel

import dev.catenary.core.wait.Case
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Primitive
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.locked

/** What happens to an element for which a subscriber has no room. */
public enum class WhenFull {
    WAIT,
    DROP_OLDEST,
    DROP_NEWEST,
    END_SUBSCRIPTION,
}

/**
 * Each element goes to all who are subscribed when it is sent. One lock guards the buffers of all of them, so that an
 * element is in all of them or in none: a sender that has to wait has sent to nobody yet.
 *
 * Every subscriber has room for [capacity] elements, and begins with the last [replay] that were sent. Waits end as
 * those of a [Channel].
 */
public class Broadcast<E : Any>(
    name: String?,
    public val capacity: Int,
    public val replay: Int,
    private val whenFull: WhenFull,
) : Primitive("broadcast", name), HeldOpenBySenders {
    // guarded by the lock
    private val subscribers = ArrayList<Subscriber>()
    private val senders = WaitQueue<Any?>(this)
    private val last = ArrayDeque<E>()
    private var closed: Ending.Failed? = null
    private var sent = 0L
    private var openSenders = 0

    public suspend fun send(element: E): Any? = senders.await(element) { sendNow(element) }

    public fun trySend(element: E): Any? = locked { sendNow(element) }

    public fun sending(element: E): Case = Case.Wait(this, senders, element) { sendNow(element) }

    private fun sendNow(element: E): Any? {
        if (closed != null) return closed
        if (!hasRoom()) return WaitQueue.NOT_NOW
        deliver(element)
        return Unit
    }

    private fun hasRoom() = whenFull != WhenFull.WAIT || senders.isEmpty && subscribers.none { it.isFull }

    private fun deliver(element: E) {
        sent++
        if (replay > 0) {
            if (last.size == replay) last.removeFirst()
            last.addLast(element)
        }
        subscribers.removeIf { !it.offer(element) }
    }

    /** A subscriber has room again, or has gone. */
    private fun admitSenders() {
        while (subscribers.none { it.isFull }) {
            val sender = senders.poll() ?: return
            @Suppress("UNCHECKED_CAST") deliver(sender.payload as E)
            grant(sender, Unit)
        }
    }

    public fun subscribe(): Subscriber = locked {
        val new = Subscriber(closed)
        if (closed == null) subscribers.add(new)
        new
    }

    /** Subscribers still receive what they have; those who wait to send fail. */
    public fun close(cause: Throwable?): Boolean = locked { closeNow(cause) }

    private fun closeNow(cause: Throwable?): Boolean {
        if (closed != null) return false
        val ending = Ending.Failed(Closed("$this is closed", cause))
        closed = ending
        subscribers.forEach { it.end(ending) }
        subscribers.clear()
        senders.grantAll(ending)
        return true
    }

    override fun openSender() {
        locked { openSenders++ }
    }

    override fun closeSender() {
        locked { if (--openSenders == 0) closeNow(null) }
    }

    public val isClosed: Boolean
        get() = locked { closed != null }

    public val subscriptions: Int
        get() = locked { subscribers.size }

    public val sentSoFar: Long
        get() = locked { sent }

    public val waitingSenders: Int
        get() = locked { senders.size }

    /** One who receives what is sent from now on. */
    public inner class Subscriber internal constructor(private var over: Ending.Failed?) : Subscription {
        private val buffer = ArrayDeque(last)
        private val receivers = WaitQueue<Any?>(this@Broadcast)

        internal val isFull: Boolean
            get() = buffer.size >= capacity && receivers.isEmpty

        override suspend fun receive(): Any? = receivers.await { receiveNow() }

        override fun tryReceive(): Any? = locked { receiveNow() }

        override fun receiving(): Case = Case.Wait(this@Broadcast, receivers, null) { receiveNow() }

        private fun receiveNow(): Any? {
            val element = buffer.removeFirstOrNull() ?: return over ?: WaitQueue.NOT_NOW
            admitSenders()
            return element
        }

        /** False if that ends the subscription. */
        internal fun offer(element: E): Boolean {
            if (receivers.grantFirst(element)) return true
            if (buffer.size < capacity) return buffer.add(element)
            when (whenFull) {
                WhenFull.WAIT -> error("$this was offered an element it has no room for")
                WhenFull.DROP_OLDEST -> buffer.apply { removeFirst() }.add(element)
                WhenFull.DROP_NEWEST -> Unit
                WhenFull.END_SUBSCRIPTION -> {
                    end(
                        Ending.Failed(
                            Closed("${this@Broadcast} has ended a subscription: its subscriber was too slow", null)
                        )
                    )
                    return false
                }
            }
            return true
        }

        internal fun end(ending: Ending.Failed) {
            over = ending
            receivers.grantAll(ending)
        }

        override fun cancel() {
            locked {
                if (over == null) end(Ending.Failed(Closed("a subscription of ${this@Broadcast} was cancelled", null)))
                buffer.clear()
                if (subscribers.remove(this)) admitSenders()
            }
        }

        public val size: Int
            get() = locked { buffer.size }
    }
}
