package dev.catenary.core.loop

import java.util.ArrayDeque
import kotlin.random.Random

/**
 * What keeps its place among the others of its round also under a seed: a callback, a timer, work of the loop itself.
 */
public fun interface InOrder : Runnable

/**
 * The order of a round by lot. What is not [InOrder] is a task that begins or goes on: these change places with each
 * other. Nobody was promised an order among them that a program may rely on, but without a seed they have one.
 */
public class Shuffle(seed: Long) {
    private val random = Random(seed)

    /** The first [count] of [ready]. */
    internal fun first(count: Int, ready: ArrayDeque<Runnable>) {
        val round = Array(count) { ready.pollFirst() }
        val places = round.indices.filter { round[it] !is InOrder }
        val tasks = places.map { round[it] }.shuffled(random)
        places.forEachIndexed { index, place -> round[place] = tasks[index] }
        round.reversed().forEach(ready::addFirst)
    }
}
