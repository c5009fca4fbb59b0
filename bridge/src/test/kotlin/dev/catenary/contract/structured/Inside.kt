package dev.catenary.contract.structured

import dev.catenary.Task
import dev.catenary.bridge.BodyPlace
import dev.catenary.bridge.BodyTask
import dev.catenary.bridge.TaskFace
import dev.catenary.core.loop.Place
import dev.catenary.core.scope.CancelNode
import java.util.function.Supplier

/** What the API does not tell. */
internal object Inside {
    /** How many wait for a task, callbacks too. */
    @JvmStatic fun waitersOf(task: Task<*>): Int = (task as TaskFace<*>).core.waiting

    /** Whether what the calling body is in just now, a scope, a limit or the task itself, has been cancelled. */
    @JvmStatic fun isCancelled(): Boolean = node().isCancelled

    /** All that lives on the loop of the calling body, in words, asked at any later time. */
    @JvmStatic
    fun population(): Supplier<List<String>> {
        val root = generateSequence<CancelNode<*>>(node()) { it.parent }.last()
        return Supplier { root.descendants().map(::inWords) }
    }

    private fun inWords(node: CancelNode<*>): String {
        val stack = (node as? BodyTask<*>)?.thread?.stackTrace ?: emptyArray()
        val mark = if (node.isCancelled) ", cancelled" else ""
        return "$node in ${node.parent}$mark" + stack.joinToString("") { "\n    at $it" }
    }

    private fun node(): CancelNode<*> = (Place.current() as BodyPlace).body.node
}
