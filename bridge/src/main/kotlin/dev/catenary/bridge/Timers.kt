package dev.catenary.bridge

import dev.catenary.core.loop.Awaited
import dev.catenary.core.loop.alarm
import dev.catenary.core.wait.CancellableWait

/** Timers of a loop where there is one, the shared alarms where there is none. */
internal object Timers {
    /** [loopEnds] is called instead of [action] if the loop is closed before. */
    fun after(nanos: Long, loop: LoopAdapter?, loopEnds: () -> Unit = {}, action: () -> Unit): CancellableWait {
        return if (loop == null) alarm(nanos, null, action) else loop.engine.schedule(nanos, Due(loopEnds, action))
    }

    private class Due(private val loopEnds: () -> Unit, private val action: () -> Unit) : Awaited {
        override fun run() = action()

        override fun loopEnds() = loopEnds.invoke()
    }
}
