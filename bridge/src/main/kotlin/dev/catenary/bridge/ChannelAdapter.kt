package dev.catenary.bridge

import dev.catenary.Channel
import dev.catenary.Receiver
import dev.catenary.Sender
import dev.catenary.Task
import dev.catenary.core.channel.Channel as CoreChannel
import dev.catenary.core.channel.HeldOpenBySenders
import dev.catenary.core.wait.Case
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.WaitQueue
import java.util.Optional
import java.util.concurrent.atomic.AtomicBoolean

/** What coroutines can receive from. */
internal interface SuspendingSource<E : Any> : Receiver<E> {
    /** The element, or an [Ending]. */
    suspend fun receiveRaw(): Any?
}

/** What coroutines can send to. */
internal interface SuspendingTarget<E : Any> : Sender<E> {
    /** Unit, or an [Ending]. */
    suspend fun sendRaw(element: E): Any?
}

private val sendRaw = compiledOf1<SuspendingTarget<*>, Any>(SuspendingTarget<Any>::sendRaw)

private val receiveRaw = compiled<SuspendingSource<*>>(SuspendingSource<Any>::receiveRaw)

internal suspend fun <E : Any> sendAsItIs(target: SuspendingTarget<E>, element: E): Unit =
    if (target is SenderFace) suspended { sendRaw(target, element, it) } else sendForeign(target, element)

internal suspend fun <E : Any> receiveAsItIs(source: SuspendingSource<E>): E =
    if (source is ReceiverFace) suspended { receiveRaw(source, it) } else receiveForeign(source)

// what belongs to another library resumes its caller by itself

private suspend fun <E : Any> sendForeign(target: SuspendingTarget<E>, element: E): Unit =
    asItIs(target.sendRaw(element))

private suspend fun <E : Any> receiveForeign(source: SuspendingSource<E>): E = asItIs(source.receiveRaw())

/** What a selection can receive from. */
internal interface ReceiverFace<E : Any> : SuspendingSource<E> {
    fun receiving(): Case
}

/** What a selection can send to. */
internal interface SenderFace<E : Any> : SuspendingTarget<E> {
    fun sending(element: E): Case
}

/** The Java face of a channel. */
internal class ChannelAdapter<E : Any>(val core: CoreChannel<E>) : Channel<E>, SenderFace<E>, ReceiverFace<E> {
    override fun send(element: E) {
        notNull(element, "element")
        operate<Unit>("Channel.send", { core.trySend(element) }, core.sendingUsers) { send(core, element, it) }
    }

    override fun sendAsync(element: E): Task<Void?> {
        notNull(element, "element")
        return operateAsync("Channel.send", { core.trySend(element) }, nothing) { send(core, element, it) }
    }

    override fun trySend(element: E): Boolean = happened(core.trySend(notNull(element, "element")))

    override fun sending(element: E): Case = core.sending(notNull(element, "element"))

    override suspend fun sendRaw(element: E): Any? = core.send(element)

    override fun receive(): E = operate("Channel.receive", core::tryReceive, core.receivingUsers) { receive(core, it) }

    override fun receiveAsync(): Task<E> =
        operateAsync("Channel.receive", core::tryReceive, ::itself) { receive(core, it) }

    override fun tryReceive(): Optional<E> = ifHappened(core.tryReceive())

    override fun receiving(): Case = core.receiving()

    override suspend fun receiveRaw(): Any? = core.receive()

    override fun close() {
        core.close(null)
    }

    override fun close(cause: Throwable) {
        core.close(notNull(cause, "cause"))
    }

    override fun cancel(): Unit = core.cancel("it was abandoned", null)

    override fun isClosed(): Boolean = core.isClosed

    override fun newSender(): Sender<E> = SenderEnd(this, core)

    override fun newReceiver(): Receiver<E> = ReceiverEnd(this)

    override fun name(): String = core.name

    override fun stats(): Channel.Stats =
        with(core.stats) {
            Channel.Stats(
                size,
                core.capacity,
                peak,
                sent,
                received,
                waitingSenders,
                waitingReceivers,
                openSenders,
                openReceivers,
                isClosed,
            )
        }

    override fun toString(): String =
        with(core.stats) {
            val room = if (core.capacity == Int.MAX_VALUE) "unlimited" else "of ${core.capacity}"
            "$core, $size inside, $room, $waitingSenders sending, $waitingReceivers receiving" +
                if (isClosed) ", closed" else ""
        }

    private companion object {
        val send = compiledOf1<CoreChannel<*>, Any>(CoreChannel<Any>::send)
        val receive = compiled<CoreChannel<*>>(CoreChannel<Any>::receive)
    }
}

/** One of several ends to send by. */
internal class SenderEnd<E : Any>(private val channel: SenderFace<E>, private val core: HeldOpenBySenders) :
    SenderFace<E> {
    private val open = AtomicBoolean(true)

    init {
        core.openSender()
    }

    private fun checked(): SenderFace<E> = channel.also { check(open.get()) { "this end of $core is closed" } }

    override fun send(element: E): Unit = checked().send(element)

    override fun sendAsync(element: E): Task<Void?> = checked().sendAsync(element)

    override fun trySend(element: E): Boolean = checked().trySend(element)

    override fun sending(element: E): Case = checked().sending(element)

    override suspend fun sendRaw(element: E): Any? = checked().sendRaw(element)

    override fun newSender(): Sender<E> = SenderEnd(checked(), core)

    override fun close() {
        if (open.compareAndSet(true, false)) core.closeSender()
    }

    override fun close(cause: Throwable) {
        notNull(cause, "cause")
        if (open.get()) channel.close(cause)
        close()
    }

    override fun isClosed(): Boolean = !open.get() || channel.isClosed

    override fun name(): String = channel.name()

    override fun toString(): String = "${if (open.get()) "a" else "a closed"} sender of $channel"
}

/** One of several ends to receive by. */
internal class ReceiverEnd<E : Any>(private val channel: ChannelAdapter<E>) : ReceiverFace<E> {
    private val open = AtomicBoolean(true)

    init {
        channel.core.openReceiver()
    }

    private fun checked(): ChannelAdapter<E> = channel.also { check(open.get()) { "this end of ${it.core} is closed" } }

    override fun receive(): E = checked().receive()

    override fun receiveAsync(): Task<E> = checked().receiveAsync()

    override fun tryReceive(): Optional<E> = checked().tryReceive()

    override fun receiving(): Case = checked().receiving()

    override suspend fun receiveRaw(): Any? = checked().receiveRaw()

    override fun newReceiver(): Receiver<E> = ReceiverEnd(checked())

    override fun cancel() {
        if (open.compareAndSet(true, false)) channel.core.closeReceiver()
    }

    override fun close(): Unit = cancel()

    override fun name(): String = channel.name()

    override fun toString(): String = "${if (open.get()) "a" else "a closed"} receiver of $channel"
}

/** What a try came to: whether it happened; throws if it never can. */
internal fun happened(end: Any?): Boolean = end !== WaitQueue.NOT_NOW && asItIs<Any?>(end) != null

/** What a try came to: the value, or empty; throws if there can't be one. */
internal fun <T : Any> ifHappened(end: Any?): Optional<T> =
    if (end === WaitQueue.NOT_NOW) Optional.empty() else Optional.of(asItIs(end))
