package dev.catenary.benchmarks

import dev.catenary.Scope
import dev.catenary.kotlin.launchKotlin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

internal object YieldCoroutines {
    @JvmStatic
    fun onLoop(scope: Scope, times: Int) {
        scope.launchKotlin { repeat(times) { yield() } }
    }

    @JvmStatic
    fun raw(times: Int) = runBlocking {
        launch { repeat(times) { yield() } }
        Unit
    }
}
