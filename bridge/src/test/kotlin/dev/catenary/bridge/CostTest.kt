package dev.catenary.bridge

import com.sun.management.ThreadMXBean
import dev.catenary.Carrier
import dev.catenary.Catenary
import dev.catenary.Channel
import dev.catenary.Event
import dev.catenary.Latch
import dev.catenary.LoopOptions
import dev.catenary.Mutex
import dev.catenary.Scope
import dev.catenary.Task
import dev.catenary.core.loop.TurnHooks
import dev.catenary.kotlin.Suspend
import dev.catenary.kotlin.launchKotlin
import dev.catenary.kotlin.suspending
import java.lang.management.ManagementFactory
import java.util.concurrent.Callable
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource

/** What fixed scenarios cost, in counts: bytes, turns, threads. Never in time. */
class CostTest {
    // ---- bytes

    @Test
    fun channelWithRoomAllocatesNothing() {
        val channel = Channel.buffered<String>(1)

        val bytes = bytesOf {
            channel.send("element")
            channel.receive()
        }

        assertThat(bytes).isZero()
    }

    @Test
    fun waitForWhatHasComeAllocatesNothing() {
        val event = Event.create().apply { set() }
        val latch = Latch.of(0)
        val ended = Task.completed("value")

        val bytes = bytesOf {
            event.await()
            latch.await()
            ended.join()
        }

        assertThat(bytes).isZero()
    }

    @Test
    fun turnGivenUpForNobodyAllocatesNothing() {
        val bytes = bytesOf { Catenary.yieldNow() }

        assertThat(bytes).isZero()
    }

    @Test
    fun suspendingFunctionThatDoesNotSuspendAllocatesItsContinuationOnly() {
        val bytes = bytesOf { Suspend.call<String> { "value" } }

        assertThat(bytes).isLessThanOrEqualTo(CROSSING)
    }

    /** For one operation; measured where the thread is one whose allocations the JVM tells. */
    private fun bytesOf(operation: () -> Unit): Long {
        val kind = if (NewerJdk.canCarry) Carrier.LOOP_CARRIED else Carrier.PLATFORM_THREADS
        return onLoop(kind) { loop, _, _ ->
            val thread = if (NewerJdk.canCarry) loop.engine.thread!! else Thread.currentThread()
            @Suppress("DEPRECATION") val id = thread.id
            repeat(TIMES) { operation() }
            val before = THREADS.getThreadAllocatedBytes(id)
            repeat(TIMES) { operation() }
            (THREADS.getThreadAllocatedBytes(id) - before) / TIMES
        }
    }

    // ---- turns

    @ParameterizedTest
    @MethodSource("carriers")
    fun roundTripTakesTwoTurns(carrier: Carrier) {
        val there = Channel.rendezvous<String>()
        val back = Channel.rendezvous<String>()

        val turns =
            turnsOf(carrier) { scope ->
                scope.fork {
                    repeat(TIMES) {
                        there.send("ball")
                        back.receive()
                    }
                }
                scope.fork { repeat(TIMES) { back.send(there.receive()) } }
            }

        assertThat(turns).isEqualTo(2 * TIMES + BEGIN_AND_END)
    }

    @ParameterizedTest
    @MethodSource("carriers")
    fun roundTripOfCoroutinesTakesTwoTurns(carrier: Carrier) {
        val there = Channel.rendezvous<String>().suspending()
        val back = Channel.rendezvous<String>().suspending()

        val turns =
            turnsOf(carrier) { scope ->
                scope.launchKotlin {
                    repeat(TIMES) {
                        there.send("ball")
                        back.receive()
                    }
                }
                scope.launchKotlin { repeat(TIMES) { back.send(there.receive()) } }
            }

        assertThat(turns).isEqualTo(2 * TIMES + BEGIN_AND_END)
    }

