package dev.catenary.benchmarks

import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout

internal object TimeLimitCoroutines {
    @JvmStatic
    fun raw(times: Int): Int = runBlocking {
        var sum = 0
        repeat(times) { sum += withTimeout(60_000) { 1 } }
        sum
    }
}
