package dev.catenary.bridge.insight

import dev.catenary.bridge.LoopAdapter
import dev.catenary.core.scope.ScopeTask
import dev.catenary.insight.Stacks
import java.util.concurrent.ConcurrentHashMap

/** What is told of loops in debug mode only: waits that are long, loops that nobody closes, what a close cuts short. */
internal object DebugWatch {
    private const val LONG = 60_000_000_000

    // by the watchdog's thread
    private var toldOf = emptySet<Pair<Long, Long>>()

    /** Each wait once. */
    fun lookForLongWaits() {
        val long = HashMap<Pair<Long, Long>, ScopeTask<*>>()
        for (loop in Snapshots.loops) if (loop.isDebugged) {
            val now = loop.nanoTime()
            for (node in loop.top.descendants()) if (
                node is ScopeTask<*> && node.operation != null && now - node.waitsSince > LONG
            )
                long[node.id to node.waitsSince] = node
        }
        for ((wait, task) in long) if (wait !in toldOf)
            LoopWatch.log("long wait ${partyOf(task)} ${Snapshots.waitOf(task)}")
        toldOf = long.keys
    }

    /** Of a loop that is being closed. */
    fun tellOfTasksLeft(loop: LoopAdapter) {
        if (!loop.isDebugged) return
        val left = Snapshots.snapshot(loop, Stacks.USER)
        if (left.tasks().isNotEmpty()) LoopWatch.log("closed with tasks under way, which are cancelled:\n$left")
    }

    private val open = ConcurrentHashMap<LoopAdapter, StackTraceElement>()
    private val hook = lazy {
        Runtime.getRuntime().addShutdownHook(Thread(::tellOfOpenLoops, "catenary-unclosed"))
    }

    fun opened(loop: LoopAdapter, site: StackTraceElement) {
        open[loop] = site
        hook.value
    }

    fun closed(loop: LoopAdapter) {
        open.remove(loop)
    }

    /** The log may be closed by now. */
    private fun tellOfOpenLoops() {
        for ((loop, site) in open) System.err.println(
            "event loop '${loop.name()}' was never closed; it was opened at $site"
        )
    }
}
