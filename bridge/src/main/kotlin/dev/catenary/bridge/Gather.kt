package dev.catenary.bridge

import dev.catenary.core.scope.Cancellation
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Waiter
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReference

/**
 * All results or the first failure: ends when the last of its tasks has, whatever happens. The tasks may be of several
 * loops, so that their ends come from several threads.
 */
internal class Gather<T>(private val tasks: List<TaskFace<T>>) : LooseTask<List<T>>("gather", LoopAdapter.current()) {
    private val left = AtomicInteger(tasks.size)

    /** The ending that counts; [SUCCESS] when all have given their results. */
    private val first = AtomicReference<Any?>()

    /** Before anybody knows of it. */
    fun begin(): Gather<T> {
        if (tasks.isEmpty()) core.end(emptyList<T>())
        for (task in tasks) task.core.onEnd(Part(task))
        return this
    }

    /** One of the tasks, which may be given more than once. */
    private inner class Part(private val task: TaskFace<T>) : Waiter<Any?>() {
        override fun resume(value: Any?) = ended(task, value)
    }

    override fun madeOf(): List<TaskFace<*>> = tasks

    private fun ended(task: TaskFace<T>, ending: Any?) {
        if (ending is Ending && isFirst(ending)) cancelTasks("task '${task.name()}' ${ending.inWords()}")
        if (left.decrementAndGet() == 0) Steps.take { core.end(verdict()) }
    }

    private fun verdict(): Any? = if (first.compareAndSet(null, SUCCESS)) results() else first.get()

    /**
     * A failure takes the place of a cancellation, which it may have caused, or which may have caused it; a later one
     * is kept as suppressed in the first.
     */
    private fun isFirst(ending: Ending): Boolean {
        while (true) {
            val known = first.get()
            if (known == null) {
                if (first.compareAndSet(null, ending)) return true
            } else if (ending is Ending.Failed && known is Ending.Cancelled) {
                if (first.compareAndSet(known, ending)) return false
            } else {
                if (ending is Ending.Failed && known is Ending.Failed) known.cause.alsoTell(ending.cause)
                return false
            }
        }
    }

    private fun Throwable.alsoTell(later: Throwable) {
        if (later !== this) addSuppressed(later)
    }

    @Suppress("UNCHECKED_CAST") private fun results(): List<T> = tasks.map { it.core.ended as T }

    override fun cancelBecause(reason: String?, cause: Throwable?): Boolean {
        if (core.isEnded) return false
        val cancellation = Ending.Cancelled(Cancellation(toString(), reason, cause))
        if (!first.compareAndSet(null, cancellation)) return false
        cancelTasks(reason ?: "the gathering of its results was cancelled")
        return true
    }

    private fun cancelTasks(reason: String): Unit = Steps.take {
        for (task in tasks) task.cancelBecause(reason, null)
    }

    private companion object {
        val SUCCESS = Any()
    }
}
