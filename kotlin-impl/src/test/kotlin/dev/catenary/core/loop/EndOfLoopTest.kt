package dev.catenary.core.loop

import dev.catenary.core.Storm
import java.util.concurrent.CountDownLatch
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

class EndOfLoopTest {
    private val failures = LinkedBlockingQueue<Throwable>()
    private val loop = EventLoop("test", failures = failures::add)
    private val order = ArrayList<String>()

    @Test
    fun stopLetsWhatIsReadyRunAndWhatThatMakesReady() {
        loop.execute {
            loop.stop()
            loop.execute { loop.execute { order += "ready later" } }
            elsewhere { loop.execute { order += "of a stranger" } }
            order += "first"
        }
        loop.execute { order += "second" }

        loop.run()

        assertThat(order).containsExactly("first", "second", "of a stranger", "ready later")
    }

    @Test
    fun stopForgetsTheTimersThatWait() {
        loop.execute {
            loop.schedule(1_000_000_000_000) { order += "timer" }
            loop.stop()
        }

        loop.run()

        assertThat(loop.timersWaiting).isZero()
        assertThat(order).isEmpty()
    }

    @Test
    fun timerOfALoopThatHasStoppedCanBeCancelled() {
        lateinit var timer: Timer
        loop.execute {
            timer = loop.schedule(1_000_000_000_000) { order += "timer" }
            loop.stop()
        }
        loop.run()

        assertThat(timer.cancel()).isTrue()

        lateTurns(1) {}
        assertThat(failures).isEmpty()
    }

    @Test
    fun loopThatWasStoppedBeforeRunsWhatItWasGiven() {
        loop.execute { order += "given before" }
        loop.stop()

        loop.run()

        assertThat(order).containsExactly("given before")
    }

    @Test
    fun loopRunsOnce() {
        loop.execute {
            runCatching { loop.run() }.onFailure { order += it.message!! }
            loop.stop()
        }
        loop.run()

        assertThatThrownBy { loop.run() }
            .isInstanceOf(IllegalStateException::class.java)
            .hasMessage("event loop 'test' runs already or has run")

        assertThat(order).containsExactly("event loop 'test' runs already or has run")
    }

    @Test
    fun lateWorkIsDoneInTurnsAndInOrder() {
        runAndStop()

        lateTurns(3) { turn ->
            order += "$turn, has the turn: ${loop.hasTurn}"
            loop.execute { order += "after $turn" }
        }
        lateTurns(1) { order += "later" }

        assertThat(order.filter { it.first().isDigit() })
            .containsExactly("0, has the turn: true", "1, has the turn: true", "2, has the turn: true")
        assertThat(order.filter { it.startsWith("after") }).containsExactly("after 0", "after 1", "after 2")
        assertThat(order.last()).isEqualTo("later")
    }

    @Test
    fun lateWorkThatThrowsIsReportedAndTheNextIsDone() {
        runAndStop()

        loop.execute { error("late") }
        lateTurns(1) { order += "next" }

        assertThat(failures.take()).hasMessage("late")
        assertThat(order).containsExactly("next")
    }

    @Test
    fun lateWorkOfManyThreadsIsDoneOneAtATime() {
        val storm = Storm()
        val done = CountDownLatch(40_000)
        val inside = AtomicInteger()
        var plain = 0
        runAndStop()

        storm.rage {
            repeat(10_000) {
                loop.execute {
                    if (inside.incrementAndGet() != 1) failures.add(AssertionError("two at a time"))
                    plain++
                    inside.decrementAndGet()
                    done.countDown()
                }
            }
        }
        done.await()

        assertThat(plain).isEqualTo(40_000)
        assertThat(failures).isEmpty()
    }

    @Test
    fun whatIsGivenToALoopThatIsAboutToStopRunsOnce() {
        repeat(500) { round ->
            val ended = EventLoop("test", failures = failures::add)
            val done = CountDownLatch(20)
            val runner = thread(isDaemon = true) { ended.run() }
            val stranger = thread(isDaemon = true) { repeat(20) { ended.execute { done.countDown() } } }
            repeat(round) { Thread.onSpinWait() }

            ended.stop()

            done.await()
            runner.join()
            stranger.join()
        }
        assertThat(failures).isEmpty()
    }

    private fun runAndStop() {
        loop.stop()
        loop.run()
    }

    /** Gives the stopped loop some turns, and waits until they have run, and what they gave it in turn. */
    private fun lateTurns(count: Int, turn: (Int) -> Unit) {
        val done = CountDownLatch(count)
        repeat(count) {
            loop.execute {
                turn(it)
                loop.execute { loop.execute(done::countDown) }
            }
        }
        done.await()
    }
}
