package dev.catenary.bridge

import dev.catenary.core.scope.Cancellation
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.wait.Completion
import java.lang.reflect.Proxy
import java.time.Duration

/**
 * While the JVM shuts down, another Ctrl-C (or SIGTERM) ends it at once, with the status of one who was killed by it.
 * The JDK's handler waits for the hooks, and its way to another one, in the module `jdk.unsupported`, need not be
 * there.
 */
private object SecondSignal {
    fun ends() {
        for ((name, number) in listOf("INT" to 2, "TERM" to 15)) {
            try {
                haltOn(name, 128 + number)
            } catch (absent: ReflectiveOperationException) {
                FailureReports.debug("a second SIG$name will not end the JVM at once", absent)
            }
        }
    }

    private fun haltOn(name: String, status: Int) {
        val signals = Class.forName("sun.misc.Signal")
        val handlers = Class.forName("sun.misc.SignalHandler")
        val halting =
            Proxy.newProxyInstance(handlers.classLoader, arrayOf(handlers)) { self, method, given ->
                when (method.name) {
                    "handle" -> Runtime.getRuntime().halt(status)
                    "equals" -> self === given[0]
                    "hashCode" -> System.identityHashCode(self)
                    else -> "halt with status $status"
                }
            }
        val signal = signals.getConstructor(String::class.java).newInstance(name)
        signals.getMethod("handle", signals, handlers).invoke(null, signal, halting)
    }
}

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
        SecondSignal.ends()
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
