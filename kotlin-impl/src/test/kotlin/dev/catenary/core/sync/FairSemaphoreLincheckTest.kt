package dev.catenary.core.sync

import dev.catenary.core.stress
import dev.catenary.core.wait.Caller
import kotlinx.coroutines.Job
import org.jetbrains.lincheck.datastructures.Operation
import org.junit.jupiter.api.Test

class FairSemaphoreLincheckTest {
    @Test
    fun headIsNeverPassedAndACancelLetsTheOthersGoOnOnRealThreads() = stress(Permits::class, PermitsInSequence::class)

    /** One who wants two permits and one who wants one; what is left in the end is told by [available]. */
    internal class Permits {
        private val semaphore = FairSemaphore("s", 1, 5)
        private val jobs = List(2) { Job() }

        @Operation(runOnce = true) fun wantMany() = acquire(0, 2)

        @Operation(runOnce = true) fun wantOne() = acquire(1, 1)

        private fun acquire(caller: Int, permits: Int) {
            Caller(jobs[caller]).call(Acquiring(semaphore, permits), Acquiring::acquire)
        }

        @Operation(runOnce = true) fun cancelMany() = jobs[0].cancel()

        @Operation(runOnce = true) fun cancelOne() = jobs[1].cancel()

        @Operation fun tryOne(): Boolean = semaphore.tryAcquire(1)

        @Operation
        fun release(): Boolean =
            try {
                semaphore.release(1)
                true
            } catch (surplus: IllegalStateException) {
                false
            }

        @Operation fun available(): Int = semaphore.available

        @Operation fun waiting(): Int = semaphore.waiting
    }

    private class Acquiring(private val semaphore: FairSemaphore, private val permits: Int) {
        suspend fun acquire() = semaphore.acquire(permits)
    }

    internal class PermitsInSequence {
        private var permits = 1
        private val waiters = ArrayList<Int>()
        private val cancelled = HashSet<Int>()

        fun wantMany() = acquire(2)

        fun wantOne() = acquire(1)

        private fun acquire(wanted: Int) {
            if (wanted in cancelled) return
            waiters.add(wanted)
            serve()
        }

        private fun serve() {
            while (waiters.isNotEmpty() && waiters.first() <= permits) permits -= waiters.removeAt(0)
        }

        fun cancelMany() = cancel(2)

        fun cancelOne() = cancel(1)

        private fun cancel(wanted: Int) {
            cancelled.add(wanted)
            waiters.remove(wanted)
            serve()
        }

        fun tryOne(): Boolean = (waiters.isEmpty() && permits > 0).also { if (it) permits-- }

        fun release(): Boolean {
            if (permits == 5) return false
            permits++
            serve()
            return true
        }

        fun available(): Int = permits

        fun waiting(): Int = waiters.size
    }
}
