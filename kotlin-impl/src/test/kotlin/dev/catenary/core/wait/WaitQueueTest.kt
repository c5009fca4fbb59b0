package dev.catenary.core.wait

import java.io.IOException
import java.util.concurrent.CancellationException
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.InternalForInheritanceCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

class WaitQueueTest {
    @Test
    fun waitersAreServedInTheOrderInWhichTheyCame() {
        val semaphore = FairSemaphore(0)
        val callers = List(5) { Caller().acquire(semaphore) }

        for (served in 1..5) {
            semaphore.release()

            assertThat(callers.map { it.isWaiting }).isEqualTo(List(5) { it >= served })
        }
        assertThat(semaphore.available).isZero()
    }

    @Test
    fun whatIsFreeIsTakenWithoutAWait() {
        val semaphore = FairSemaphore(1)

        val caller = Caller().acquire(semaphore)

        assertThat(caller.wasGranted).isTrue()
        assertThat(semaphore.available).isZero()
        assertThat(semaphore.waiting).isZero()
    }

    @Test
    fun cancelledWaitersLeaveTheQueueFromAnyPlaceInIt() {
        val semaphore = FairSemaphore(0)
        val jobs = List(6) { Job() }
        val callers = jobs.map { Caller(it).acquire(semaphore) }

        for (gone in listOf(0, 2, 3, 5)) jobs[gone].cancel()

        assertThat(callers.map { it.wasCancelled }).containsExactly(true, false, true, true, false, true)
        assertThat(semaphore.waiting).isEqualTo(2)
        semaphore.release()
        assertThat(callers[1].wasGranted).isTrue()
        assertThat(callers[4].isWaiting).isTrue()
        semaphore.release()
        assertThat(callers[4].wasGranted).isTrue()
        assertThat(semaphore.waiting).isZero()
    }

    @Test
    fun cancelBeforeTheWaitThrowsWithoutAsking() {
        val semaphore = FairSemaphore(1)
        val cancelled = Job().apply { cancel() }

        val caller = Caller(cancelled).acquire(semaphore)

        assertThat(caller.wasCancelled).isTrue()
        assertThat(semaphore.available).isEqualTo(1)
    }

    @Test
    fun cancelAfterTheGrantComesTooLate() {
        val semaphore = FairSemaphore(0)
        val job = Job()
        val caller = Caller(job).acquire(semaphore)

        semaphore.release()
        job.cancel()

        assertThat(caller.wasGranted).isTrue()
        assertThat(semaphore.available).isZero()
    }

    @Test
    fun coroutineThatWasGrantedGetsItsGrantThoughItIsCancelledBeforeItRunsAgain() {
        val turns = HeldTurns()
        val semaphore = FairSemaphore(0)
        val seen = ArrayList<String>()
        val job =
            CoroutineScope(turns).launch {
                semaphore.acquire()
                seen += "granted"
                runCatching { semaphore.acquire() }.onFailure { seen += "cancelled at the next wait" }
            }
        turns.runAll()

        semaphore.release()
        job.cancel()
        turns.runAll()

        assertThat(seen).containsExactly("granted", "cancelled at the next wait")
        assertThat(semaphore.available).isZero()
        assertThat(semaphore.waiting).isZero()
    }

    @Test
    fun coroutineThatWasCancelledIsNotGrantedBeforeItRunsAgain() {
        val turns = HeldTurns()
        val semaphore = FairSemaphore(0)
        val job = CoroutineScope(turns).launch { semaphore.acquire() }
        turns.runAll()

        job.cancel()
        semaphore.release()
        turns.runAll()

        assertThat(job.isCancelled).isTrue()
        assertThat(semaphore.available).isEqualTo(1)
    }

    @Test
    fun waitOfACoroutineThatCannotBeCancelledGoesOn() {
        val turns = HeldTurns()
        val semaphore = FairSemaphore(0)
        var granted = false
        val job =
            CoroutineScope(turns).launch {
                withContext(NonCancellable) { semaphore.acquire() }
                granted = true
            }
        turns.runAll()

        job.cancel()
        turns.runAll()

        assertThat(semaphore.waiting).isEqualTo(1)
        semaphore.release()
        turns.runAll()
        assertThat(granted).isTrue()
    }

