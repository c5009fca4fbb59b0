package dev.catenary.core.loop

import dev.catenary.core.wait.CancellableWait
import java.util.concurrent.atomic.AtomicReference

/**
 * Calls [action] when [nanos] have passed: as a turn of the loop on which the caller is, by its clock; for callers that
 * are on none, on a loop of its own that all of them share, which is also where the alarms of a loop go when that ends.
 * Cancelled, it leaves memory.
 */
public fun alarm(nanos: Long, loop: EventLoop? = Place.current()?.loop, action: Runnable): CancellableWait =
    if (loop == null) Alarms.LOOP.schedule(nanos, action) else LoopAlarm(nanos, loop, action)

private class LoopAlarm(nanos: Long, private val loop: EventLoop, private val action: Runnable) :
    Awaited, CancellableWait {
    private val deadline = loop.clock.nanoTime() + nanos.coerceIn(0, EventLoop.FAR)
    private val timer = AtomicReference<CancellableWait?>()
    @Volatile private var isCancelled = false

    init {
        timer.compareAndSet(null, loop.schedule(nanos, this))
    }

    override fun run() {
        if (!isCancelled) action.run()
    }

    override fun loopEnds() {
        timer.set(Alarms.LOOP.schedule(deadline - loop.clock.nanoTime(), this))
        if (isCancelled) timer.get()?.cancel()
    }

    override fun cancel(): Boolean {
        isCancelled = true
        return timer.get()?.cancel() ?: true
    }
}

/**
 * A loop, and no executor of the JDK: its inbox is one without a lock, so that a body which its own loop carries never
 * stands in a queue for it.
 */
private object Alarms {
    val LOOP = EventLoop("catenary-alarms", failures = ::report)

    init {
        Thread(LOOP::run, LOOP.name).also { it.isDaemon = true }.start()
    }

    private fun report(failure: Throwable) {
        System.getLogger("dev.catenary").log(System.Logger.Level.WARNING, "an alarm failed", failure)
    }
}
