@file:JvmName("StreamsKt")

package dev.catenary.kotlin

import dev.catenary.AsyncStream
import dev.catenary.bridge.FlowStream
import dev.catenary.bridge.asFlowOf
import kotlinx.coroutines.flow.Flow

/**
 * The stream as a cold flow: each collection is an iteration. What is Java in it runs as a body on the loop of the task
 * that collects, or on the shared loop.
 */
public fun <E : Any> AsyncStream<E>.asFlow(): Flow<E> = asFlowOf(this)

/** The flow as a stream: each iteration collects it, in a coroutine of its own. */
public fun <E : Any> Flow<E>.asStream(): AsyncStream<E> = FlowStream.of(this)
