package dev.catenary.core.channel

import dev.catenary.core.Storm
import dev.catenary.core.wait.Chosen
import dev.catenary.core.wait.HostingCaller
import dev.catenary.core.wait.Selection
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicReferenceArray
import kotlin.random.Random
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** Elements in are elements received and elements inside, each once, whoever is cancelled when. */
class ChannelStormTest {
    private val storm = Storm()

    @Test fun noElementIsLostOrReceivedTwice() = rage(operations = 200_000)

    @Test @Tag("slow") fun noElementIsLostOrReceivedTwiceForLong() = rage(operations = 50_000_000)

    private fun rage(operations: Int) {
        val place = Place()

        storm.rage { random -> place.visit(random, operations) }
        place.takeTheRest()

        assertThat(place.lost()).describedAs("%s: sent and not received", storm).isEmpty()
        assertThat(place.twice).describedAs("%s: received twice, or never sent", storm).isEmpty()
        assertThat(place.waiting()).describedAs("%s: waiting", storm).isZero()
    }

    /** Callers stand in slots that all threads share: any thread may cancel any of them, or see what it came to. */
    private class Place {
        private val channels = listOf(0, 1, 5).map { Channel<Any>("storm", it, conflates = false) }
        private val slots = AtomicReferenceArray<Visitor?>(24)
        private val sent = ConcurrentHashMap.newKeySet<Any>()
        val twice: MutableSet<Any> = ConcurrentHashMap.newKeySet()

        fun visit(random: Random, operations: Int) {
            repeat(operations) {
                val slot = random.nextInt(slots.length())
                val channel = channels.random(random)
                when (random.nextInt(10)) {
                    0 -> enter(slot, Sending(channel))
                    1 -> enter(slot, Receiving(channel))
                    2 -> enter(slot, Selecting(channel, channels.random(random)))
                    3,
                    4 -> slots[slot]?.takeBack()
                    5 -> trySend(channel)
                    6 -> tryReceive(channel)
                    else -> leave(slot)
                }
            }
        }

        private fun trySend(channel: Channel<Any>) {
            val element = Any()
            sent.add(element)
            if (channel.trySend(element) !== Unit) sent.remove(element)
        }

        private fun tryReceive(channel: Channel<Any>): Boolean {
            val element = channel.tryReceive()
            val isElement = inWords(element) != NOT_NOW
            if (isElement) received(element!!)
            return isElement
        }

        private fun received(element: Any) {
            if (!sent.remove(element)) twice.add(element)
        }

        private fun enter(slot: Int, visitor: Visitor) {
            if (slots.compareAndSet(slot, null, visitor)) visitor.begin()
        }

        private fun leave(slot: Int) {
            val visitor = slots[slot] ?: return
            if (visitor.isOver && slots.compareAndSet(slot, visitor, null)) visitor.settle()
        }

        /**
         * When the storm is over: those who wait are taken back, or served by one another, and then nothing is left.
         */
        fun takeTheRest() {
            for (slot in 0 until slots.length()) {
                slots[slot]?.takeBack()
                leave(slot)
            }
            for (channel in channels) while (tryReceive(channel)) continue
        }

        fun lost(): Set<Any> = sent

        fun waiting(): Int = channels.sumOf { it.stats.waitingSenders + it.stats.waitingReceivers }

        private abstract class Visitor {
            val caller = HostingCaller()

            @Volatile private var gone = false

            abstract fun begin()

            /** What it has received, or what it has not sent. */
            abstract fun settle()

            val isOver
                get() = gone || !caller.isWaiting

            protected val wasServed
                get() = !gone

            fun takeBack() {
                if (caller.takeBack()) gone = true
            }
        }

        private inner class Sending(private val channel: Channel<Any>) : Visitor() {
            private val element = Any()

            override fun begin() {
                sent.add(element)
                caller.call(channel to element, Pair<Channel<Any>, Any>::send)
            }

            override fun settle() {
                if (!wasServed) sent.remove(element)
            }
        }

        private inner class Receiving(private val channel: Channel<Any>) : Visitor() {
            override fun begin() = caller.call(channel, Channel<Any>::receive)

            override fun settle() {
                if (wasServed) received(caller.value!!)
            }
        }

        /** Sends to the one or receives from the other, which may be the same. */
        private inner class Selecting(to: Channel<Any>, from: Channel<Any>) : Visitor() {
            private val element = Any()
            private val selection = Selection(arrayOf(to.sending(element), from.receiving()))

            override fun begin() {
                sent.add(element)
                caller.call(selection, Selection::await)
            }

            override fun settle() {
                val chosen = if (wasServed) caller.value as Chosen else null
                if (chosen?.index != 0) sent.remove(element)
                if (chosen?.index == 1) received(chosen.value!!)
            }
        }
    }
}

private suspend fun Pair<Channel<Any>, Any>.send(): Any? = first.send(second)
