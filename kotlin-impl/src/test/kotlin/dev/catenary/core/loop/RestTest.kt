package dev.catenary.core.loop

import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.Semaphore
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

class RestTest {
    private val failures = ConcurrentLinkedQueue<Throwable>()
    private val running = ArrayList<Pair<EventLoop, Thread>>()

    @AfterEach
    fun endLoops() {
        for ((loop, thread) in running) {
            loop.stop()
            thread.join()
        }
        assertThat(failures).isEmpty()
    }

    @Test
    fun loopThatHasNothingToDoRestsUntilItIsWoken() {
        val idle = CountedRest()
        val turns = AtomicInteger()
        val loop = running(EventLoop("test", StoppedClock(), idle, failures::add))
        assertThat(idle.rests.take()).isEqualTo(Long.MAX_VALUE)

        repeat(3) {
            loop.execute { turns.incrementAndGet() }
            assertThat(idle.rests.take()).isEqualTo(Long.MAX_VALUE)
        }

        assertThat(turns).hasValue(3)
        assertThat(idle.rests).isEmpty()
        assertThat(idle.wakes).hasValue(3)
    }

    @Test
    fun loopRestsUntilTheNextTimerAndNoLonger() {
        val clock = StoppedClock()
        val idle = CountedRest()
        val ran = LinkedBlockingQueue<String>()
        val loop = running(EventLoop("test", clock, idle, failures::add))
        idle.rests.take()

        loop.schedule(50) { ran.add("timer at ${clock.now}") }
        assertThat(idle.rests.take()).isEqualTo(50)
        clock.now = 20
        loop.execute { ran.add("turn") }
        assertThat(idle.rests.take()).isEqualTo(30)
        clock.now = 50
        idle.wake()
        assertThat(idle.rests.take()).isEqualTo(Long.MAX_VALUE)

        assertThat(ran).containsExactly("turn", "timer at 50")
        assertThat(idle.rests).isEmpty()
    }

    @Test
    fun strangersCallToABusyLoopWakesNobody() {
        val idle = CountedRest()
        val loop = running(EventLoop("test", StoppedClock(), idle, failures::add))
        idle.rests.take()
        val ran = LinkedBlockingQueue<Int>()

        loop.execute { elsewhere { for (i in 1..100) loop.execute { ran.add(i) } } }
        idle.rests.take()

        assertThat(ran).containsExactlyElementsOf(1..100)
        assertThat(idle.wakes).hasValue(1)
    }

    @Test
    fun clockIsAskedHowLongToRestAndWhetherItIsQuiet() {
        val asked = LinkedBlockingQueue<Pair<Long, Boolean>>()
        val clock =
            object : Clock {
                override fun nanoTime() = 0L

                override fun idle(nanos: Long, quiet: Boolean) = 7L.also { asked.add(nanos to quiet) }
            }
        val idle = CountedRest()
        val loop = running(EventLoop("test", clock, idle, failures::add))

        assertThat(idle.rests.take()).isEqualTo(7)
        loop.execute {
            loop.underWay++
            loop.schedule(50) {}
        }
        assertThat(idle.rests.take()).isEqualTo(7)

        assertThat(asked).containsExactly(Long.MAX_VALUE to true, 50L to false)
    }

    @Test
    fun clockThatThrowsIsReportedAndTheLoopRestsAllTheSame() {
        val clock =
            object : Clock {
                override fun nanoTime() = 0L

                override fun idle(nanos: Long, quiet: Boolean): Long = error("broken clock")
            }
        val idle = CountedRest()
        running(EventLoop("test", clock, idle, failures::add))

        assertThat(idle.rests.take()).isEqualTo(Long.MAX_VALUE)

        assertThat(failures.poll()).hasMessage("broken clock")
    }

    @Test
    fun wakeEndsARestThatBeginsLater() {
        val idle = ParkedThread()

        idle.wake()
        idle.await(Long.MAX_VALUE)

        assertThat(Thread.currentThread().isInterrupted).isFalse()
    }

    @Test
    fun restAfterABriefOneBeginsAwake() {
        val clock = TickingClock(1_000)
        val idle = ParkedThread(clock, staysAwake = true)
        idle.wake()
        idle.await(Long.MAX_VALUE)

        assertThat(clock.looksDuring { idle.await(ParkedThread.AWAKE) }).isGreaterThan(20)
    }

