package dev.catenary.bridge

import dev.catenary.core.wait.CancellableWait
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

/** Timers of a loop where there is one, of the JDK where there is none. */
internal object Timers {
    fun after(nanos: Long, loop: LoopAdapter?, action: () -> Unit): CancellableWait {
        if (loop != null) return loop.engine.schedule(nanos, action)
        val expiry = CompletableFuture<Unit>().completeOnTimeout(Unit, nanos, TimeUnit.NANOSECONDS)
        expiry.thenRun(action)
        return object : CancellableWait {
            override fun cancel(): Boolean = expiry.cancel(false)
        }
    }
}
