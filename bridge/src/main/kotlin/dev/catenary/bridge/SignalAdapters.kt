package dev.catenary.bridge

import dev.catenary.Barrier
import dev.catenary.Event
import dev.catenary.Latch
import dev.catenary.Task
import dev.catenary.core.sync.Barrier as CoreBarrier
import dev.catenary.core.sync.Event as CoreEvent
import dev.catenary.core.sync.Latch as CoreLatch
import dev.catenary.core.wait.Case
import dev.catenary.core.wait.WaitQueue

/** The Java face of an event. */
internal class EventAdapter(val core: CoreEvent) : Event {
    override fun await() {
        operate<Unit>("Event.await", ::now) { await(core, it) }
    }

    override fun awaitAsync(): Task<Void?> = operateAsync("Event.await", ::now, nothing) { await(core, it) }

    private fun now(): Any = if (core.isSet) Unit else WaitQueue.NOT_NOW

    fun awaiting(): Case = core.awaiting()

    override fun set(): Boolean = core.set()

    override fun clear(): Unit = core.clear()

    override fun isSet(): Boolean = core.isSet

    override fun name(): String = core.name

    override fun stats(): Event.Stats = Event.Stats(core.isSet, core.waiting)

    override fun toString(): String = "$core, ${if (core.isSet) "set" else "not set"}, ${core.waiting} waiting"

    private companion object {
        val await = compiled<CoreEvent>(CoreEvent::await)
    }
}

/** The Java face of a latch. */
internal class LatchAdapter(val core: CoreLatch) : Latch {
    override fun await() {
        operate<Unit>("Latch.await", ::now) { await(core, it) }
    }

    override fun awaitAsync(): Task<Void?> = operateAsync("Latch.await", ::now, nothing) { await(core, it) }

    private fun now(): Any = if (core.count == 0) Unit else WaitQueue.NOT_NOW

    override fun countDown(): Int = core.countDown()

    override fun count(): Int = core.count

    override fun name(): String = core.name

    override fun stats(): Latch.Stats = Latch.Stats(core.count, core.waiting)

    override fun toString(): String = "$core, ${core.count} to go, ${core.waiting} waiting"

    private companion object {
        val await = compiled<CoreLatch>(CoreLatch::await)
    }
}

/** The Java face of a barrier. */
internal class BarrierAdapter(val core: CoreBarrier) : Barrier {
    override fun await(): Int = operate("Barrier.await", never) { await(core, it) }

    override fun awaitAsync(): Task<Int> = operateAsync("Barrier.await", never, ::itself) { await(core, it) }

    override fun reset(): Unit = core.reset()

    override fun abort(): Unit = core.abort()

    override fun name(): String = core.name

    override fun stats(): Barrier.Stats = Barrier.Stats(core.parties, core.waiting, core.isBroken)

    override fun toString(): String =
        "$core, ${core.waiting} of ${core.parties} waiting${if (core.isBroken) ", broken" else ""}"

    private companion object {
        val await = compiled<CoreBarrier>(CoreBarrier::await)
    }
}
