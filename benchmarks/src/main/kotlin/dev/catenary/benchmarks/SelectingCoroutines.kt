package dev.catenary.benchmarks

import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select

internal object SelectingCoroutines {
    @JvmStatic
    fun raw(elements: Int) = runBlocking {
        val left = Channel<String>()
        val right = Channel<String>()
        launch { repeat(elements) { left.send(OnALoop.BALL) } }
        launch { repeat(elements) { right.send(OnALoop.BALL) } }
        repeat(2 * elements) {
            select<String> {
                left.onReceive { it }
                right.onReceive { it }
            }
        }
    }
}
