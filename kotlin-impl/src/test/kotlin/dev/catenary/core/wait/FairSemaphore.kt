package dev.catenary.core.wait

/** The smallest primitive over a [WaitQueue] that can lose something: a permit, or a wake-up. */
internal class FairSemaphore(private var permits: Int) : SpinLock() {
    private val waiters = WaitQueue<Unit>(this)

    val available: Int
        get() = locked { permits }

    val waiting: Int
        get() = locked { waiters.size }

    suspend fun acquire(): Unit = waiters.await { if (take()) Unit else WaitQueue.NOT_NOW }

    fun tryAcquire(): Boolean = locked { take() }

    /** Hands the permit to the one who has waited longest, if anybody waits: then true. */
    fun release(): Boolean {
        val next = locked { waiters.poll().also { if (it == null) permits++ } }
        next?.resume(Unit)
        return next != null
    }

    /** With the lock held. A free permit means that nobody waits, for a permit is handed over. */
    private fun take(): Boolean = (permits > 0).also { if (it) permits-- }
}
