package dev.catenary.core.scope

import dev.catenary.core.loop.TestLoop
import dev.catenary.core.wait.Ending
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/** The root of a loop in virtual time. */
internal class TestTree {
    val test = TestLoop()
    val loop = test.engine
    val reports = ArrayList<UnseenFailure>()
    val root = RootScope(loop) { reports += it }
    val millis
        get() = loop.clock.nanoTime() / 1_000_000

    /** Runs [main] in a task below the root, and all that follows from it. If it waits for ever, that is a failure. */
    fun run(main: suspend CoroutineScope.() -> Unit) {
        val task = CoroutineTask(root, "main", null, EmptyCoroutineContext, main)
        test.run { root.fork(task) }
        task.seen()
        check(task.isEnded) { "the test waits for ever" }
        (task.ended as? Ending.Failed)?.let { throw it.cause }
    }

    /** A scope below the root, with a body that is the test itself. */
    fun scope(name: String = "s", parent: CancelNode<*> = root): TaskScope =
        TaskScope(loop, parent, name, null).also(parent::adopt)
}

internal fun <T> TaskScope.fork(
    name: String? = null,
    context: CoroutineContext = EmptyCoroutineContext,
    body: suspend CoroutineScope.() -> T,
): CoroutineTask<T> = fork(CoroutineTask(this, name, null, context, body))

/** Ends the body of the scope, and waits for the children. */
internal suspend fun TaskScope.closeAndAwait() {
    close()
    awaitEnd()
}

internal fun CancelNode<*>.cancel(reason: String): Boolean = cancel(Cancellation(toString(), reason))

/** A task that the test begins, interrupts and ends. */
internal open class BareTask(scope: TaskScope, name: String? = null) : ScopeTask<Any?>(scope, scope, name, null) {
    @Volatile var hasBegun = false
    @Volatile var interrupts = 0

    override fun begin() {
        hasBegun = true
    }

    override fun interrupt() {
        interrupts++
    }
}

/** A failure that kotlinx can't copy for its stack traces: it is the same object wherever it arrives. */
internal class Boom(val number: Int) : Exception("boom $number")

/** For code that unwinds and has to wait. */
internal suspend fun <T> withoutCancellation(block: suspend () -> T): T = withContext(NonCancellable) { block() }
