package dev.catenary.core.wait

import dev.catenary.core.channel.Channel
import dev.catenary.core.channel.NOT_NOW
import dev.catenary.core.channel.SENT
import dev.catenary.core.channel.inWords
import dev.catenary.core.modelCheck
import dev.catenary.core.race
import dev.catenary.core.stress
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine
import org.jetbrains.lincheck.datastructures.Operation
import org.junit.jupiter.api.Test

class SelectionLincheckTest {
    // one selection against another is left to real threads: the walk through what two locks can do takes a minute
    @Test
    fun exactlyOneCaseHappensInEveryInterleaving() =
        modelCheck(
            Selections::class,
            SelectionsInSequence::class,
            race(listOf(Selections::receiveAOrB), listOf(Selections::trySendA, Selections::trySendB)),
            random = 0,
            interleavings = 20,
        )

    @Test fun exactlyOneCaseHappensOnRealThreads() = stress(Selections::class, SelectionsInSequence::class)

    @Test
    fun eitherACaseOrACancelHasTheSelectionInEveryInterleaving() =
        modelCheck(
            Cancels::class,
            CancelsInSequence::class,
            race(listOf(Cancels::select, Cancels::takeBack), listOf(Cancels::trySendA)),
            random = 0,
            interleavings = 20,
        )

    @Test fun eitherACaseOrACancelHasTheSelectionOnRealThreads() = stress(Cancels::class, CancelsInSequence::class)

    /** On two rendezvous channels: selections against each other, and against plain calls. */
    internal class Selections {
        private val a = Channel<Int>("a", 0, conflates = false)
        private val b = Channel<Int>("b", 0, conflates = false)

        @Operation suspend fun receiveAOrB(): String = select(a.receiving(), b.receiving())

        @Operation suspend fun sendAOrReceiveB(): String = select(a.sending(1), b.receiving())

        @Operation suspend fun sendBOrReceiveA(): String = select(b.sending(2), a.receiving())

        private suspend fun select(vararg cases: Case): String =
            Selection(arrayOf(*cases)).await().run { "$index: ${inWords(value)}" }

        @Operation suspend fun receiveA(): String = inWords(a.receive())

        @Operation fun trySendA(): String = inWords(a.trySend(3))

        @Operation fun trySendB(): String = inWords(b.trySend(4))

        @Operation fun tryReceiveA(): String = inWords(a.tryReceive())
    }

    internal class SelectionsInSequence {
        /** To send an element, or to receive one if that is null. */
        private class Wish(val at: Char, val element: Int?)

        private class Waiting(val wishes: List<Wish>, val all: CancellableContinuation<String>)

        private val waiting = ArrayList<Waiting>()

        suspend fun receiveAOrB(): String = select(Wish('a', null), Wish('b', null))

        suspend fun sendAOrReceiveB(): String = select(Wish('a', 1), Wish('b', null))

        suspend fun sendBOrReceiveA(): String = select(Wish('b', 2), Wish('a', null))

        suspend fun receiveA(): String = select(Wish('a', null)).substringAfter(": ")

        private suspend fun select(vararg wishes: Wish): String {
            for ((index, wish) in wishes.withIndex()) {
                val now = fulfil(wish)
                if (now != NOT_NOW) return "$index: $now"
            }
            return suspendCancellableCoroutine { waiting.add(Waiting(wishes.toList(), it)) }
        }

        fun trySendA(): String = fulfil(Wish('a', 3))

        fun trySendB(): String = fulfil(Wish('b', 4))

        fun tryReceiveA(): String = fulfil(Wish('a', null))

        private fun fulfil(wish: Wish): String {
            for (other in waiting) {
                val index =
                    other.wishes.indexOfFirst {
                        it.at == wish.at && (it.element == null) != (wish.element == null)
                    }
                if (index < 0) continue
                waiting.remove(other)
                other.all.resumeWith(Result.success("$index: ${wish.element ?: SENT}"))
                return other.wishes[index].element?.toString() ?: SENT
            }
            return NOT_NOW
        }
    }

    /** One selection, which takes its wait back. */
    internal class Cancels {
        private val a = Channel<Int>("a", 0, conflates = false)
        private val b = Channel<Int>("b", 0, conflates = false)
        private val selection = Selection(arrayOf(a.receiving(), b.receiving()))
        private val host = HostingCaller()

        @Operation(runOnce = true) fun select() = host.call(selection, Selection::await)

        @Operation fun takeBack(): Boolean = host.takeBack()

        @Operation fun trySendA(): String = inWords(a.trySend(3))

        @Operation fun trySendB(): String = inWords(b.trySend(4))
    }

    internal class CancelsInSequence {
        private var isWaiting = false

        fun select() {
            isWaiting = true
        }

        fun takeBack(): Boolean = isWaiting.also { isWaiting = false }

        fun trySendA(): String = trySend()

        fun trySendB(): String = trySend()

        private fun trySend(): String = if (takeBack()) SENT else NOT_NOW
    }
}
