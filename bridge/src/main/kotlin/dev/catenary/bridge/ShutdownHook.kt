package dev.catenary.bridge

import dev.catenary.core.scope.Cancellation
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.wait.Completion
import java.time.Duration

/**
 * When the JVM shuts down, as on Ctrl-C: cancels the main task and lets it clean up, for [timeout] at the most. A body
 * that itself called `System.exit` waits for this hook, and so is not waited for.
 */
internal class ShutdownHook(
    private val main: ScopeTask<*>,
    private val ended: Completion<Unit>,
    private val timeout: Duration,
) : AutoCloseable {
    private val hook = Thread({ cancelAndWait() }, "catenary-shutdown")

    init {
        unlessShuttingDown { Runtime.getRuntime().addShutdownHook(hook) }
    }

    private fun cancelAndWait() {
        main.cancel(Cancellation(main.toString(), "the JVM is shutting down"))
        if (threadsOf(main.scope!!).none { (_, thread) -> thread.isExiting() }) endsWithin(timeout, ended)
    }

    private fun Thread.isExiting() = stackTrace.any { it.className == "java.lang.Runtime" && it.methodName == "exit" }

    override fun close(): Unit = unlessShuttingDown { Runtime.getRuntime().removeShutdownHook(hook) }

    /** The JDK refuses to add or remove a hook once the JVM shuts down; then there is nothing left to do. */
    private inline fun unlessShuttingDown(change: () -> Unit) {
        try {
            change()
        } catch (shuttingDown: IllegalStateException) {
            return
        }
    }
}
