package dev.catenary.core.loop

import java.util.TreeMap
import kotlin.random.Random
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class TimersTest {
    private val test = TestLoop()
    private val loop = test.engine
    private val order = ArrayList<Any>()

    @Test
    fun timersRunByDeadline() {
        test.run { for (nanos in listOf(30L, 10, 20)) loop.schedule(nanos) { order += nanos to loop.clock.nanoTime() } }

        assertThat(order).containsExactly(10L to 10L, 20L to 20L, 30L to 30L)
    }

    @Test
    fun timersThatAreDueTogetherRunInTheOrderInWhichTheyWereSet() {
        test.run {
            loop.scheduleAt(20) { order += "20 a" }
            loop.scheduleAt(10) { order += "10 a" }
            loop.schedule(20) { order += "20 b" }
            loop.scheduleAt(10) { order += "10 b" }
            elsewhere { loop.scheduleAt(10) { order += "10 of a stranger" } }
            loop.scheduleAt(20) { order += "20 c" }
        }

        assertThat(order).containsExactly("10 a", "10 b", "10 of a stranger", "20 a", "20 b", "20 c")
    }

    @Test
    fun timersThatBecomeDueDuringATurnRunByDeadline() {
        test.run {
            loop.schedule(3) { order += 3 }
            loop.schedule(1) { order += 1 }
            loop.schedule(2) { order += 2 }
            test.advance(5)
        }

        assertThat(order).containsExactly(1, 2, 3)
    }

    @Test
    fun timerThatIsDueAlreadyRunsAfterWhatWasReadyBefore() {
        test.run {
            loop.execute { order += "a" }
            loop.schedule(0) { order += "b" }
            loop.schedule(-5) { order += "c" }
            loop.scheduleAt(-1) { order += "d" }
            loop.execute { order += "e" }
        }

        assertThat(order).containsExactly("a", "b", "c", "d", "e")
        assertThat(loop.clock.nanoTime()).isZero()
    }

    @Test
    fun timerSetByAStrangerRunsAtItsTime() {
        test.run { elsewhere { loop.schedule(5) { order += loop.clock.nanoTime() } } }

        assertThat(order).containsExactly(5L)
    }

    @Test
    fun cancelledTimerLeavesTheHeapAndDoesNotRun() {
        var left = -1
        test.run {
            val timers = List(100) { loop.schedule(it + 1L) { order += it } }
            for (timer in timers.shuffled(Random(1))) if (timers.indexOf(timer) != 42) timer.cancel()
            left = loop.timersWaiting
        }

        assertThat(left).isEqualTo(1)
        assertThat(order).containsExactly(42)
    }

    @Test
    fun timerIsCancelledOnceAndNotAfterItHasRun() {
        test.run {
            val cancelled = loop.schedule(1) { order += "cancelled" }
            val ran = loop.schedule(2) { order += "ran" }
            order += cancelled.cancel()
            order += cancelled.cancel()
            order += cancelled.isCancelled
            loop.schedule(3) { order += ran.cancel() }
        }

        assertThat(order).containsExactly(true, false, true, "ran", false)
    }

    @Test
    fun timerThatIsDueCanBeCancelledUntilItsTurn() {
        test.run {
            lateinit var second: Timer
            loop.schedule(1) {
                order += "first"
                order += second.cancel()
            }
            second = loop.schedule(1) { order += "second" }
        }

        assertThat(order).containsExactly("first", true)
    }

    @Test
    fun timerCancelsItselfInVain() {
        test.run {
            lateinit var timer: Timer
            timer = loop.schedule(1) { order += timer.cancel() }
        }

        assertThat(order).containsExactly(false)
    }

    @Test
    fun strangersCancelTakesTheTimerOutAtTheNextTurn() {
        var left = -1
        test.run {
            val timer = loop.schedule(5) { order += "ran" }
            elsewhere {
                order += timer.cancel()
                order += loop.schedule(5) { order += "ran" }.cancel()
            }
            loop.execute { loop.execute { left = loop.timersWaiting } }
        }

        assertThat(left).isZero()
        assertThat(order).containsExactly(true, true)
        assertThat(loop.clock.nanoTime()).isZero()
    }

    @Test
    fun deadlineMayLieBeyondTheEndOfTheClock() {
        test.advance(Long.MAX_VALUE - 10)

        test.run {
            loop.schedule(20) { order += "past the overflow" }
            loop.schedule(5) { order += "before it" }
            loop
                .schedule(Long.MAX_VALUE) { order += "never" }
                .also { never ->
                    loop.schedule(30) {
                        order += never.cancel()
                    }
                }
        }

        assertThat(order).containsExactly("before it", "past the overflow", true)
    }

    /** A model of the heap: what has not run, by deadline and by the order of the calls. */
    @Test
    fun randomTimersRunAndAreCancelledAsInASortedModel() {
        val random = Random(7)
        val model = TreeMap<Key, Timer>(compareBy({ it.deadline }, { it.sequence }))
        var set = 0
        var ran = 0

        fun setOne() {
            val key = Key(loop.clock.nanoTime() + random.nextLong(1, 50), set++)
            model[key] =
                loop.scheduleAt(key.deadline) {
                    assertThat(model.firstKey()).isEqualTo(key)
                    assertThat(loop.clock.nanoTime()).isEqualTo(key.deadline)
                    model.remove(key)
                    ran++
                    if (set < 50_000) repeat(random.nextInt(4)) { setOne() }
                    if (random.nextInt(3) == 0) model.pollLastEntry()?.value?.let { assertThat(it.cancel()).isTrue() }
                }
        }
        test.run {
            repeat(1_000) { setOne() }
            val some = model.entries.shuffled(random).take(500)
            for ((key, timer) in some) {
                timer.cancel()
                model.remove(key)
            }
            assertThat(loop.timersWaiting).isEqualTo(500)
        }

        assertThat(model).isEmpty()
        assertThat(loop.timersWaiting).isZero()
        assertThat(ran).isGreaterThan(10_000)
    }

    private data class Key(val deadline: Long, val sequence: Int)
}
