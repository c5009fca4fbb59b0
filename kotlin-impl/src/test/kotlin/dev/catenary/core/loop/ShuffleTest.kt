package dev.catenary.core.loop

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class ShuffleTest {
    private class Task(private val number: Int, private val order: MutableList<Int>) : Runnable {
        override fun run() {
            order += number
        }
    }

    /** A hundred tasks, some of them callbacks, in the order in which they ran. */
    private fun orderUnder(seed: Long?, isCallback: (Int) -> Boolean = { false }): List<Int> {
        val test = TestLoop(seed)
        val order = ArrayList<Int>()
        test.run {
            for (number in 0..99) {
                val task = Task(number, order)
                test.engine.execute(if (isCallback(number)) InOrder(task::run) else task)
            }
        }
        return order
    }

    @Test
    fun sameSeedGivesTheSameOrder() {
        assertThat(orderUnder(7)).isEqualTo(orderUnder(7))
    }

    @Test
    fun seedsGiveDifferentOrdersOfTheSameTasks() {
        val orders = (1L..20L).map(::orderUnder)

        assertThat(orders).doesNotHaveDuplicates().allSatisfy { assertThat(it.sorted()).isEqualTo((0..99).toList()) }
    }

    @Test
    fun withoutASeedTheOrderIsThatOfTheCalls() {
        assertThat(orderUnder(null)).isSorted()
    }

    @Test
    fun callbacksKeepTheirPlaces() {
        val order = orderUnder(7) { it % 5 == 0 }

        for (place in 0..99 step 5) assertThat(order[place]).isEqualTo(place)
        assertThat(order.filter { it % 5 != 0 }).isNotEqualTo((0..99).filter { it % 5 != 0 })
    }

    @Test
    fun timersKeepTheirOrder() {
        val test = TestLoop(7)
        val order = ArrayList<Int>()

        test.run {
            for (number in 1..100) test.engine.schedule(1) { order += number }
            elsewhere { for (number in 101..200) test.engine.schedule(1) { order += number } }
        }

        assertThat(order).isEqualTo((1..200).toList())
    }

    @Test
    fun moreThanARoundIsAllRun() {
        val test = TestLoop(7)
        val order = ArrayList<Int>()
        val many = 3 * EventLoop.ROUND + 1

        test.run { for (number in 1..many) test.engine.execute(Task(number, order)) }

        assertThat(order.sorted()).isEqualTo((1..many).toList())
    }

    @Test
    fun whatIsPutFirstRunsNext() {
        val test = TestLoop(7)
        val order = ArrayList<Int>()

        test.run {
            test.engine.execute(InOrder { test.engine.executeFirst(Task(0, order)) })
            for (number in 1..100) test.engine.execute(Task(number, order))
        }

        assertThat(order).hasSize(101).startsWith(0)
    }
}
