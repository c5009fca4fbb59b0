package dev.catenary.benchmarks

import dev.catenary.Scope
import dev.catenary.kotlin.launchKotlin
import dev.catenary.kotlin.suspending
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

internal object PingPongCoroutines {
    @JvmStatic
    fun onLoop(scope: Scope, rounds: Int) {
        val there = dev.catenary.Channel.rendezvous<String>().suspending()
        val back = dev.catenary.Channel.rendezvous<String>().suspending()
        scope.launchKotlin {
            repeat(rounds) {
                there.send(OnALoop.BALL)
                back.receive()
            }
        }
        scope.launchKotlin { repeat(rounds) { back.send(there.receive()) } }
    }

    @JvmStatic fun raw(rounds: Int) = raw(1, rounds)

    @JvmStatic
    fun raw(pairs: Int, rounds: Int) = runBlocking {
        repeat(pairs) {
            val there = Channel<String>()
            val back = Channel<String>()
            launch {
                repeat(rounds) {
                    there.send(OnALoop.BALL)
                    back.receive()
                }
            }
            launch { repeat(rounds) { back.send(there.receive()) } }
        }
    }
}
