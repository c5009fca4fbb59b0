package dev.catenary.benchmarks

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.fold
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.runBlocking

internal object StreamingCoroutines {
    @JvmStatic fun numbers(size: Int): Flow<Int> = flow { repeat(size) { emit(it) } }

    @JvmStatic
    fun sum(size: Int): Long = runBlocking {
        numbers(size).map { it + 1 }.filter { it % 2 == 0 }.map { it * 3 }.fold(0L) { sum, i -> sum + i }
    }
}
