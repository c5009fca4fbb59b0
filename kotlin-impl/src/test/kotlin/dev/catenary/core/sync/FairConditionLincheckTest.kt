package dev.catenary.core.sync

import dev.catenary.core.stress
import dev.catenary.core.wait.Caller
import kotlinx.coroutines.Job
import org.jetbrains.lincheck.datastructures.Operation
import org.junit.jupiter.api.Test

class FairConditionLincheckTest {
    @Test
    fun eitherASignalOrACancelEndsAWaitAndTheMutexIsHeldThenOnRealThreads() =
        stress(Waits::class, WaitsInSequence::class)

    /** Each waiter acquires, waits once, and when that has ended gives the mutex back. */
    internal class Waits {
        private val mutex = FairMutex("m", owned = true)
        private val condition = FairCondition(mutex, "c")
        private val jobs = List(2) { Job() }
        private val callers = jobs.map(::Caller)

        @Operation(runOnce = true) fun wait0(): Boolean = await(0)

        @Operation(runOnce = true) fun wait1(): Boolean = await(1)

        /** False if somebody holds the mutex just now, which no step of this test does for long. */
        private fun await(index: Int): Boolean {
            while (mutex.tryAcquire(index) !== Unit) Thread.onSpinWait()
            callers[index].call(Waiting(condition, index), Waiting::await)
            return true
        }

        @Operation(runOnce = true) fun cancel0() = jobs[0].cancel()

        @Operation(runOnce = true) fun cancel1() = jobs[1].cancel()

        @Operation fun signal(): Int = signal(1)

        @Operation fun signalAll(): Int = signal(2)

        private fun signal(count: Int): Int {
            while (mutex.tryAcquire("signaller") !== Unit) Thread.onSpinWait()
            return condition.signal("signaller", count).also { mutex.release("signaller") }
        }

        @Operation fun waiting(): Int = condition.waiting

        @Operation fun isSignalled0(): Boolean = callers[0].wasGranted
    }

    private class Waiting(private val condition: FairCondition, private val owner: Any) {
        suspend fun await() =
            try {
                condition.await(owner)
            } finally {
                condition.mutex.release(owner)
            }
    }

    internal class WaitsInSequence {
        private val waiters = ArrayList<Int>()
        private val cancelled = HashSet<Int>()
        private val signalled = HashSet<Int>()

        fun wait0(): Boolean = await(0)

        fun wait1(): Boolean = await(1)

        private fun await(index: Int): Boolean {
            if (index !in cancelled) waiters.add(index)
            return true
        }

        fun cancel0() = cancel(0)

        fun cancel1() = cancel(1)

        private fun cancel(index: Int) {
            cancelled.add(index)
            waiters.remove(index)
        }

        fun signal(): Int = signal(1)

        fun signalAll(): Int = signal(2)

        private fun signal(count: Int): Int {
            val reached = waiters.take(count)
            signalled.addAll(reached)
            waiters.removeAll(reached)
            return reached.size
        }

        fun waiting(): Int = waiters.size

        fun isSignalled0(): Boolean = 0 in signalled
    }
}
