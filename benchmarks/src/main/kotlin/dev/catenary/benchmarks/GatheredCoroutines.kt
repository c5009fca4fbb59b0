package dev.catenary.benchmarks

import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking

internal object GatheredCoroutines {
    @JvmStatic
    fun raw(tasks: Int, times: Int) = runBlocking { repeat(times) { List(tasks) { async { 1 } }.awaitAll() } }
}