    @ParameterizedTest
    @MethodSource("carriers")
    fun bodyThatDoesNotWaitTakesOneTurn(carrier: Carrier) {
        val turns = turnsOf(carrier) { scope -> repeat(TIMES) { scope.fork(Callable { 1 }) } }

        assertThat(turns).isEqualTo(TIMES + 1)
    }

    @ParameterizedTest
    @MethodSource("carriers")
    fun mutexHandedOverTakesOneTurn(carrier: Carrier) {
        val mutex = Mutex.create("mutex")

        val turns =
            turnsOf(carrier) { scope ->
                repeat(4) {
                    scope.fork {
                        repeat(TIMES) {
                            mutex.acquire()
                            if (it == 0) Catenary.yieldNow()
                            mutex.release()
                        }
                    }
                }
            }

        // four begin, each yields once, all but the first acquire wait, and the scope goes on
        assertThat(turns).isEqualTo(4 + 4 + (4 * TIMES - 1) + 1)
    }

    @ParameterizedTest
    @MethodSource("carriers")
    fun bufferIsFilledInOneTurnAndEmptiedInTheNext(carrier: Carrier) {
        val channel = Channel.buffered<String>(64)

        val turns =
            turnsOf(carrier) { scope ->
                scope.fork { repeat(64 * TIMES) { channel.send("element") } }
                scope.fork { repeat(64 * TIMES) { channel.receive() } }
            }

        // 66: those inside, that of the sender who waits, and one that is handed to the receiver who waits
        assertThat(turns).isEqualTo(2 * ((64 * TIMES + 65) / 66) + 1)
    }

    @ParameterizedTest
    @MethodSource("carriers")
    fun suspensionTakesOneTurn(carrier: Carrier) {
        val turns = turnsOf(carrier) { scope -> scope.launchKotlin { repeat(TIMES) { yield() } } }

        assertThat(turns).isEqualTo(TIMES + 2)
    }

    /** Until the scope, in which [begin] forks, has ended. */
    private fun turnsOf(carrier: Carrier, begin: (Scope) -> Unit): Int =
        onLoop(carrier) { _, turns, _ ->
            val before = turns.count
            Catenary.scope<Unit, RuntimeException> { begin(it) }
            turns.count - before
        }

    // ---- threads

    @ParameterizedTest
    @MethodSource("carriers")
    fun bodiesThatDoNotWaitShareOneThread(carrier: Carrier) {
        val threads =
            onLoop(carrier) { _, _, scope ->
                val bodies = List(TIMES) { scope.fork(Callable { Thread.currentThread() }) }
                bodies.map { it.join() }.distinct().size
            }

        assertThat(threads).isEqualTo(1)
    }

    private class Turns : TurnHooks {
        /** Whoever has the turn. */
        var count = 0
            private set

        override fun beforeTurn(item: Runnable) {
            count++
        }

        override fun afterTurn(item: Runnable) = Unit
    }

    private fun <T> onLoop(carrier: Carrier, body: (LoopAdapter, Turns, Scope) -> T): T {
        val loop = LoopAdapter(LoopOptions.named("cost").carrier(carrier))
        val turns = Turns()
        loop.engine.hooks = turns
        return loop.openOnOwnThread().use { it.run<T, RuntimeException> { scope -> body(loop, turns, scope) } }
    }

    private companion object {
        const val TIMES = 100

        /** The two tasks begin, and the scope goes on. */
        const val BEGIN_AND_END = 3

        /** The continuation a call is made with. */
        const val CROSSING = 64L

        val THREADS = ManagementFactory.getThreadMXBean() as ThreadMXBean

        @JvmStatic fun carriers(): List<Carrier> = Carrier.values().filter { it != Carrier.AUTOMATIC && isToBeHad(it) }

        private fun isToBeHad(carrier: Carrier) =
            when (carrier) {
                Carrier.LOOP_CARRIED -> NewerJdk.canCarry
                Carrier.VIRTUAL_THREADS -> NewerJdk.virtualThreads != null
                else -> true
            }
    }
}
