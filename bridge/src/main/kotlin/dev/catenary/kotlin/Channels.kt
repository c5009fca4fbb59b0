@file:JvmName("ChannelsKt")

package dev.catenary.kotlin

import dev.catenary.Broadcast
import dev.catenary.Channel
import dev.catenary.ChannelClosedException
import dev.catenary.Receiver
import dev.catenary.Select
import dev.catenary.Sender
import dev.catenary.WorkQueue
import dev.catenary.bridge.asItIs
import dev.catenary.bridge.receiveAsItIs
import dev.catenary.bridge.sendAsItIs
import dev.catenary.bridge.suspendingSource
import dev.catenary.bridge.suspendingTarget
import dev.catenary.bridge.unwrap

// Channels and queues as Kotlin code meets them. A view is the Java object under another type: going there
// and back gives the same object, and costs nothing.

/**
 * A [Channel] whose waits suspend.
 *
 * @property java the same object, for Java callers
 */
@JvmInline
public value class SuspendingChannel<E : Any> internal constructor(public val java: Channel<E>) {
    /** As [Channel.send]. */
    public suspend fun send(element: E): Unit = (java as Sender<E>).suspending().send(element)

    /** As [Channel.receive]. */
    public suspend fun receive(): E = (java as Receiver<E>).suspending().receive()

    /** For `for` loops: until the channel is closed. */
    public operator fun iterator(): SuspendingIterator<E> = (java as Receiver<E>).suspending().iterator()
}

/**
 * A [Sender] whose waits suspend.
 *
 * @property java the same object, for Java callers
 */
@JvmInline
public value class SuspendingSender<E : Any> internal constructor(public val java: Sender<E>) {
    /** As [Sender.send]. */
    public suspend fun send(element: E): Unit = sendAsItIs(suspendingTarget(java), element)
}

/**
 * A [Receiver] whose waits suspend.
 *
 * @property java the same object, for Java callers
 */
@JvmInline
public value class SuspendingReceiver<E : Any> internal constructor(public val java: Receiver<E>) {
    /** As [Receiver.receive]. */
    public suspend fun receive(): E = receiveAsItIs(suspendingSource(java))

    /** For `for` loops: until the channel is closed. */
    public operator fun iterator(): SuspendingIterator<E> = SuspendingIterator(this)
}

/** Receives one element after the other. */
public class SuspendingIterator<E : Any> internal constructor(private val receiver: SuspendingReceiver<E>) {
    private var next: E? = null

    /** False once the channel is closed; throws if it was closed with a cause. */
    public suspend operator fun hasNext(): Boolean {
        if (next != null) return true
        next =
            try {
                receiver.receive()
            } catch (closed: ChannelClosedException) {
                if (closed.cause != null) throw closed
                null
            }
        return next != null
    }

    /** The element that [hasNext] has received. */
    public operator fun next(): E =
        next?.also { next = null } ?: throw NoSuchElementException("hasNext() has not said that there is an element")
}

/**
 * A [WorkQueue] whose waits suspend.
 *
 * @property java the same object, for Java callers
 */
@JvmInline
public value class SuspendingWorkQueue<E : Any> internal constructor(public val java: WorkQueue<E>) {
    /** As [WorkQueue.put]. */
    public suspend fun put(item: E): Unit = asItIs(unwrap(java).putRaw(item))

    /** As [WorkQueue.get]. */
    public suspend fun get(): E = asItIs(unwrap(java).core.get())

    /** As [WorkQueue.join]. */
    public suspend fun join(): Unit = unwrap(java).core.join()
}

/** The same object, with waits that suspend. */
public fun <E : Any> Channel<E>.suspending(): SuspendingChannel<E> = SuspendingChannel(this)

/** The same object, with waits that suspend. */
public fun <E : Any> Sender<E>.suspending(): SuspendingSender<E> = SuspendingSender(this)

/** The same object, with waits that suspend. */
public fun <E : Any> Broadcast<E>.suspending(): SuspendingSender<E> = SuspendingSender(this)

/** The same object, with waits that suspend. */
public fun <E : Any> Receiver<E>.suspending(): SuspendingReceiver<E> = SuspendingReceiver(this)

/** The same object, with waits that suspend. */
public fun <E : Any> WorkQueue<E>.suspending(): SuspendingWorkQueue<E> = SuspendingWorkQueue(this)

/** As [Select.await], suspending. What belongs to the case that happened runs in the caller, and must not wait. */
public suspend fun <R> Select<R>.awaitSuspending(): R = unwrap(this).awaitSuspending()
