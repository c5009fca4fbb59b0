package dev.catenary.bridge

import dev.catenary.Broadcast
import dev.catenary.Hot
import dev.catenary.Latest
import dev.catenary.Receiver
import dev.catenary.Sender
import dev.catenary.Task
import dev.catenary.core.channel.Broadcast as CoreBroadcast
import dev.catenary.core.channel.Latest as CoreLatest
import dev.catenary.core.channel.Subscription
import dev.catenary.core.wait.Case
import java.util.Optional
import java.util.function.UnaryOperator

/** The Java face of a broadcast. */
internal class BroadcastAdapter<E : Any>(private val core: CoreBroadcast<E>) : Broadcast<E>, SenderFace<E> {
    override fun send(element: E) {
        notNull(element, "element")
        operate<Unit>("Broadcast.send", { core.trySend(element) }) { send(core, element, it) }
    }

    override fun sendAsync(element: E): Task<Void?> {
        notNull(element, "element")
        return operateAsync("Broadcast.send", { core.trySend(element) }, nothing) { send(core, element, it) }
    }

    override fun trySend(element: E): Boolean = happened(core.trySend(notNull(element, "element")))

    override fun sending(element: E): Case = core.sending(notNull(element, "element"))

    override suspend fun sendRaw(element: E): Any? = core.send(element)

    override fun newSender(): Sender<E> = SenderEnd(this, core)

    override fun close() {
        core.close(null)
    }

    override fun close(cause: Throwable) {
        core.close(notNull(cause, "cause"))
    }

    override fun isClosed(): Boolean = core.isClosed

    override fun subscribe(): Receiver<E> = SubscriptionAdapter(this, core.subscribe())

    override fun subscribers(): Int = core.subscriptions

    override fun name(): String = core.name

    override fun stats(): Broadcast.Stats =
        Broadcast.Stats(core.subscriptions, core.capacity, core.sentSoFar, core.waitingSenders, core.isClosed)

    override fun toString(): String =
        "$core, ${core.subscriptions} subscribers, ${core.waitingSenders} sending${if (isClosed) ", closed" else ""}"

    private companion object {
        val send = compiledOf1<CoreBroadcast<*>, Any>(CoreBroadcast<Any>::send)
    }
}

/** The Java face of a value that changes. */
internal class LatestAdapter<E : Any>(private val core: CoreLatest<E>) : Latest<E> {
    override fun get(): E = core.value

    override fun set(value: E): Unit = core.set(notNull(value, "value"))

    override fun update(change: UnaryOperator<E>): E {
        notNull(change, "change")
        while (true) {
            val before = core.value
            val after = notNull(change.apply(before), "the changed value")
            if (core.replace(before, after)) return after
        }
    }

    override fun subscribe(): Receiver<E> = SubscriptionAdapter(this, core.subscribe())

    override fun subscribers(): Int = core.subscriptions

    override fun name(): String = core.name

    override fun stats(): Latest.Stats = Latest.Stats(core.subscriptions, core.changes)

    override fun toString(): String = "$core, ${core.value}, ${core.subscriptions} subscribers"
}

/** The Java face of a subscription. */
internal class SubscriptionAdapter<E : Any>(private val source: Hot<E>, private val core: Subscription) :
    ReceiverFace<E> {
    override fun receive(): E = operate("Receiver.receive", core::tryReceive) { receive(core, it) }

    override fun receiveAsync(): Task<E> =
        operateAsync("Receiver.receive", core::tryReceive, ::itself) { receive(core, it) }

    override fun tryReceive(): Optional<E> = ifHappened(core.tryReceive())

    override fun receiving(): Case = core.receiving()

    override suspend fun receiveRaw(): Any? = core.receive()

    override fun newReceiver(): Receiver<E> = source.subscribe()

    override fun cancel(): Unit = core.cancel()

    override fun close(): Unit = core.cancel()

    override fun name(): String = source.name()

    override fun toString(): String = "a subscription of $source"

    private companion object {
        val receive = compiled<Subscription>(Subscription::receive)
    }
}
