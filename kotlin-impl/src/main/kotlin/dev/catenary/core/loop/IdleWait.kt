package dev.catenary.core.loop

import java.util.concurrent.locks.LockSupport

/** Where a loop rests when nothing is ready. An I/O selector can take its place. */
public interface IdleWait {
    /** Rests until [wake] is called or [nanos] have passed; may return earlier. The loop's thread only. */
    public fun await(nanos: Long)

    /** Ends the rest, also one that begins after this call. Any thread. */
    public fun wake()
}

/**
 * Rests by parking the thread; after a brief rest it first stays awake for a while.
 *
 * Idea. To park a thread and to wake it takes the system longer than most work that two loops give each other: a
 * channel between them would spend its time there. One who was woken soon the last time probably will be this time: it
 * looks for that, for about as long as a wake-up takes, and parks then. A loop that rests for long rests at once. (The
 * "spin then park" of adaptive locks: Karlin et al., "Empirical Studies of Competitive Spinning for a Shared-Memory
 * Multiprocessor", 1991.) See docs/decisions/0017-awake-for-a-while.md.
 *
 * The parking thread says that it sleeps, looks whether it has been woken once more, and parks; who wakes it says so
 * and then looks whether it sleeps. One of the two sees the other.
 */
public class ParkedThread internal constructor(private val clock: Clock, private val staysAwake: Boolean) : IdleWait {
    /** On one processor who waits awake keeps out those it waits for. */
    public constructor() : this(Clock.System, Runtime.getRuntime().availableProcessors() > 1)

    @Volatile private var sleeper: Thread? = null
    @Volatile private var woken = false

    /** Of the loop's thread. */
    private var wasBrief = false

    override fun await(nanos: Long) {
        val start = clock.nanoTime()
        if (wasBrief && staysAwake) awaitAwake(start, minOf(nanos, AWAKE))
        if (!woken) park(nanos - (clock.nanoTime() - start))
        woken = false
        wasBrief = clock.nanoTime() - start < BRIEF
    }

    private fun awaitAwake(start: Long, nanos: Long) {
        while (!woken && clock.nanoTime() - start < nanos) Thread.onSpinWait()
    }

    private fun park(nanos: Long) {
        if (nanos <= 0) return
        sleeper = Thread.currentThread()
        if (!woken) LockSupport.parkNanos(this, nanos)
        sleeper = null
    }

    override fun wake() {
        woken = true
        sleeper?.let(LockSupport::unpark)
    }

    internal companion object {
        /** How long a rest is that lets one expect another such, in nanoseconds. */
        const val BRIEF = 100_000L

        /** About what it takes the system to wake a thread. */
        const val AWAKE = 20_000L
    }
}
