package dev.catenary.bridge

import dev.catenary.Body
import dev.catenary.TaskLocal
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.scope.currentTask

/** A key into the map of values each task has; the map itself is never changed, so that inheriting it is free. */
internal class TaskLocalAdapter<T : Any>(private val name: String) : TaskLocal<T> {
    override fun name(): String = name

    override fun get(): T = value() ?: throw NoSuchElementException("task local '$name' is not set")

    @Suppress("UNCHECKED_CAST") override fun <D : T?> getOrElse(fallback: D): D = value() as D ?: fallback

    override fun isSet(): Boolean = value() != null

    override fun set(value: T) {
        notNull(value, "value")
        val task = currentTask() ?: throw noTask("set")
        task.locals = task.locals + (this to value)
    }

    override fun <R, X : Throwable> with(value: T, body: Body<R, X>): R {
        notNull(body, "body")
        val task = currentTask() ?: throw noTask("with")
        val before = task.locals[this]
        set(value)
        try {
            return body.run()
        } finally {
            task.restore(before)
        }
    }

    private fun ScopeTask<*>.restore(before: Any?) {
        locals = if (before == null) locals - this@TaskLocalAdapter else locals + (this@TaskLocalAdapter to before)
    }

    @Suppress("UNCHECKED_CAST") private fun value(): T? = currentTask()?.locals?.get(this) as T?

    private fun noTask(operation: String) =
        IllegalStateException(
            "TaskLocal.$operation of '$name' was called on a thread that is no task's: call it in the body of a task"
        )

    override fun toString(): String = "task local '$name'${value()?.let { " = $it" } ?: ", not set"}"
}
