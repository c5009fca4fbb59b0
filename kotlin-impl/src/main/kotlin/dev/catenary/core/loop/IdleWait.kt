package dev.catenary.core.loop

import java.util.concurrent.locks.LockSupport

/** Where a loop rests when nothing is ready. An I/O selector can take its place. */
public interface IdleWait {
    /** Rests until [wake] is called or [nanos] have passed; may return earlier. The loop's thread only. */
    public fun await(nanos: Long)

    /** Ends the rest, also one that begins after this call. Any thread. */
    public fun wake()
}

/** Rests by parking the thread. */
public class ParkedThread : IdleWait {
    @Volatile private var resting: Thread? = null

    /** For a wake that comes before the thread is known. */
    @Volatile private var woken = false

    override fun await(nanos: Long) {
        resting = Thread.currentThread()
        if (!woken) if (nanos == Long.MAX_VALUE) LockSupport.park(this) else LockSupport.parkNanos(this, nanos)
        woken = false
    }

    override fun wake() {
        woken = true
        LockSupport.unpark(resting)
    }
}
