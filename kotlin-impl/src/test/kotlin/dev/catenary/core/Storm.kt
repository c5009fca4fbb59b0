package dev.catenary.core

import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CyclicBarrier
import kotlin.concurrent.thread
import kotlin.random.Random
import org.assertj.core.api.Assertions.assertThat

/**
 * Some threads that all do the same at random. What each of them does follows from the seed, which every failure names;
 * `-Dstorm.seed=…` does it again.
 */
internal class Storm(private val threads: Int = 4) {
    private val seed = java.lang.Long.getLong("storm.seed") ?: System.nanoTime()

    /** Lets each thread run [act] and returns when all have; fails if one has. */
    fun rage(act: (Random) -> Unit) {
        val failures = ConcurrentLinkedQueue<Throwable>()
        val start = CyclicBarrier(threads)
        val all =
            List(threads) { index ->
                thread(name = "storm-$index", isDaemon = true) {
                    try {
                        start.await()
                        act(Random(seed + index))
                    } catch (failure: Throwable) {
                        failures.add(failure)
                    }
                }
            }
        all.forEach { it.join() }
        assertThat(failures).describedAs(toString()).isEmpty()
    }

    override fun toString() = "storm of seed $seed"
}
