package dev.catenary.bridge

import dev.catenary.core.loop.Awaited
import dev.catenary.core.wait.CancellableWait
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

/** Timers of a loop where there is one, of the JDK where there is none. */
internal object Timers {
    /** [loopEnds] is called instead of [action] if the loop is closed before. */
    fun after(nanos: Long, loop: LoopAdapter?, loopEnds: () -> Unit = {}, action: () -> Unit): CancellableWait {
        if (loop != null) return loop.engine.schedule(nanos, Due(loopEnds, action))
        // ended by a value, true if it was due: before JDK 21 one that is cancelled keeps its timer
        val expiry = CompletableFuture<Boolean>().completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS)
        expiry.thenAccept { if (it) action() }
        return object : CancellableWait {
            override fun cancel(): Boolean = expiry.complete(false)
        }
    }

    private class Due(private val loopEnds: () -> Unit, private val action: () -> Unit) : Awaited {
        override fun run() = action()

        override fun loopEnds() = loopEnds.invoke()
    }
}
