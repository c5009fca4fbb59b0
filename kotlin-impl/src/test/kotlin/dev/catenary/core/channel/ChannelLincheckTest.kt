package dev.catenary.core.channel

import dev.catenary.core.modelCheck
import dev.catenary.core.race
import dev.catenary.core.stress
import dev.catenary.core.wait.HostingCaller
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine
import org.jetbrains.lincheck.datastructures.Operation
import org.junit.jupiter.api.Test

class ChannelLincheckTest {
    @Test fun rendezvousHandsOverOnceOnRealThreads() = stress(Rendezvous::class, RendezvousInSequence::class)

    @Test
    fun bufferOfOneKeepsOrderAndRoomInEveryInterleaving() =
        modelCheck(
            BufferOfOne::class,
            BufferOfOneInSequence::class,
            race(listOf(BufferOfOne::send1), listOf(BufferOfOne::send2), listOf(BufferOfOne::tryReceive)),
            random = 0,
            interleavings = 30,
        )

    @Test fun bufferOfOneKeepsOrderAndRoomOnRealThreads() = stress(BufferOfOne::class, BufferOfOneInSequence::class)

    @Test
    fun eitherAHandOverOrACancelHasTheWaitInEveryInterleaving() =
        modelCheck(
            Cancels::class,
            CancelsInSequence::class,
            race(
                listOf(Cancels::receive0, Cancels::receive1),
                listOf(Cancels::takeBackReceive0),
                listOf(Cancels::trySend),
            ),
            race(listOf(Cancels::send, Cancels::takeBackSend), listOf(Cancels::tryReceive)),
            random = 0,
            interleavings = 30,
        )

    @Test fun eitherAHandOverOrACancelHasTheWaitOnRealThreads() = stress(Cancels::class, CancelsInSequence::class)

    internal abstract class Meetings(capacity: Int) {
        private val channel = Channel<Int>("checked", capacity, conflates = false)

        @Operation suspend fun receive(): String = inWords(channel.receive())

        @Operation suspend fun send1(): String = inWords(channel.send(1))

        @Operation suspend fun send2(): String = inWords(channel.send(2))

        @Operation fun trySend3(): String = inWords(channel.trySend(3))

        @Operation fun tryReceive(): String = inWords(channel.tryReceive())

        @Operation fun close(): Boolean = channel.close(null)
    }

    internal abstract class MeetingsInSequence(private val capacity: Int) {
        private val inside = ArrayDeque<Int>()
        private val senders = ArrayDeque<Pair<Int, CancellableContinuation<String>>>()
        private val receivers = ArrayDeque<CancellableContinuation<String>>()
        private var closed = false

        suspend fun receive(): String {
            val now = tryReceive()
            return if (now != NOT_NOW) now else suspendCancellableCoroutine { receivers.addLast(it) }
        }

        suspend fun send1(): String = send(1)

        suspend fun send2(): String = send(2)

        private suspend fun send(element: Int): String {
            val now = trySend(element)
            return if (now != NOT_NOW) now else suspendCancellableCoroutine { senders.addLast(element to it) }
        }

        fun trySend3(): String = trySend(3)

        private fun trySend(element: Int): String {
            if (closed) return CLOSED
            val receiver = receivers.removeFirstOrNull()
            if (receiver != null) receiver.resumeWith(Result.success("$element"))
            else if (inside.size < capacity) inside.addLast(element) else return NOT_NOW
            return SENT
        }

        fun tryReceive(): String {
            val sender = senders.removeFirstOrNull()
            sender?.second?.resumeWith(Result.success(SENT))
            sender?.let { inside.addLast(it.first) }
            return inside.removeFirstOrNull()?.toString() ?: if (closed) CLOSED else NOT_NOW
        }

        fun close(): Boolean {
            if (closed) return false
            closed = true
            while (receivers.isNotEmpty()) receivers.removeFirst().resumeWith(Result.success(CLOSED))
            return true
        }
    }

    internal class Rendezvous : Meetings(0)

    internal class RendezvousInSequence : MeetingsInSequence(0)

    internal class BufferOfOne : Meetings(1)

    internal class BufferOfOneInSequence : MeetingsInSequence(1)

    /** Two who may receive and one who may send, each once, and who take their waits back. */
    internal class Cancels {
        private val channel = Channel<Int>("checked", 0, conflates = false)
        private val receivers = List(2) { HostingCaller() }
        private val sender = HostingCaller()

        @Operation(runOnce = true) fun receive0() = receivers[0].call(channel, Channel<Int>::receive)

        @Operation(runOnce = true) fun receive1() = receivers[1].call(channel, Channel<Int>::receive)

        @Operation(runOnce = true) fun send() = sender.call(channel, Channel<Int>::send1)

        @Operation fun takeBackReceive0(): Boolean = receivers[0].takeBack()

        @Operation fun takeBackSend(): Boolean = sender.takeBack()

        @Operation fun trySend(): String = inWords(channel.trySend(2))

        @Operation fun tryReceive(): String = inWords(channel.tryReceive())

        @Operation fun close(): Boolean = channel.close(null)

        @Operation
        fun counts(): List<Int> = channel.stats.run { listOf(waitingSenders, waitingReceivers, sent.toInt()) }
    }

    internal class CancelsInSequence {
        private val receivers = ArrayDeque<Int>()
        private var isSending = false
        private var closed = false
        private var sent = 0

        fun receive0() = receive(0)

        fun receive1() = receive(1)

        private fun receive(who: Int) {
            if (tryReceive() == NOT_NOW) receivers.addLast(who)
        }

        fun send() {
            isSending = trySend() == NOT_NOW
        }

        fun takeBackReceive0(): Boolean = receivers.remove(0)

        fun takeBackSend(): Boolean = isSending.also { isSending = false }

        fun trySend(): String {
            if (closed) return CLOSED
            receivers.removeFirstOrNull() ?: return NOT_NOW
            sent++
            return SENT
        }

        fun tryReceive(): String {
            if (!isSending) return if (closed) CLOSED else NOT_NOW
            isSending = false
            sent++
            return "1"
        }

        fun close(): Boolean =
            (!closed).also {
                closed = true
                receivers.clear()
            }

        fun counts(): List<Int> = listOf(if (isSending) 1 else 0, receivers.size, sent)
    }
}

private suspend fun Channel<Int>.send1(): Any? = send(1)
