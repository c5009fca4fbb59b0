package dev.catenary.core.wait

import dev.catenary.core.Storm
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReferenceArray
import kotlin.random.Random
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.job
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class WaitQueueStormTest {
    private val storm = Storm()

    /** Callers of all kinds stand in slots that all threads share: any thread may cancel or serve any of them. */
    @Test
    fun permitsAreKeptAndNobodyIsForgottenInAMillionOperations() {
        val place = Place(permits = 3)

        storm.rage { random -> place.visit(random, operations = 250_000) }
        place.serveAll()

        assertThat(place.left()).describedAs("%s: who still waits", storm).isEmpty()
        assertThat(place.semaphore.waiting).describedAs("%s: waiting", storm).isZero()
        assertThat(place.semaphore.available).describedAs("%s: permits", storm).isEqualTo(3)
    }

    private class Place(permits: Int) {
        val semaphore = FairSemaphore(permits)
        private val slots = AtomicReferenceArray<Visitor?>(24)

        fun visit(random: Random, operations: Int) {
            var held = 0
            repeat(operations) {
                val slot = random.nextInt(slots.length())
                when (random.nextInt(8)) {
                    0,
                    1,
                    2 -> enter(slot, random.nextInt(3))
                    3 -> slots[slot]?.cancel()
                    4 -> if (semaphore.tryAcquire()) held++
                    else -> if (leave(slot)) held++
                }
                if (held > 0 && random.nextInt(held + 1) > 0) {
                    held--
                    semaphore.release()
                }
            }
            repeat(held) { semaphore.release() }
        }

        private fun enter(slot: Int, kind: Int) {
            if (slots[slot] != null) return
            val visitor =
                when (kind) {
                    0 -> Steadfast()
                    1 -> Cancellable(Job())
                    else -> Host()
                }
            if (slots.compareAndSet(slot, null, visitor)) visitor.caller.acquire(semaphore)
        }

        /** Shows out one whose wait is over; true if it had a permit, which is the caller's now. */
        private fun leave(slot: Int): Boolean {
            val visitor = slots[slot] ?: return false
            return visitor.isOver && slots.compareAndSet(slot, visitor, null) && visitor.caller.wasGranted
        }

        /** When the storm is over: whoever still waits is served by those who have been. */
        fun serveAll() {
            while (true) {
                val served = (0 until slots.length()).count { leave(it) }
                if (served == 0) return
                repeat(served) { semaphore.release() }
            }
        }

        fun left(): List<Visitor> = (0 until slots.length()).mapNotNull { slots[it] }
    }

    private abstract class Visitor(val caller: Caller) {
        abstract val isOver: Boolean

        abstract fun cancel()
    }

    private class Steadfast : Visitor(Caller()) {
        override val isOver
            get() = !caller.isWaiting

        override fun cancel() = Unit
    }

    private class Cancellable(private val job: CompletableJob) : Visitor(Caller(job)) {
        override val isOver
            get() = !caller.isWaiting

        override fun cancel() = job.cancel()
    }

    private class Host(private val host: HostingCaller = HostingCaller()) : Visitor(host) {
        @Volatile private var gone = false

        override val isOver
            get() = gone || !caller.isWaiting

        override fun cancel() {
            if (host.takeBack()) gone = true
        }
    }

    @Test
    fun coroutinesThatAreCancelledAtAnyMomentLoseNoPermit() {
        val semaphore = FairSemaphore(2)
        val inside = AtomicInteger()
        val most = AtomicInteger()
        val coroutines = CoroutineScope(Dispatchers.Default)

        storm.rage { random ->
            repeat(50) {
                val some =
                    List(200) {
                        coroutines.launch {
                            semaphore.acquire()
                            most.accumulateAndGet(inside.incrementAndGet(), ::maxOf)
                            runCatching { yield() }
                            inside.decrementAndGet()
                            semaphore.release()
                        }
                    }
                repeat(100) { some.random(random).cancel() }
                runBlocking { some.joinAll() }
            }
        }

        assertThat(coroutines.coroutineContext.job.children.count()).describedAs("%s: coroutines", storm).isZero()
        assertThat(semaphore.waiting).describedAs("%s: waiting", storm).isZero()
        assertThat(semaphore.available).describedAs("%s: permits", storm).isEqualTo(2)
        assertThat(most.get()).describedAs("%s: at a time", storm).isLessThanOrEqualTo(2)
    }
}
