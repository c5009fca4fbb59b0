package dev.catenary.core.loop

import dev.catenary.core.wait.CancellableWait
import java.util.concurrent.ScheduledThreadPoolExecutor
import java.util.concurrent.TimeUnit

/**
 * Calls [action] when [nanos] have passed: as a turn of the loop on which the caller is, by its clock; for callers that
 * are on none, on the one thread that all of them share. Cancelled, it leaves memory.
 */
public fun alarm(nanos: Long, loop: EventLoop? = Place.current()?.loop, action: Runnable): CancellableWait {
    if (loop != null) return loop.schedule(nanos, action)
    val future = AlarmThread.POOL.schedule(action, nanos, TimeUnit.NANOSECONDS)
    return object : CancellableWait {
        override fun cancel(): Boolean = future.cancel(false)
    }
}

private object AlarmThread {
    val POOL =
        ScheduledThreadPoolExecutor(1) { work -> Thread(work, "catenary-alarms").apply { isDaemon = true } }
            .apply {
                removeOnCancelPolicy = true
                setKeepAliveTime(10, TimeUnit.SECONDS)
                allowCoreThreadTimeOut(true)
            }
}
