package dev.catenary.contract.structured

import dev.catenary.Task
import dev.catenary.bridge.TaskFace

/** What the API does not tell. */
internal object Inside {
    /** How many wait for a task, callbacks too. */
    @JvmStatic fun waitersOf(task: Task<*>): Int = (task as TaskFace<*>).core.waiting
}
