package dev.catenary.bridge

import dev.catenary.Broadcast
import dev.catenary.Latest
import dev.catenary.Receiver
import dev.catenary.Sender
import dev.catenary.Task
import dev.catenary.core.channel.Broadcast as CoreBroadcast
import dev.catenary.core.channel.Latest as CoreLatest
import dev.catenary.core.wait.Case
import java.util.Optional
import java.util.function.UnaryOperator
import kotlin.coroutines.Continuation

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

    override fun newSender(): Sender<E> = SenderEnd(this, core)

    override fun close() {
        core.close(null)
    }

    override fun close(cause: Throwable) {
        core.close(notNull(cause, "cause"))
    }

    override fun isClosed(): Boolean = core.isClosed

    override fun subscribe(): Receiver<E> =
        core.subscribe().let {
            SubscriptionAdapter(this, it::tryReceive, { k -> receive(it, k) }, it::receiving, it::cancel)
        }

    override fun subscribers(): Int = core.subscriptions

    override fun name(): String = core.name

    override fun stats(): Broadcast.Stats =
        Broadcast.Stats(core.subscriptions, core.capacity, core.sentSoFar, core.waitingSenders, core.isClosed)

    override fun toString(): String =
        "$core, ${core.subscriptions} subscribers, ${core.waitingSenders} sending${if (isClosed) ", closed" else ""}"

    private companion object {
        val send = compiledOf1<CoreBroadcast<*>, Any>(CoreBroadcast<Any>::send)
        val receive = compiled<CoreBroadcast<*>.Subscriber>(CoreBroadcast<Any>.Subscriber::receive)
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

    override fun subscribe(): Receiver<E> =
        core.subscribe().let {
            SubscriptionAdapter(this, it::tryReceive, { k -> receive(it, k) }, it::receiving, it::cancel)
        }

    override fun subscribers(): Int = core.subscriptions

    override fun name(): String = core.name

    override fun toString(): String = "$core, ${core.value}, ${core.subscriptions} subscribers"

    private companion object {
        val receive = compiled<CoreLatest<*>.Subscriber>(CoreLatest<Any>.Subscriber::receive)
    }
}

/** The Java face of a subscription. */
internal class SubscriptionAdapter<E : Any>(
    private val source: dev.catenary.Hot<E>,
    private val now: () -> Any?,
    private val call: (Continuation<Any?>) -> Any?,
    private val case: () -> Case,
    private val end: () -> Unit,
) : ReceiverFace<E> {
    override fun receive(): E = operate("Receiver.receive", now, call)

    override fun receiveAsync(): Task<E> = operateAsync("Receiver.receive", now, ::itself, call)

    override fun tryReceive(): Optional<E> = ifHappened(now())

    override fun receiving(): Case = case()

    override fun newReceiver(): Receiver<E> = source.subscribe()

    override fun cancel(): Unit = end()

    override fun close(): Unit = end()

    override fun name(): String = source.name()

    override fun toString(): String = "a subscription of $source"
}
