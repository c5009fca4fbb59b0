package dev.catenary.bridge

import dev.catenary.Scope
import dev.catenary.Task

// Objects of the API, back to what they are made of. Only our own can be: the engine must know what it
// waits for.

internal fun unwrap(scope: Scope?): ScopeAdapter =
    notNull(scope, "scope") as? ScopeAdapter ?: throw foreign("Scope", scope!!)

@Suppress("UNCHECKED_CAST")
internal fun <T> unwrap(task: Task<out T>?): TaskFace<T> =
    notNull(task, "task") as? TaskFace<T> ?: throw foreign("Task", task!!)

private fun foreign(type: String, value: Any) =
    IllegalArgumentException(
        "not a $type of this engine but ${value.javaClass.name}: pass the one that Catenary or an EventLoop gave you"
    )
