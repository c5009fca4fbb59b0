package dev.catenary.core.loop

import kotlin.random.Random
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class LoopCoroutinesTest {
    private val test = TestLoop()
    private val loop = test.engine
    private val order = ArrayList<String>()
    private val millis
        get() = loop.clock.nanoTime() / 1_000_000

    @Test
    fun coroutinesRunInTurnsInTheOrderInWhichTheyWereLaunched() {
        test.run {
            for (i in 1..3) launch { order += "$i in the turn: ${loop.hasTurn}" }
            order += "launched"
        }

        assertThat(order)
            .containsExactly("launched", "1 in the turn: true", "2 in the turn: true", "3 in the turn: true")
    }

    @Test
    fun yieldLetsTheOthersHaveTheirTurn() {
        test.run {
            for (name in listOf("a", "b")) launch {
                order += "$name 1"
                yield()
                order += "$name 2"
            }
        }

        assertThat(order).containsExactly("a 1", "b 1", "a 2", "b 2")
    }

    @Test
    fun delayWaitsInTheLoopsTime() {
        test.run {
            for (i in listOf(300L, 100, 200)) launch {
                delay(i)
                order += "$i at $millis"
                delay(1_000)
                order += "$i at $millis"
            }
        }

        assertThat(order)
            .containsExactly(
                "100 at 100",
                "200 at 200",
                "300 at 300",
                "100 at 1100",
                "200 at 1200",
                "300 at 1300",
            )
    }

    @Test
    fun delayThatIsCancelledLeavesNoTimer() {
        test.run {
            launch {
                val sleepers = List(10) { launch { delay(it + 1L) } }
                launch(start = CoroutineStart.UNDISPATCHED) { delay(Long.MAX_VALUE / 2) }.cancelAndJoin()
                yield()
                order += "${loop.timersWaiting} timers"
                sleepers.forEach { it.cancel() }
                order += "${loop.timersWaiting} timers"
            }
        }

        assertThat(order).containsExactly("10 timers", "0 timers")
        assertThat(millis).isZero()
    }

    @Test
    fun delayThatAStrangerCancelsLeavesNoTimer() {
        test.run {
            launch {
                val sleeper = launch(start = CoroutineStart.UNDISPATCHED) { delay(100) }
                elsewhere { sleeper.cancel() }
                sleeper.join()
                yield()
                order += "${loop.timersWaiting} timers"
            }
        }

        assertThat(order).containsExactly("0 timers")
        assertThat(millis).isZero()
    }

    @Test
    fun timeoutCutsShortWhatTakesTooLong() {
        test.run {
            launch {
                try {
                    withTimeout(50.milliseconds) {
                        try {
                            awaitCancellation()
                        } finally {
                            order += "cut short at $millis"
                        }
                    }
                } catch (timeout: TimeoutCancellationException) {
                    order += "timeout"
                }
                order += "${withTimeoutOrNull(50) { delay(51) }} at $millis"
            }
        }

        assertThat(order).containsExactly("cut short at 50", "timeout", "null at 100")
    }

    @Test
    fun timeoutThatIsNotReachedLeavesNoTimer() {
        test.run {
            launch {
                val value = withTimeout(50) { delay(49).let { "in time" } }
                order += "$value, ${loop.timersWaiting} timers"
            }
        }

        assertThat(order).containsExactly("in time, 0 timers")
        assertThat(millis).isEqualTo(49)
    }

    @Test
    fun coroutineComesToTheLoopFromElsewhereAndGoesBack() {
        test.run {
            loop.underWay++
            CoroutineScope(Dispatchers.Default).launch {
                order += "elsewhere: ${loop.hasTurn}"
                withContext(loop) {
                    yield()
                    order += "here: ${loop.hasTurn}"
                }
                order += "elsewhere: ${loop.hasTurn}"
                loop.execute { loop.underWay-- }
            }
        }

        assertThat(order).containsExactly("elsewhere: false", "here: true", "elsewhere: false")
    }

    @Test
    fun coroutineGoesElsewhereAndComesBackToTheLoop() {
        test.run {
            loop.underWay++
            launch {
                val there = withContext(Dispatchers.Default) { loop.hasTurn }
                order += "there: $there, here: ${loop.hasTurn}"
                loop.underWay--
            }
        }

        assertThat(order).containsExactly("there: false, here: true")
    }

    @Test
    fun failureOfACoroutineIsNotTheLoops() {
        test.run {
            launch {
                val broken = CoroutineScope(loop + Job()).async { error("boom") }
                order += runCatching { broken.await() }.exceptionOrNull()!!.message!!
            }
        }

        assertThat(order).containsExactly("boom")
    }

    @Test
    fun hundredThousandCoroutinesWakeInTheOrderOfTheirDelays() {
        val random = Random(3)
        val woken = ArrayList<Long>()

        test.run {
            launch {
                List(100_000) {
                        val millis = random.nextLong(1, 1_000)
                        async {
                            delay(millis)
                            woken += millis
                            check(this@LoopCoroutinesTest.millis == millis)
                        }
                    }
                    .awaitAll()
                order += "all at $millis"
            }
        }

        assertThat(woken).hasSize(100_000).isSorted()
        assertThat(order).containsExactly("all at 999")
    }

    private fun launch(block: suspend CoroutineScope.() -> Unit) {
        CoroutineScope(loop).launch(block = block)
    }
}
