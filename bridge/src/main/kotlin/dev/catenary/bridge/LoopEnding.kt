package dev.catenary.bridge

import dev.catenary.bridge.insight.DebugWatch
import dev.catenary.core.loop.Place
import dev.catenary.core.scope.CancelNode
import dev.catenary.core.scope.Cancellation
import dev.catenary.core.scope.RootScope
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.scope.currentTask
import dev.catenary.core.wait.Completion
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Waiter
import java.time.Duration
import java.util.concurrent.atomic.AtomicBoolean

/**
 * How a loop's thread begins and ends.
 *
 * The order of an end: no task or callback is taken any more; what is left is cancelled; when the last task has ended,
 * the threads of bodies and offloaded work are let go; once nothing is ready, so that whoever is told of a failure has
 * been told, failures nobody has seen are reported, and the loop returns. All that may take [timeout]; then the bodies
 * that are stuck are reported with their stacks, the turn is taken from them, and the loop ends without them.
 */
internal class LoopEnding(private val loop: LoopAdapter, private val root: RootScope, private val timeout: Duration) {
    private val closing = AtomicBoolean()
    private val ended = Completion<Unit>()

    val isClosed: Boolean
        get() = closing.get()

    // ---- a thread for the loop

    fun runOnOwnThread(isDaemon: Boolean) {
        loop.engine.announce()
        Thread({ runLoop() }, loop.name()).also { it.isDaemon = isDaemon }.start()
    }

    /** Runs the loop on the calling thread until [main] and what else was started have ended. */
    fun <T> runHere(main: ScopeTask<T>): T {
        var interrupted = false
        loop.engine.onInterrupt = Runnable {
            interrupted = true
            main.cancel(Cancellation(main.toString(), "the calling thread was interrupted"))
        }
        main.onEnd(
            whenEnded {
                main.seen()
                loop.engine.execute { closeHere() }
            }
        )
        shutdownHook(main).use { runLoop() }
        val end = main.ended
        if (interrupted && end is Ending.Cancelled) throw interruption(null)
        if (interrupted) Thread.currentThread().interrupt()
        return asItIs(end)
    }

    fun shutdownHook(main: ScopeTask<*>) = ShutdownHook(main, ended, timeout)

    private fun runLoop() {
        try {
            loop.engine.run()
            root.reportUnseen()
        } finally {
            ended.end(Unit)
        }
    }

    // ---- the end

    fun close() {
        if (!closing.compareAndSet(false, true)) return
        DebugWatch.closed(loop)
        DebugWatch.tellOfTasksLeft(loop)
        cancelTasks()
        if (canWait()) awaitEnd() else guardFromElsewhere()
    }

    private fun closeHere() {
        if (!closing.compareAndSet(false, true)) return
        cancelTasks()
        if (!root.isEnded) guardFromElsewhere()
    }

    /** Code of the loop itself would wait for itself, and a callback of another loop must not wait. */
    private fun canWait(): Boolean {
        if (loop.engine.isHostedHere) return false
        val place = Place.current() ?: return true
        if (currentTask()?.loop === loop.engine) return false
        return place.loop !== loop.engine && (place.loop == null || place is BodyPlace)
    }

    private fun guardFromElsewhere() {
        Thread({ awaitEnd() }, "${loop.name()}-closer").apply { isDaemon = true }.start()
    }

    private fun cancelTasks() {
        root.cancel(Cancellation(loop.engine.toString(), "it was closed"))
        root.onEnd(whenEnded { letGo() })
        root.close()
    }

    private fun letGo() {
        loop.carrier.close()
        loop.offload.close()
        loop.engine.stop()
    }

    private fun awaitEnd() {
        if (endsWithin(timeout, ended)) return
        FailureReports.warn(stuckInWords())
        loop.engine.leaveHost()
        loop.carrier.abandon()
        letGo()
    }

    private fun stuckInWords(): String {
        val stuck = threadsOf(root)
        val stacks =
            stuck.joinToString("") { (task, thread) ->
                "\n  $task on thread '${thread.name}':" + thread.stackTrace.joinToString("") { "\n    at $it" }
            }
        return "event loop '${loop.name()}' was closed and did not end within $timeout: ${stuck.size} bodies are stuck$stacks"
    }
}

/** Told of an end where that comes, on whatever thread: for code of ours that is short and never waits. */
internal fun whenEnded(action: (Any?) -> Unit): Waiter<Any?> =
    object : Waiter<Any?>() {
        override fun resume(value: Any?) = action(value)
    }

/** The tasks below [root] that hold a thread, with that thread. */
internal fun threadsOf(root: CancelNode<*>): List<Pair<Any, Thread>> =
    root.descendants().mapNotNull { node ->
        when (node) {
            is BodyTask<*> -> node.thread?.let { node to it }
            is OffloadTask<*> -> node.thread?.let { node to it }
            else -> null
        }
    }
