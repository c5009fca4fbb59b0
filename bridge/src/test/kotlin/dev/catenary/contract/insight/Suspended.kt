package dev.catenary.contract.insight

import dev.catenary.Channel
import dev.catenary.Mutex
import dev.catenary.Scope
import dev.catenary.Task
import dev.catenary.kotlin.launchKotlin
import dev.catenary.kotlin.startKotlin
import dev.catenary.kotlin.suspending
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch

/** Coroutines that wait. */
object Suspended {
    @JvmStatic
    fun receiveIn(scope: Scope, name: String, channel: Channel<String>): Task<String> =
        scope.startKotlin(name) { waitForLine(channel) }

    /** The task itself sleeps, and then gives the first one back; a coroutine in it waits for the second one. */
    @JvmStatic
    fun holdAndWaitInChild(scope: Scope, first: Mutex, second: Mutex): Task<Unit> =
        scope.launchKotlin("holds") {
            first.suspending().withLock {
                launch { second.suspending().withLock {} }
                delay(3_600_000)
            }
        }

    private suspend fun waitForLine(channel: Channel<String>): String {
        val line = channel.suspending().receive()
        return line.trim()
    }
}
