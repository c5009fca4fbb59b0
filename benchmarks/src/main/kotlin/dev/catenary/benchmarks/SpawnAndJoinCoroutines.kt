package dev.catenary.benchmarks

import dev.catenary.Scope
import dev.catenary.kotlin.startKotlin
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking

internal object SpawnAndJoinCoroutines {
    @JvmStatic
    fun onLoop(scope: Scope, size: Int): Long {
        val tasks = List(size) { scope.startKotlin { 1 } }
        return tasks.sumOf { it.join().toLong() }
    }

    @JvmStatic
    fun raw(size: Int): Long = runBlocking {
        val tasks = List(size) { async { 1 } }
        tasks.sumOf { it.await().toLong() }
    }
}
