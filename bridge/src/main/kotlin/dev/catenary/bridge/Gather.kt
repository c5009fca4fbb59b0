package dev.catenary.bridge

import dev.catenary.core.scope.Cancellation
import dev.catenary.core.wait.Ending
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReference

/**
 * All results or the first failure: ends when the last of its tasks has, whatever happens. The tasks may be
 * of several loops, so that their ends come from several threads.
 */
internal class Gather<T>(private val tasks: List<TaskFace<T>>) : LooseTask<List<T>>("gather", LoopAdapter.current()) {
    private val distinct = tasks.distinct()
    private val left = AtomicInteger(distinct.size)
    private val first = AtomicReference<Ending?>()

    /** Before anybody knows of it. */
    fun begin(): Gather<T> {
        if (distinct.isEmpty()) core.end(emptyList<T>())
        for (task in distinct) task.core.onEnd(whenEnded { ended(task, it) })
        return this
    }

    private fun ended(task: TaskFace<T>, ending: Any?) {
        task.seen(ending)
        if (ending is Ending && !ending.isRepeated() && first.compareAndSet(null, ending))
            cancelTasks("task '${task.name()}' ${ending.inWords()}")
        if (left.decrementAndGet() == 0) core.end(first.get() ?: results())
    }

    /** True for a failure after the first, which is kept as suppressed in that. */
    private fun Ending.isRepeated(): Boolean {
        val known = first.get() ?: return false
        if (this is Ending.Failed && known is Ending.Failed && cause !== known.cause) known.cause.addSuppressed(cause)
        return true
    }

    @Suppress("UNCHECKED_CAST")
    private fun results(): List<T> = tasks.map { it.core.ended as T }

    override fun cancelBecause(reason: String?, cause: Throwable?): Boolean {
        if (core.isEnded) return false
        val cancellation = Ending.Cancelled(Cancellation(toString(), reason, cause))
        if (!first.compareAndSet(null, cancellation)) return false
        cancelTasks(reason ?: "the gathering of its results was cancelled")
        return true
    }

    private fun cancelTasks(reason: String) {
        for (task in distinct) task.cancelBecause(reason, null)
    }
}
