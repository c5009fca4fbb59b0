package dev.catenary.benchmarks

import dev.catenary.Scope
import dev.catenary.kotlin.launchKotlin
import dev.catenary.kotlin.suspending
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

internal object BufferedCoroutines {
    @JvmStatic
    fun onLoop(scope: Scope, elements: Int, room: Int) {
        val channel = dev.catenary.Channel.buffered<String>(room).suspending()
        scope.launchKotlin { repeat(elements) { channel.send(OnALoop.BALL) } }
        scope.launchKotlin { repeat(elements) { channel.receive() } }
    }

    @JvmStatic fun raw(elements: Int, room: Int) = raw(elements, room, EmptyCoroutineContext)

    @JvmStatic fun rawOnTwoThreads(elements: Int, room: Int) = raw(elements, room, Dispatchers.Default)

    private fun raw(elements: Int, room: Int, context: CoroutineContext) = runBlocking {
        val channel = Channel<String>(room)
        launch(context) { repeat(elements) { channel.send(OnALoop.BALL) } }
        launch(context) { repeat(elements) { channel.receive() } }
        Unit
    }
}
