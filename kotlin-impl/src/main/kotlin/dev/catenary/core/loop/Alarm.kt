package dev.catenary.core.loop

import dev.catenary.core.wait.CancellableWait
import java.util.concurrent.ScheduledThreadPoolExecutor
import java.util.concurrent.TimeUnit

/**
 * Calls [action] when [nanos] have passed: as a turn of the loop on which the caller is, by its clock; for callers that
 * are on none, on the one thread that all of them share, which is also where the alarms of a loop go when that ends.
 * Cancelled, it leaves memory.
 */
public fun alarm(nanos: Long, loop: EventLoop? = Place.current()?.loop, action: Runnable): CancellableWait =
    if (loop == null) AlarmThread.schedule(nanos, action) else LoopAlarm(nanos, loop, action)

private class LoopAlarm(nanos: Long, private val loop: EventLoop, private val action: Runnable) :
    Awaited, CancellableWait {
    private val deadline = loop.clock.nanoTime() + nanos.coerceIn(0, EventLoop.FAR)
    @Volatile private var isCancelled = false
    @Volatile private var timer: CancellableWait = loop.schedule(nanos, this)

    override fun run(): Unit = action.run()

    override fun loopEnds() {
        timer = AlarmThread.schedule(deadline - loop.clock.nanoTime(), this)
        if (isCancelled) timer.cancel()
    }

    override fun cancel(): Boolean {
        isCancelled = true
        return timer.cancel()
    }
}

private object AlarmThread {
    private val pool =
        ScheduledThreadPoolExecutor(1) { work -> Thread(work, "catenary-alarms").apply { isDaemon = true } }
            .apply {
                removeOnCancelPolicy = true
                setKeepAliveTime(10, TimeUnit.SECONDS)
                allowCoreThreadTimeOut(true)
            }

    fun schedule(nanos: Long, action: Runnable): CancellableWait {
        val future = pool.schedule(action, nanos, TimeUnit.NANOSECONDS)
        return object : CancellableWait {
            override fun cancel(): Boolean = future.cancel(false)
        }
    }
}
