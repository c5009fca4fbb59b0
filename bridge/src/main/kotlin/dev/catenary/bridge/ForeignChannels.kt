package dev.catenary.bridge

import dev.catenary.Channel
import dev.catenary.ChannelClosedException
import dev.catenary.Receiver
import dev.catenary.Sender
import dev.catenary.Task
import dev.catenary.core.wait.Ending
import java.util.Optional
import java.util.concurrent.CancellationException
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.channels.Channel as KotlinChannel
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.isActive

// kotlinx's channels under our interfaces. A call of theirs is cancelled through a Job, and has no dispatcher
// between it and its waiter: so that no element is lost on the way to a receiver that is cancelled just then,
// as their "prompt cancellation" would have it.

/** kotlinx's sending side as ours. */
internal open class ForeignSender<E : Any>(val sending: SendChannel<E>) : SuspendingTarget<E>, Foreign {
    override fun send(element: E) {
        notNull(element, "element")
        foreign<Unit>("Sender.send") { send(sending, element, it) }
    }

    override fun sendAsync(element: E): Task<Void?> {
        notNull(element, "element")
        return operateAsync("Sender.send", never, nothing) { send(sending, element, it) }
    }

    override suspend fun sendRaw(element: E): Any? = sendTo(sending, element)

    override fun trySend(element: E): Boolean {
        val result = sending.trySend(notNull(element, "element"))
        if (result.isClosed) throw closed(sending, result.exceptionOrNull())
        return result.isSuccess
    }

    /** kotlinx does not count the ends of a channel: all close the same one. */
    override fun newSender(): Sender<E> = this

    override fun close() {
        sending.close()
    }

    override fun close(cause: Throwable) {
        sending.close(notNull(cause, "cause"))
    }

    @OptIn(DelicateCoroutinesApi::class) override fun isClosed(): Boolean = sending.isClosedForSend

    override fun name(): String = sending.toString()

    override fun toString(): String = "sender of $sending"

    private companion object {
        val send = compiledOf1<SendChannel<*>, Any>(::sendAny)
    }
}

private suspend fun sendAny(channel: SendChannel<Any>, element: Any): Any? = sendTo(channel, element)

private suspend fun <E : Any> sendTo(channel: SendChannel<E>, element: E): Any? =
    try {
        channel.send(element)
    } catch (failure: Throwable) {
        if (failure is CancellationException && !currentCoroutineContext().isActive) throw failure
        Ending.Failed(closed(channel, failure))
    }

/** kotlinx's receiving side as ours. */
internal open class ForeignReceiver<E : Any>(val receiving: ReceiveChannel<E>) : SuspendingSource<E>, Foreign {
    override fun receive(): E = foreign("Receiver.receive") { receive(receiving, it) }

    override fun receiveAsync(): Task<E> = operateAsync("Receiver.receive", never, ::itself) { receive(receiving, it) }

    override suspend fun receiveRaw(): Any? = receiveFrom(receiving)

    override fun tryReceive(): Optional<E> {
        val result = receiving.tryReceive()
        if (result.isClosed) throw closed(receiving, result.exceptionOrNull())
        return Optional.ofNullable(result.getOrNull())
    }

    override fun newReceiver(): Receiver<E> = this

    override fun cancel(): Unit = receiving.cancel()

    override fun close(): Unit = receiving.cancel()

    override fun name(): String = receiving.toString()

    override fun toString(): String = "receiver of $receiving"

    private companion object {
        val receive = compiled<ReceiveChannel<*>>(::receiveFrom)
    }
}

private suspend fun receiveFrom(channel: ReceiveChannel<*>): Any? {
    val result = channel.receiveCatching()
    return if (result.isSuccess) result.getOrThrow() else Ending.Failed(closed(channel, result.exceptionOrNull()))
}

/** kotlinx's channel as ours. */
internal class ForeignChannel<E : Any>(val channel: KotlinChannel<E>) :
    ForeignReceiver<E>(channel), Channel<E>, SuspendingTarget<E> {
    private val sender = ForeignSender(channel)

    override fun send(element: E): Unit = sender.send(element)

    override fun sendAsync(element: E): Task<Void?> = sender.sendAsync(element)

    override fun trySend(element: E): Boolean = sender.trySend(element)

    override suspend fun sendRaw(element: E): Any? = sender.sendRaw(element)

    override fun newSender(): Sender<E> = sender

    override fun close(): Unit = sender.close()

    override fun close(cause: Throwable): Unit = sender.close(cause)

    override fun isClosed(): Boolean = sender.isClosed

    /** What kotlinx's channel tells of itself: whether it is closed. */
    override fun stats(): Channel.Stats = Channel.Stats(0, Int.MAX_VALUE, 0, 0, 0, 0, 0, 0, 0, isClosed)

    override fun toString(): String = channel.toString()
}

/** The end of one that was closed without a cause, or was cancelled, has no cause. */
private fun closed(channel: Any, cause: Throwable?): ChannelClosedException {
    val isOrdinary =
        cause is NoSuchElementException || cause is IllegalStateException && cause !is CancellationException
    return ChannelClosedException("$channel is closed", cause.takeUnless { isOrdinary })
}
