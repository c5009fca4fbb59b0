package dev.catenary.benchmarks

import dev.catenary.Scope
import dev.catenary.kotlin.launchKotlin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

internal object SleepersCoroutines {
    @JvmStatic
    fun onLoop(scope: Scope, tasks: Int) {
        repeat(tasks) { scope.launchKotlin { delay(1_000) } }
    }

    @JvmStatic
    fun raw(tasks: Int) = runBlocking { repeat(tasks) { launch { delay(1_000) } } }
}
