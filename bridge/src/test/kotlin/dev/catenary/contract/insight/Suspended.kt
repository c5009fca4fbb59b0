package dev.catenary.contract.insight

import dev.catenary.Channel
import dev.catenary.Scope
import dev.catenary.Task
import dev.catenary.kotlin.startKotlin
import dev.catenary.kotlin.suspending

/** Coroutines that wait. */
object Suspended {
    @JvmStatic
    fun receiveIn(scope: Scope, name: String, channel: Channel<String>): Task<String> =
        scope.startKotlin(name) { waitForLine(channel) }

    private suspend fun waitForLine(channel: Channel<String>): String {
        val line = channel.suspending().receive()
        return line.trim()
    }
}
