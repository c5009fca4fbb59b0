package dev.catenary.core.scope

import dev.catenary.core.wait.CancellableWait
import dev.catenary.core.wait.WaitReason
import java.util.IdentityHashMap

/** A task of a circle, and what it waits for: the next one of the circle. */
public class Link(
    public val task: ScopeTask<*>,
    public val wait: CancellableWait,
    public val reason: WaitReason,
    /** Whether nobody but the next one can end the wait. */
    public val isCertain: Boolean,
    private val next: ScopeTask<*>,
    private val turns: Int,
) {
    /** Whether the wait goes on that was seen when this was made, and for the same. */
    internal val isStill: Boolean
        get() =
            task.waitsWhollyIn === wait &&
                task.turns == turns &&
                wait.reasons.any { next in it.holders || it.servers?.contains(next) == true }
}

/**
 * Tasks that wait for each other.
 *
 * Idea. Of all tasks that wait without a time limit, those are struck out who could go on: whose wait a task may end
 * that does not wait, or that has been struck out before; one who was struck out may let others be struck out. What is
 * left can't go on. From each of these a step leads to one of those it waits for, and so, in the end, round a circle.
 *
 * The tasks go on meanwhile. A circle counts if, after all of it has been seen, every wait of it is still the same one:
 * then there was an instant at which all of them waited at once.
 */
public object Deadlocks {
    /** The circles among everything below these, none twice. */
    public fun below(roots: List<CancelNode<*>>): List<List<Link>> {
        val waiting = IdentityHashMap<ScopeTask<*>, Wait>()
        for (root in roots) for (node in root.descendants()) if (node is ScopeTask<*>)
            waitOf(node)?.let { waiting[node] = it }
        strikeOut(waiting)
        return circlesOf(waiting).filter { circle -> circle.all { it.isStill } }
    }

    private class Wait(val of: ScopeTask<*>, val wait: CancellableWait, val turns: Int) {
        val reasons = wait.reasons

        /** Those whose going on would let this go on. */
        val dependsOn: List<Any> = reasons.flatMap { it.holders + it.servers.orEmpty() }

        fun isStuck(stuck: Map<ScopeTask<*>, *>): Boolean = reasons.isNotEmpty() && reasons.all { it.isStuck(stuck) }

        private fun WaitReason.isStuck(stuck: Map<ScopeTask<*>, *>): Boolean =
            holders.any { it in stuck.keys } ||
                others(servers).let { it.isNotEmpty() && it.all { other -> other in stuck.keys } }

        fun others(servers: List<Any>?): List<Any> = servers.orEmpty().filter { it !== of }
    }

    private fun waitOf(task: ScopeTask<*>): Wait? {
        val turns = task.turns
        val wait = task.waitsWhollyIn ?: return null
        if (task.waitsForTime || task.isCancelled || task.innermost.deadline != null) return null
        return Wait(task, wait, turns)
    }

    private fun strikeOut(waiting: MutableMap<ScopeTask<*>, Wait>) {
        val dependents = IdentityHashMap<Any, MutableList<Wait>>()
        for (wait in waiting.values) for (other in wait.dependsOn) dependents.getOrPut(other, ::ArrayList).add(wait)
        val unsure = ArrayDeque(waiting.values)
        while (true) {
            val wait = unsure.removeFirstOrNull() ?: return
            if (wait.of !in waiting || wait.isStuck(waiting)) continue
            waiting.remove(wait.of)
            dependents[wait.of]?.let(unsure::addAll)
        }
    }

    private fun circlesOf(stuck: Map<ScopeTask<*>, Wait>): List<List<Link>> {
        val circles = ArrayList<List<Link>>()
        val seen = IdentityHashMap<ScopeTask<*>, Unit>()
        for (start in stuck.keys.sortedBy { it.id }) {
            val path = LinkedHashMap<ScopeTask<*>, Link>()
            var task = start
            while (task !in seen && task !in path) {
                val link = linkFrom(stuck.getValue(task), stuck)
                path[task] = link.first
                task = link.second
            }
            if (task in path) circles.add(path.keys.dropWhile { it !== task }.map(path::getValue))
            path.keys.forEach { seen[it] = Unit }
        }
        return circles
    }

    private fun linkFrom(wait: Wait, stuck: Map<ScopeTask<*>, Wait>): Pair<Link, ScopeTask<*>> {
        val reason = wait.reasons.first()
        val holder = reason.holders.firstOrNull { it in stuck.keys } as ScopeTask<*>?
        val next = holder ?: wait.others(reason.servers).first() as ScopeTask<*>
        val isCertain = holder != null && wait.reasons.size == 1
        return Link(wait.of, wait.wait, reason, isCertain, next, wait.turns) to next
    }
}
