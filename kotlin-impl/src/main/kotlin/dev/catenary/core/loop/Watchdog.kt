package dev.catenary.core.loop

import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.locks.LockSupport

/** Told by the [Watchdog] about a loop, on the watchdog's thread. */
public interface LoopWatcher {
    /** A turn has gone on for [nanos], and still does. Once for each turn. */
    public fun stalled(nanos: Long)

    /**
     * For all loops: about once a second while one is at work, and once when all have come to rest. False if it is too
     * early for another look, and has to be asked again.
     */
    public fun look(): Boolean
}

/**
 * Looks after all loops of this JVM: one thread that goes round a hundred times a second while any of them is at work.
 *
 * What it does on a round costs the loops nothing: it reads the number of turns a loop has given, and if that has not
 * changed for long while the loop was at work, somebody keeps the turn, and is looked at while he does. The time that
 * passes is credited to the task that has the turn: of many samples that is a fair estimate. And it sets a mark that
 * the loop takes away when it begins its next round, which tells how long a stranger's work would have waited.
 *
 * It also keeps the [time] by which waits are dated, so that nobody has to ask the system's clock for that.
 *
 * Rest. When all loops have rested for a second it rests too, until one of them goes to work. A loop that leaves its
 * rest says so and then looks whether the watchdog rests; the watchdog says that it rests and then looks at the loops
 * once more. One of the two sees the other.
 */
public object Watchdog {
    /** Between two rounds. */
    public const val TICK: Long = 10_000_000

    private const val TICKS_TO_REST = 100
    private const val TICKS_TO_LOOK = 100

    private val loops = CopyOnWriteArrayList<EventLoop>()

    /** Of the system's clock, some ticks old at the most. */
    public val time: Long
        get() = if (isKept) kept else System.nanoTime()

    @Volatile private var kept = System.nanoTime()

    /** Whether somebody keeps it. */
    @Volatile private var isKept = false

    @Volatile private var resting = false
    private var thread: Thread? = null

    /** The loops that run. */
    public val all: List<EventLoop>
        get() = loops

    internal fun enter(loop: EventLoop) {
        loops.addIfAbsent(loop)
        synchronized(this) {
            if (thread == null)
                thread = Thread(::goRound, "catenary-watchdog").also { it.isDaemon = true }.apply(Thread::start)
        }
        stirred()
    }

    internal fun leave(loop: EventLoop) {
        loops.remove(loop)
    }

    /** By a loop that has left its rest. */
    internal fun stirred() {
        if (!resting) return
        resting = false
        LockSupport.unpark(thread)
    }

    private fun goRound() {
        var ticksAtRest = 0
        var ticks = 0
        keepTime()
        while (true) {
            LockSupport.parkNanos(TICK)
            val before = kept
            val now = System.nanoTime()
            kept = now
            // what stops the whole JVM is nobody's fault
            val passed = minOf(now - before, 2 * TICK)
            var atWork = false
            for (loop in loops) if (guarded(true) { loop.watch(now, passed) }) atWork = true
            ticksAtRest = if (atWork) 0 else ticksAtRest + 1
            val goesToRest = ticksAtRest >= TICKS_TO_REST
            val hasLooked = (goesToRest || ++ticks % TICKS_TO_LOOK == 0) && guarded(true, ::look)
            if (!goesToRest || !hasLooked) continue
            ticksAtRest = 0
            if (endIfAlone()) return
            rest()
        }
    }

    private fun look() = loops.firstNotNullOfOrNull { it.watcher }?.look() ?: true

    /** What a watcher throws, or the log that it writes to, must not be the end of the watch. */
    private inline fun guarded(otherwise: Boolean, look: () -> Boolean): Boolean =
        try {
            look()
        } catch (failure: Throwable) {
            report(failure)
            otherwise
        }

    /** It may be the log that has failed. */
    private fun report(failure: Throwable) {
        try {
            System.getLogger("dev.catenary")
                .log(System.Logger.Level.WARNING, "the watchdog failed, and goes on", failure)
        } catch (ofTheLog: Throwable) {
            ofTheLog.addSuppressed(failure)
            ofTheLog.printStackTrace()
        }
    }

    /** Keeps no thread for nobody. */
    private fun endIfAlone(): Boolean =
        synchronized(this) {
            if (loops.isNotEmpty()) return false
            isKept = false
            thread = null
            true
        }

    private fun rest() {
        isKept = false
        resting = true
        if (loops.any { !it.isResting }) resting = false
        while (resting) LockSupport.park(this)
        keepTime()
    }

    private fun keepTime() {
        kept = System.nanoTime()
        isKept = true
    }
}
