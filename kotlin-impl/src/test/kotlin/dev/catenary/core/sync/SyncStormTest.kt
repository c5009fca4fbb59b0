package dev.catenary.core.sync

import dev.catenary.core.Storm
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.job
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** Coroutines that are cancelled at any moment lose nothing, and nobody is left waiting. */
class SyncStormTest {
    private val storm = Storm()
    private val coroutines = CoroutineScope(Dispatchers.Default + SupervisorJob())
    private val inside = AtomicInteger()
    private val most = AtomicInteger()

    @Test fun mutexIsHeldByOneAtATime() = mutexIsHeldByOneAtATime(rounds = 15)

    @Test fun permitsOfManySizesAreConstant() = permitsOfManySizesAreConstant(rounds = 15)

    @Test fun tokensAreConstantWhileTheirTotalChanges() = tokensAreConstantWhileTheirTotalChanges(rounds = 5)

    @Test fun writersAreAloneAndReadersAreNotForgotten() = writersAreAloneAndReadersAreNotForgotten(rounds = 10)

    @Test fun everySignalReachesOneWhoReturns() = everySignalReachesOneWhoReturns(rounds = 5)

    @Test
    @Tag("slow")
    fun allOfThemForLong() {
        mutexIsHeldByOneAtATime(2_000)
        permitsOfManySizesAreConstant(2_000)
        tokensAreConstantWhileTheirTotalChanges(1_000)
        writersAreAloneAndReadersAreNotForgotten(1_000)
        everySignalReachesOneWhoReturns(1_000)
    }

    private fun mutexIsHeldByOneAtATime(rounds: Int) {
        val mutex = FairMutex("m", owned = false)

        rage(rounds) {
            mutex.acquire(this)
            try {
                inside(1) { yield() }
            } finally {
                mutex.release(this)
            }
        }

        assertThat(most.getAndSet(0)).describedAs("%s: at a time", storm).isEqualTo(1)
        assertThat(mutex.heldBy).describedAs("%s: held by", storm).isNull()
        assertThat(mutex.waiting).describedAs("%s: waiting", storm).isZero()
    }

    private fun permitsOfManySizesAreConstant(rounds: Int) {
        val semaphore = FairSemaphore("s", 5, 5)

        rage(rounds) { random ->
            val wanted = 1 + random.nextInt(5)
            semaphore.acquire(wanted)
            try {
                inside(wanted) { yield() }
            } finally {
                semaphore.release(wanted)
            }
        }

        assertThat(most.getAndSet(0)).describedAs("%s: permits out", storm).isLessThanOrEqualTo(5)
        assertThat(semaphore.available).describedAs("%s: permits", storm).isEqualTo(5)
        assertThat(semaphore.waiting).describedAs("%s: waiting", storm).isZero()
    }

    private fun tokensAreConstantWhileTheirTotalChanges(rounds: Int) {
        val limiter = Limiter("l", 3)

        rage(rounds) { random ->
            val borrower = Any()
            if (random.nextInt(10) == 0) limiter.total = 1 + random.nextInt(3)
            limiter.acquire(borrower)
            try {
                inside(1) { yield() }
            } finally {
                limiter.release(borrower)
            }
        }

        assertThat(most.getAndSet(0)).describedAs("%s: tokens out", storm).isLessThanOrEqualTo(3)
        assertThat(limiter.borrowed).describedAs("%s: borrowed", storm).isZero()
        assertThat(limiter.waiting).describedAs("%s: waiting", storm).isZero()
    }

    private fun writersAreAloneAndReadersAreNotForgotten(rounds: Int) {
        val mutex = ReadWriteMutex("rw")

        rage(rounds) { random ->
            val owner = Any()
            val write = random.nextInt(3) == 0
            mutex.acquire(owner, write)
            try {
                // a writer counts as many as all readers can be
                inside(if (write) WRITER else 1) { yield() }
            } finally {
                mutex.release(owner, write)
            }
        }

        assertThat(most.getAndSet(0)).describedAs("%s: inside", storm).isEqualTo(WRITER)
        assertThat(mutex.reading).describedAs("%s: reading", storm).isZero()
        assertThat(mutex.writtenBy).describedAs("%s: writing", storm).isNull()
        assertThat(mutex.waiting).describedAs("%s: waiting", storm).isZero()
    }

    private fun everySignalReachesOneWhoReturns(rounds: Int) {
        val mutex = FairMutex("m", owned = true)
        val condition = FairCondition(mutex, "c")
        val signalled = AtomicInteger()
        val returned = AtomicInteger()

        rage(rounds) { random ->
            val owner = Any()
            mutex.acquire(owner)
            try {
                if (random.nextBoolean()) signalled.addAndGet(condition.signal(owner, 1 + random.nextInt(3)))
                else {
                    // the others may all be gone: nobody waits for ever
                    withTimeout(50) {
                        condition.await(owner)
                        returned.incrementAndGet()
                    }
                }
            } finally {
                mutex.release(owner)
            }
        }

        assertThat(returned.get()).describedAs("%s: returned of signalled", storm).isEqualTo(signalled.get())
        assertThat(condition.waiting).describedAs("%s: waiting", storm).isZero()
        assertThat(mutex.heldBy).describedAs("%s: held by", storm).isNull()
    }

    /** In each round each thread starts 200 coroutines, cancels about half of them, and waits for all. */
    private fun rage(rounds: Int, use: suspend Any.(Random) -> Unit) {
        storm.rage { random ->
            repeat(rounds) {
                val some = List(200) { start(Random(random.nextInt()), use) }
                repeat(100) { some.random(random).cancel() }
                runBlocking { some.joinAll() }
            }
        }
        assertThat(coroutines.coroutineContext.job.children.count()).describedAs("%s: coroutines", storm).isZero()
    }

    private fun start(random: Random, use: suspend Any.(Random) -> Unit): Job = coroutines.launch { Any().use(random) }

    private suspend fun inside(weight: Int, act: suspend () -> Unit) {
        most.accumulateAndGet(inside.addAndGet(weight), ::maxOf)
        try {
            withContext(NonCancellable) { act() }
        } finally {
            inside.addAndGet(-weight)
        }
    }

    private companion object {
        const val WRITER = 100_000
    }
}