    @Test
    fun failureOfTheJobReachesTheWaiterAsACancellation() {
        val semaphore = FairSemaphore(0)
        val job = Job()
        val caller = Caller(job).acquire(semaphore)

        job.completeExceptionally(IOException("boom"))

        assertThat(caller.failure)
            .isInstanceOf(CancellationException::class.java)
            .hasRootCauseInstanceOf(IOException::class.java)
        assertThat(semaphore.waiting).isZero()
    }

    @Test
    fun waitThatIsOverLeavesNothingOnItsJob() {
        val job = CountedHandlers()
        val semaphore = FairSemaphore(1)

        Caller(job).acquire(semaphore)
        Caller(job).acquire(semaphore)
        assertThat(job.handlers).isEqualTo(1)
        semaphore.release()

        assertThat(job.handlers).isZero()
    }

    @Test
    fun waitWhoseQuestionThrowsLeavesNothingOnItsJob() {
        val job = CountedHandlers()
        val closed = RefusingQueue()

        val caller = Caller(job).apply { call(closed, RefusingQueue::await) }

        assertThat(caller.failure).hasMessage("closed")
        assertThat(job.handlers).isZero()
        assertThat(closed.locked { true }).isTrue()
    }

    @Test
    fun waiterThatIsToldOfItsCancelTakesItsWaitBack() {
        val semaphore = FairSemaphore(0)
        val first = HostingCaller().acquire(semaphore)
        val second = HostingCaller().acquire(semaphore)

        val takenBack = first.takeBack()

        assertThat(takenBack).isTrue()
        assertThat(semaphore.waiting).isEqualTo(1)
        semaphore.release()
        assertThat(first.isWaiting).isTrue()
        assertThat(second.wasGranted).isTrue()
    }

    @Test
    fun waitThatWasGrantedCanNotBeTakenBack() {
        val semaphore = FairSemaphore(0)
        val caller = HostingCaller().acquire(semaphore)

        semaphore.release()

        assertThat(caller.takeBack()).isFalse()
        assertThat(caller.wasGranted).isTrue()
    }

    @Test
    fun waiterIsInOneQueueAtATime() {
        val lock = object : SpinLock() {}
        val queue = WaitQueue<Unit>(lock)
        val other = WaitQueue<Unit>(lock)
        val waiter = Nobody()
        queue.add(waiter)

        assertThatThrownBy { other.add(waiter) }.hasMessage("waiter is in a queue already")

        assertThat(waiter in queue).isTrue()
        assertThat(waiter in other).isFalse()
        assertThat(other.remove(waiter)).isFalse()
        assertThat(queue.remove(waiter)).isTrue()
        assertThat(queue.remove(waiter)).isFalse()
        other.add(waiter)
        assertThat(other.poll()).isSameAs(waiter)
        assertThat(other.poll()).isNull()
        assertThat(listOf(queue, other)).allMatch { it.isEmpty && it.size == 0 }
    }

    private class Nobody : Waiter<Unit>() {
        override fun resume(value: Unit) = Unit
    }

    private class RefusingQueue : SpinLock() {
        private val waiters = WaitQueue<Any?>(this)

        suspend fun await(): Any? = waiters.await { error("closed") }
    }

    /** A Job that counts the handlers it holds. */
    @OptIn(InternalCoroutinesApi::class, InternalForInheritanceCoroutinesApi::class)
    private class CountedHandlers(private val job: CompletableJob = Job()) : Job by job {
        var handlers = 0

        @Suppress("UNCHECKED_CAST")
        override fun <E : CoroutineContext.Element> get(key: CoroutineContext.Key<E>): E? =
            if (key === Job) this as E else null

        override fun invokeOnCompletion(
            onCancelling: Boolean,
            invokeImmediately: Boolean,
            handler: (cause: Throwable?) -> Unit,
        ): DisposableHandle {
            val handle = job.invokeOnCompletion(onCancelling, invokeImmediately, handler)
            handlers++
            return DisposableHandle {
                handlers--
                handle.dispose()
            }
        }
    }
}
