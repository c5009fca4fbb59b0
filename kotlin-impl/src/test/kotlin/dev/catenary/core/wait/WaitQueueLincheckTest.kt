package dev.catenary.core.wait

import dev.catenary.core.modelCheck
import dev.catenary.core.race
import dev.catenary.core.stress
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.Job
import kotlinx.coroutines.suspendCancellableCoroutine
import org.jetbrains.lincheck.datastructures.Operation
import org.junit.jupiter.api.Test

class WaitQueueLincheckTest {
    @Test
    fun waitersAreServedInTheOrderInWhichTheyCameInEveryInterleaving() =
        modelCheck(
            Waits::class,
            WaitsInSequence::class,
            race(
                listOf(Waits::acquire, Waits::release),
                listOf(Waits::acquire, Waits::release),
                listOf(Waits::tryAcquire),
            ),
        )

    @Test fun waitersAreServedInTheOrderInWhichTheyCameOnRealThreads() = stress(Waits::class, WaitsInSequence::class)

    @Test
    fun eitherAGrantOrACancelHasTheWaitInEveryInterleaving() =
        modelCheck(
            Cancels::class,
            CancelsInSequence::class,
            race(listOf(Cancels::acquire0, Cancels::acquire1), listOf(Cancels::cancel1), listOf(Cancels::release)),
            race(
                listOf(Cancels::acquire0, Cancels::acquireAsHost),
                listOf(Cancels::takeBack),
                listOf(Cancels::release),
            ),
        )

    @Test fun eitherAGrantOrACancelHasTheWaitOnRealThreads() = stress(Cancels::class, CancelsInSequence::class)

    /** Callers that Lincheck suspends, and wants to see resumed. */
    internal class Waits {
        private val semaphore = FairSemaphore(1)

        @Operation suspend fun acquire(): Unit = semaphore.acquire()

        @Operation fun tryAcquire(): Boolean = semaphore.tryAcquire()

        @Operation fun release(): Boolean = semaphore.release()
    }

    internal class WaitsInSequence {
        private var permits = 1
        private val waiters = ArrayDeque<CancellableContinuation<Unit>>()

        suspend fun acquire() {
            if (permits > 0) permits-- else suspendCancellableCoroutine<Unit> { waiters.addLast(it) }
        }

        fun tryAcquire(): Boolean = (permits > 0).also { if (it) permits-- }

        fun release(): Boolean {
            val next = waiters.removeFirstOrNull()
            if (next == null) permits++ else next.resumeWith(Result.success(Unit))
            return next != null
        }
    }

    /** Two callers that are cancelled through their Jobs and one that takes its wait back; each waits once. */
    internal class Cancels {
        private val semaphore = FairSemaphore(1)
        private val host = HostingCaller()
        private val jobs = List(2) { Job() }
        private val callers = jobs.map(::Caller)

        @Operation(runOnce = true) fun acquire0() = acquire(callers[0])

        @Operation(runOnce = true) fun acquire1() = acquire(callers[1])

        @Operation(runOnce = true) fun acquireAsHost() = acquire(host)

        private fun acquire(caller: Caller) {
            caller.acquire(semaphore)
        }

        @Operation(runOnce = true) fun cancel0() = jobs[0].cancel()

        @Operation(runOnce = true) fun cancel1() = jobs[1].cancel()

        @Operation fun takeBack(): Boolean = host.takeBack()

        @Operation fun release(): Boolean = semaphore.release()

        @Operation fun waiting(): Int = semaphore.waiting
    }

    internal class CancelsInSequence {
        private var permits = 1
        private val waiters = ArrayList<Int>()
        private val cancelled = HashSet<Int>()

        fun acquire0() = acquire(0)

        fun acquire1() = acquire(1)

        fun acquireAsHost() = acquire(HOST)

        private fun acquire(caller: Int) {
            if (caller in cancelled) return
            if (permits > 0) permits-- else waiters.add(caller)
        }

        fun cancel0() = cancel(0)

        fun cancel1() = cancel(1)

        private fun cancel(caller: Int) {
            cancelled.add(caller)
            waiters.remove(caller)
        }

        fun takeBack(): Boolean = waiters.remove(HOST)

        fun release(): Boolean = (waiters.removeFirstOrNull() != null).also { if (!it) permits++ }

        fun waiting(): Int = waiters.size

        private companion object {
            const val HOST = 2
        }
    }
}
