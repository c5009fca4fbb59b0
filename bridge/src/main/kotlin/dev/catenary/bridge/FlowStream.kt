package dev.catenary.bridge

import dev.catenary.AsyncIterator
import dev.catenary.AsyncStream
import dev.catenary.Generator
import java.util.concurrent.CompletionException
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.AbstractFlow
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector

/** A flow as a stream. */
internal class FlowStream<E : Any> private constructor(val flow: Flow<E>) : AsyncStream<E> {
    override fun iterator(): AsyncIterator<E> = Collected(flow)

    companion object {
        fun <E : Any> of(flow: Flow<E>): AsyncStream<E> =
            if (flow is StreamFlow<E>) flow.stream else FlowStream(notNull(flow, "flow"))
    }
}

/** A stream as a flow. */
@OptIn(ExperimentalCoroutinesApi::class)
private class StreamFlow<E : Any>(val stream: AsyncStream<E>) : AbstractFlow<E>() {
    /** What the stream fails with is what it wraps. */
    private fun emitAll(out: Generator.Emitter<E>) {
        try {
            stream.forEach<InterruptedException>(out::emit)
        } catch (failed: CompletionException) {
            throw failed.cause ?: failed
        }
    }

    override suspend fun collectSafely(collector: FlowCollector<E>) {
        val elements = Generated<E>(0, ::emitAll)
        try {
            while (true) collector.emit(elements.nextSuspending() ?: return)
        } finally {
            elements.closeSuspending()
        }
    }
}

internal fun <E : Any> asFlowOf(stream: AsyncStream<E>): Flow<E> =
    if (stream is FlowStream<E>) stream.flow else StreamFlow(notNull(stream, "stream"))
