package dev.catenary.core.channel

import dev.catenary.core.wait.Case
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Primitive
import dev.catenary.core.wait.Users
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.locked

/**
 * Elements from senders to receivers, in order. Up to [capacity] of them wait inside; a sender that finds no room waits
 * with its element, and a receiver that finds no element waits; both are served first come, first served.
 *
 * Never wait at the same time: an element inside and a receiver; room inside and a sender. Each step below keeps this,
 * so that one look tells what to do.
 *
 * What a call gives, or its wait ends with: an element, or Unit for a send; [Ending.Failed] with [Closed] if it can't
 * happen any more.
 */
public class Channel<E : Any>(
    name: String?,
    public val capacity: Int,
    /** Whether an element that finds no room takes the place of the oldest one. */
    private val conflates: Boolean,
) : Primitive("channel", name), HeldOpenBySenders {
    // guarded by the lock
    private val buffer = ArrayDeque<E>()
    private val senders = WaitQueue<Any?>(this, servers = Users())
    private val receivers = WaitQueue<Any?>(this, servers = Users())
    private var closed: Ending.Failed? = null
    private var openSenders = 0
    private var openReceivers = 0
    private var sent = 0L
    private var received = 0L
    private var peak = 0

    /** Those who send: they could end the wait of a receiver. */
    public val sendingUsers: Users
        get() = receivers.servers!!

    public val receivingUsers: Users
        get() = senders.servers!!

    // ---- sending

    public suspend fun send(element: E): Any? = senders.await(element) { sendNow(element) }

    public fun trySend(element: E): Any? = locked { sendNow(element) }

    public fun sending(element: E): Case = Case.Wait(this, senders, element) { sendNow(element) }

    private fun sendNow(element: E): Any? {
        if (closed != null) return closed
        if (receivers.grantFirst(element)) received++
        else if (buffer.size < capacity) keep(element)
        else if (conflates) keepInsteadOfOldest(element) else return WaitQueue.NOT_NOW
        sent++
        return Unit
    }

    private fun keep(element: E) {
        buffer.addLast(element)
        if (buffer.size > peak) peak = buffer.size
    }

    private fun keepInsteadOfOldest(element: E) {
        buffer.removeFirst()
        buffer.addLast(element)
    }

    // ---- receiving

    public suspend fun receive(): Any? = receivers.await { receiveNow() }

    public fun tryReceive(): Any? = locked { receiveNow() }

    /** The same each time; made when it is first asked for. */
    private var receiving: Case? = null

    public fun receiving(): Case =
        receiving ?: Case.Wait(this, receivers, null) { receiveNow() }.also { receiving = it }

    private fun receiveNow(): Any? {
        val element = buffer.removeFirstOrNull()
        if (element != null) {
            fromSender()?.let(::keep)
            received++
            return element
        }
        fromSender()?.let {
            received++
            return it
        }
        return closed ?: WaitQueue.NOT_NOW
    }

    /** The element of the first sender that waits, which has sent it by this. */
    private fun fromSender(): E? {
        val sender = senders.poll() ?: return null
        grant(sender, Unit)
        sent++
        @Suppress("UNCHECKED_CAST")
        return sender.payload as E
    }

    // ---- the end

    /**
     * No more can be sent. What is inside, and what waits to be sent, can still be received; those who wait to receive
     * fail. False if it was closed before.
     */
    public fun close(cause: Throwable?): Boolean = locked { closeNow(cause) }

    private fun closeNow(cause: Throwable?): Boolean {
        if (closed != null) return false
        end("$this is closed", cause)
        return true
    }

    /** As [close]; and what is inside is dropped, and those who wait to send fail. */
    public fun cancel(reason: String, cause: Throwable?) {
        locked { cancelNow(reason, cause) }
    }

    private fun cancelNow(reason: String, cause: Throwable?) {
        if (closed == null) end("$this was cancelled: $reason", cause)
        buffer.clear()
        senders.grantAll(closed)
    }

    private fun end(message: String, cause: Throwable?) {
        closed = Ending.Failed(Closed(message, cause))
        receivers.grantAll(closed)
    }

    // ---- the ends that hold it open

    override fun openSender() {
        locked { openSenders++ }
    }

    override fun closeSender() {
        locked { if (--openSenders == 0) closeNow(null) }
    }

    public fun openReceiver() {
        locked { openReceivers++ }
    }

    public fun closeReceiver() {
        locked { if (--openReceivers == 0) cancelNow("its last receiver was closed", null) }
    }

    // ---- what it is like

    public val isClosed: Boolean
        get() = locked { closed != null }

    public val stats: Stats
        get() = locked {
            Stats(
                buffer.size,
                peak,
                sent,
                received,
                senders.size,
                receivers.size,
                openSenders,
                openReceivers,
                closed != null,
            )
        }

    public class Stats(
        public val size: Int,
        public val peak: Int,
        public val sent: Long,
        public val received: Long,
        public val waitingSenders: Int,
        public val waitingReceivers: Int,
        public val openSenders: Int,
        public val openReceivers: Int,
        public val isClosed: Boolean,
    )
}
