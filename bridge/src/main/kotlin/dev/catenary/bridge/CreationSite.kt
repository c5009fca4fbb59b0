package dev.catenary.bridge

import dev.catenary.bridge.insight.Frames

/** The line of user code that started a task: the innermost frame that is neither ours nor the platform's. */
internal object CreationSite {
    private val walker = StackWalker.getInstance()

    fun find(): StackTraceElement? = walker.walk { frames ->
        frames.filter { Frames.isUsers(it.className) }.findFirst().map { it.toStackTraceElement() }.orElse(null)
    }
}
