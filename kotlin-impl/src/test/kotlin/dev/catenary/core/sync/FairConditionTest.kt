package dev.catenary.core.sync

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** A mutex knows its conditions to break those who wait, and keeps no other: there may come to be very many. */
class FairConditionTest {
    private val mutex = FairMutex("mutex", owned = false)
    private val condition = FairCondition(mutex, "condition")
    private val owner = Any()

    @Test
    fun mutexKeepsAConditionUntilItsLastWaiterIsSignalled(): Unit = runBlocking {
        assertThat(mutex.conditions).isEmpty()
        val waits = List(2) { waiter() }
        mutex.acquire(owner)

        condition.signal(owner, 1)
        assertThat(mutex.conditions).containsExactly(condition)
        condition.signal(owner, 1)
        assertThat(mutex.conditions).isEmpty()

        mutex.release(owner)
        waits.forEach { it.join() }
    }

    @Test
    fun mutexKeepsAConditionUntilItsLastWaiterIsCancelled(): Unit = runBlocking {
        val (first, second) = List(2) { waiter() }

        first.cancelAndJoin()
        assertThat(mutex.conditions).containsExactly(condition)
        second.cancelAndJoin()
        assertThat(mutex.conditions).isEmpty()
    }

    private fun CoroutineScope.waiter(): Job =
        launch(start = CoroutineStart.UNDISPATCHED) {
            val own = Any()
            mutex.acquire(own)
            try {
                condition.await(own)
            } finally {
                mutex.release(own)
            }
        }
}
