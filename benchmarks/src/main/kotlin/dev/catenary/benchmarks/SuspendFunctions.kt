package dev.catenary.benchmarks

import kotlinx.coroutines.future.await
import kotlinx.coroutines.future.future
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** What Java calls. */
internal object SuspendFunctions {
    @JvmStatic @Suppress("RedundantSuspendModifier") suspend fun atOnce(value: Int): Int = value

    @JvmStatic
    suspend fun afterOneTurn(value: Int): Int {
        yield()
        return value
    }

    @JvmStatic fun atOnceBlocking(value: Int): Int = runBlocking { atOnce(value) }

    @JvmStatic
    fun futures(calls: Int): Int = runBlocking {
        val futures = List(calls) { future { afterOneTurn(7) } }
        futures.sumOf { it.await() }
    }
}
