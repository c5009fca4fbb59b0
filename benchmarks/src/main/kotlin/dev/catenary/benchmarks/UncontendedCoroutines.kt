package dev.catenary.benchmarks

import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.Semaphore

internal object UncontendedCoroutines {
    @JvmStatic
    fun mutex(times: Int) {
        val mutex = Mutex()
        repeat(times) {
            check(mutex.tryLock())
            mutex.unlock()
        }
    }

    @JvmStatic
    fun semaphore(times: Int) {
        val semaphore = Semaphore(1)
        repeat(times) {
            check(semaphore.tryAcquire())
            semaphore.release()
        }
    }
}
