package dev.catenary.benchmarks

import dev.catenary.Scope
import dev.catenary.kotlin.launchKotlin
import dev.catenary.kotlin.suspending
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.yield

internal object ContendedCoroutines {
    @JvmStatic
    fun onLoop(scope: Scope, tasks: Int, times: Int) {
        val mutex = dev.catenary.Mutex.create("mutex").suspending()
        repeat(tasks) {
            scope.launchKotlin {
                repeat(times) {
                    val held = mutex.acquire()
                    if (it == 0) yield()
                    held.close()
                }
            }
        }
    }

    @JvmStatic
    fun raw(tasks: Int, times: Int) = runBlocking {
        val mutex = Mutex()
        repeat(tasks) {
            launch {
                repeat(times) {
                    mutex.lock()
                    if (it == 0) yield()
                    mutex.unlock()
                }
            }
        }
    }
}
