package dev.catenary.contract.channels

import dev.catenary.Channel
import dev.catenary.bridge.ChannelAdapter
import dev.catenary.core.wait.Ending
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.future

/** Coroutines of no loop, on Kotlin's own dispatcher, that use the channels of the Java API. */
internal object Coroutines {
    private val scope = CoroutineScope(Dispatchers.Default)

    /** Has its place in the queue when this returns. Cancelling the future cancels the coroutine. */
    @JvmStatic fun <E : Any> receive(channel: Channel<E>): CompletableFuture<E> = start { core(channel).receive() }

    /** Has its place in the queue when this returns. Cancelling the future cancels the coroutine. */
    @JvmStatic
    fun <E : Any> send(channel: Channel<E>, element: E): CompletableFuture<Unit> = start { core(channel).send(element) }

    private fun <E : Any> core(channel: Channel<E>) = (channel as ChannelAdapter<E>).core

    @Suppress("UNCHECKED_CAST")
    private fun <T> start(operation: suspend () -> Any?): CompletableFuture<T> =
        scope.future(start = CoroutineStart.UNDISPATCHED) {
            val end = operation()
            if (end is Ending.Failed) throw end.cause
            end as T
        }
}