    @Test
    fun wakeEndsARestThatIsStillAwake() {
        val clock = TickingClock(1_000)
        val idle = ParkedThread(clock, staysAwake = true)
        idle.wake()
        idle.await(Long.MAX_VALUE)
        clock.atLook(clock.looks + 5, idle::wake)

        assertThat(clock.looksDuring { idle.await(Long.MAX_VALUE) }).isLessThan(10)
    }

    @Test
    fun restAfterALongOneParksAtOnce() {
        val clock = TickingClock(ParkedThread.BRIEF)
        val idle = ParkedThread(clock, staysAwake = true)
        idle.wake()
        idle.await(Long.MAX_VALUE)

        assertThat(clock.looksDuring { idle.await(ParkedThread.AWAKE) }).isEqualTo(LOOKS_OF_A_PARKED_REST)
    }

    @Test
    fun restOnASingleProcessorParksAtOnce() {
        val clock = TickingClock(1_000)
        val idle = ParkedThread(clock, staysAwake = false)
        idle.wake()
        idle.await(Long.MAX_VALUE)

        assertThat(clock.looksDuring { idle.await(1_000) }).isEqualTo(LOOKS_OF_A_PARKED_REST)
    }

    @Test
    fun noCallIsMissedByALoopThatIsAboutToRest() {
        val loop = running(EventLoop("test", failures = failures::add))
        val served = AtomicInteger()

        for (call in 1..100_000) {
            loop.execute { served.set(call) }
            awaitBusily { served.get() == call }
        }

        assertThat(served).hasValue(100_000)
    }

    @Test
    fun noStopIsMissedByALoopThatIsAboutToRest() {
        repeat(2_000) {
            val loop = EventLoop("test", failures = failures::add)
            val thread = thread(isDaemon = true) { loop.run() }
            repeat(it % 50) { Thread.onSpinWait() }

            loop.stop()

            thread.join()
        }
    }

    @Test
    fun interruptOfTheRestingThreadIsPassedOnAndTheLoopGoesOn() {
        val loop = EventLoop("test", failures = failures::add)
        val seen = LinkedBlockingQueue<String>()
        loop.onInterrupt = Runnable { seen.add("interrupt, cleared: ${!Thread.currentThread().isInterrupted}") }
        running(loop)
        loop.execute { seen.add("turn") }
        assertThat(seen.take()).isEqualTo("turn")

        running.single().second.interrupt()

        assertThat(seen.take()).isEqualTo("interrupt, cleared: true")
        loop.execute { seen.add("turn") }
        assertThat(seen.take()).isEqualTo("turn")
    }

    private fun running(loop: EventLoop): EventLoop {
        running += loop to thread(isDaemon = true) { loop.run() }
        return loop
    }

    private fun awaitBusily(condition: () -> Boolean) {
        var looks = 0
        while (!condition()) {
            if (Thread.interrupted()) throw InterruptedException()
            if (++looks % 10_000 == 0) Thread.yield() else Thread.onSpinWait()
        }
    }

    /** Each look takes as long. */
    private class TickingClock(private val step: Long) : Clock {
        private var action: () -> Unit = {}
        private var at = 0
        var looks = 0
            private set

        override fun nanoTime(): Long {
            if (++looks == at) action()
            return looks * step
        }

        fun atLook(number: Int, action: () -> Unit) {
            this.action = action
            at = number
        }

        fun looksDuring(action: () -> Unit): Int {
            val before = looks
            action()
            return looks - before
        }
    }

    private class StoppedClock : Clock {
        @Volatile var now = 0L

        override fun nanoTime() = now
    }

    /** A rest that ends when it is woken and at no other time. */
    private class CountedRest : IdleWait {
        val rests = LinkedBlockingQueue<Long>()
        val wakes = AtomicInteger()
        private val permits = Semaphore(0)

        override fun await(nanos: Long) {
            rests.add(nanos)
            permits.acquireUninterruptibly()
        }

        override fun wake() {
            wakes.incrementAndGet()
            permits.release()
        }
    }

    private companion object {
        /** When it begins, how long is left, when it ends. */
        const val LOOKS_OF_A_PARKED_REST = 3
    }
}
