package dev.catenary.bridge.insight

import dev.catenary.EventLoop
import dev.catenary.bridge.BodyTask
import dev.catenary.bridge.LoopAdapter
import dev.catenary.bridge.OffloadTask
import dev.catenary.bridge.TaskFace
import dev.catenary.bridge.unwrap
import dev.catenary.core.loop.Watchdog
import dev.catenary.core.scope.CancelNode
import dev.catenary.core.scope.Deadlocks
import dev.catenary.core.scope.Link
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.sync.described
import dev.catenary.core.wait.Completion
import dev.catenary.core.wait.Primitive
import dev.catenary.core.wait.WaitReason
import dev.catenary.insight.Deadlock
import dev.catenary.insight.Lag
import dev.catenary.insight.LoopInfo
import dev.catenary.insight.Party
import dev.catenary.insight.ScopeInfo
import dev.catenary.insight.Snapshot
import dev.catenary.insight.Stacks
import dev.catenary.insight.TaskInfo
import dev.catenary.insight.TaskState
import dev.catenary.insight.WaitInfo
import dev.catenary.spi.InsightEngine
import java.time.Duration
import java.time.Instant

/** Reads what tasks are doing off the engine's own objects, which keep no record for it. */
internal object Snapshots : InsightEngine {
    val loops: List<LoopAdapter>
        get() = Watchdog.all.mapNotNull { it.face as LoopAdapter? }

    override fun snapshot(stacks: Stacks): Snapshot =
        Snapshot(Instant.now(), loops.sortedBy { it.name() }.map { LoopView(it, stacks).info() })

    override fun snapshot(loop: EventLoop, stacks: Stacks): LoopInfo = LoopView(unwrap(loop), stacks).info()

    override fun deadlocks(): List<Deadlock> = Deadlocks.below(loops.map { it.top }).map(::deadlockOf)

    fun deadlockOf(circle: List<Link>): Deadlock = Deadlock(circle.map(::linkOf), circle.all { it.isCertain })

    /** What it has just begun to wait for. */
    fun waitOf(task: ScopeTask<*>): WaitInfo =
        LoopView(task.loop.face as LoopAdapter, Stacks.NONE).waitOf(task, task.waitsIn?.reasons.orEmpty())

    private fun linkOf(link: Link): Deadlock.Link {
        val home = link.task.loop.face as LoopAdapter
        val view = LoopView(home, Stacks.USER)
        return Deadlock.Link(
            partyOf(link.task),
            home.name(),
            view.waitOf(link.task, listOf(link.reason)),
            view.stackOf(link.task),
        )
    }
}

/** As texts name it. */
internal fun partyOf(who: Any): Party = Party(nameOf(who), (who as? ScopeTask<*>)?.id ?: 0)

private fun nameOf(what: Any): String {
    val face = (what as? Completion<*>)?.face
    return if (face is TaskFace<*>) "task '${face.name()}'" else described(what)
}

/** One loop, looked at once. */
private class LoopView(private val loop: LoopAdapter, private val stacks: Stacks) {
    private val now = loop.engine.clock.nanoTime()

    fun info(): LoopInfo =
        LoopInfo(loop.name(), loop.carrier(), loop.engine.turns, Lag(loop.engine.lagCounts), scopeOf(loop.top, 0))

    // Scopes may be nested deeper than a thread's stack is: what is deeper than anybody reads is told flat.
    private fun scopeOf(node: CancelNode<*>, depth: Int): ScopeInfo {
        val below = if (depth < DEEPEST) node.below else node.descendants()
        val tasks = below.filterIsInstance<ScopeTask<*>>().map { taskOf(it, depth + 1) }
        return ScopeInfo(node.name, node.isCancelled, tasks, scopesIn(below, depth + 1))
    }

    private fun scopesIn(below: List<CancelNode<*>>, depth: Int): List<ScopeInfo> =
        if (depth > DEEPEST) emptyList()
        else below.filter { it !is ScopeTask<*> && it.below.isNotEmpty() }.map { scopeOf(it, depth) }

    private fun taskOf(task: ScopeTask<*>, depth: Int): TaskInfo =
        TaskInfo(
            task.id,
            task.name,
            stateOf(task),
            task.isCancelled,
            since(task.startedAt),
            task.turns.toLong(),
            Duration.ofNanos(loop.engine.nanosOnLoop(task.id)),
            task.site,
            if (task.operation == null) null else waitOf(task, task.waitsIn?.reasons.orEmpty()),
            stackOf(task),
            scopesOf(task, depth),
        )

    /** A scope that holds nothing is of no interest, unless it is that in which the body stands. */
    private fun scopesOf(task: ScopeTask<*>, depth: Int): List<ScopeInfo> {
        if (depth > DEEPEST) return emptyList()
        val below = if (depth < DEEPEST) task.below else task.descendants()
        val own = below.filterIsInstance<ScopeTask<*>>().map { taskOf(it, depth + 1) }
        val inner = scopesIn(below, depth + 1)
        return if (own.isEmpty()) inner else inner + ScopeInfo(task.name, task.isCancelled, own, emptyList())
    }

    private fun stateOf(task: ScopeTask<*>): TaskState {
        val thread = threadOf(task)
        return when {
            task.isEnded -> TaskState.ENDED
            task.operation != null -> TaskState.WAITING
            task is OffloadTask<*> -> if (thread == null) TaskState.NEW else TaskState.RUNNING
            loop.engine.current == task.id -> if (thread.isBlocked) TaskState.BLOCKED else TaskState.RUNNING
            task.turns == 0 -> TaskState.NEW
            else -> if (thread.isBlocked) TaskState.BLOCKED else TaskState.READY
        }
    }

    private val Thread?.isBlocked: Boolean
        get() =
            when (this?.state) {
                Thread.State.BLOCKED,
                Thread.State.WAITING,
                Thread.State.TIMED_WAITING -> true
                else -> false
            }

    fun waitOf(task: ScopeTask<*>, reasons: List<WaitReason>): WaitInfo =
        WaitInfo(
            task.operation ?: "a wait that is over",
            reasons.joinToString(" or ") { nameOf(it.what) },
            reasons.singleOrNull()?.what.let { (it as? Primitive)?.number ?: (it as? ScopeTask<*>)?.id ?: 0 },
            since(task.waitsSince),
            reasons.flatMap { it.holders }.take(MOST_HOLDERS).map(::partyOf),
        )

    private fun since(then: Long) = Duration.ofNanos(maxOf(0, now - then))

    fun stackOf(task: ScopeTask<*>): List<StackTraceElement> {
        if (stacks == Stacks.NONE) return emptyList()
        val frames = threadOf(task)?.let(Frames::of) ?: task.waitsIn?.trace.orEmpty()
        return if (stacks == Stacks.ALL) frames else frames.filter { Frames.isUsers(it.className) }
    }

    private companion object {
        const val DEEPEST = 200
        const val MOST_HOLDERS = 10
    }
}

/** The thread that a task holds. */
internal fun threadOf(task: ScopeTask<*>): Thread? =
    when (task) {
        is BodyTask<*> -> task.thread
        is OffloadTask<*> -> task.thread
        else -> null
    }
