package dev.catenary.bridge.insight

import dev.catenary.bridge.LoopAdapter
import dev.catenary.core.loop.LoopWatcher
import dev.catenary.core.scope.ScopeTask
import dev.catenary.insight.Deadlock
import dev.catenary.insight.Stall
import java.lang.System.Logger.Level
import java.time.Duration

/** What the watchdog finds on a loop goes to the log and to the loop's instruments. */
internal class LoopWatch(private val loop: LoopAdapter) : LoopWatcher {
    /** By the thread that keeps the turn, as far as its stack is to be had, looked at while it does. */
    override fun stalled(nanos: Long) {
        val number = loop.engine.current
        val task = tasks().find { it.id == number } ?: bodyThatRuns()
        val thread = task?.let(::threadOf) ?: loop.engine.thread ?: return
        val stack = Frames.of(thread)
        val line = stack.find { Frames.isUsers(it.className) } ?: stack.firstOrNull()
        val stall = Stall(loop.name(), task?.let(::partyOf), Duration.ofNanos(nanos), line, stack)
        val who = if (task == null) "callback" else "task=\"${task.name}\" id=${task.id}"
        log("stalled loop=\"${loop.name()}\" $who kept=${nanos / 1_000_000}ms at=$line")
        loop.instruments.tell { it.stalled(stall) }
    }

    fun tasks() = loop.top.descendants().filterIsInstance<ScopeTask<*>>()

    /** A body that has come back from a call of the JDK has the turn without a word to us. */
    private fun bodyThatRuns(): ScopeTask<*>? =
        tasks().find {
            it.operation == null && threadOf(it)?.state == Thread.State.RUNNABLE
        }

    override fun look(): Boolean {
        if (!DeadlockReports.look()) return false
        DebugWatch.lookForLongWaits()
        for (loop in Snapshots.loops) loop.engine.keepSamples { loop.watch.tasks().mapTo(HashSet()) { it.id } }
        return true
    }

    companion object {
        private val logger = System.getLogger("dev.catenary.insight")

        fun log(line: String): Unit = logger.log(Level.WARNING, line)
    }
}

/** Tells of each circle once. By the watchdog's thread. */
private object DeadlockReports {
    private var told = emptySet<List<Long>>()
    private var notBefore = Long.MIN_VALUE

    /** A hundredth of the time, at the most, however many tasks wait. */
    fun look(): Boolean {
        val begin = System.nanoTime()
        if (begin < notBefore) return false
        val found = Snapshots.deadlocks().associateBy { circle -> circle.circle().map { it.waiter().task() } }
        (found - told).values.forEach(::tell)
        told = found.keys
        val end = System.nanoTime()
        notBefore = end + PAUSE * (end - begin)
        return true
    }

    private fun tell(deadlock: Deadlock) {
        LoopWatch.log("$deadlock")
        val concerned = deadlock.circle().map { it.loop() }.toSet()
        for (loop in Snapshots.loops) if (loop.name() in concerned) loop.instruments.tell { it.deadlocked(deadlock) }
    }

    private const val PAUSE = 100
}
