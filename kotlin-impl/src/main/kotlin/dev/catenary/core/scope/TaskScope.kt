package dev.catenary.core.scope

import dev.catenary.core.loop.EventLoop
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.Waiter
import dev.catenary.core.wait.locked
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionException
import java.util.concurrent.ExecutionException
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope

/**
 * The life of some tasks. The code that opened the scope runs its body, calls [close], waits for the end, and then
 * looks at [failures].
 *
 * The count. `live` counts the children that have not ended, and the Jobs: one while Kotlin coroutines that kotlinx's
 * own builders launched are below this scope. When it falls to zero and the body has ended, the scope is closed in the
 * same step: a child forks into a scope that goes on, or is refused.
 */
public open class TaskScope(
    public val loop: EventLoop,
    parent: CancelNode<*>?,
    name: String,
    /** The task whose body runs in this scope; null for the root of a loop. */
    public val owner: ScopeTask<*>?,
    shielded: Boolean = false,
) : CancelNode<Unit>(parent, name, shielded), CoroutineScope {
    // guarded by the lock
    private var live = 0
    private var jobs = 0
    private var bodyEnded = false
    private var closed = false
    private var failed: LinkedHashMap<Same, Throwable>? = null
    private val joiners = WaitQueue<Unit>(this)

    /** The failures of the body and the children, in the order of arrival, none twice. */
    public val failures: List<Throwable>
        get() = locked { failed?.values?.toList() ?: emptyList() }

    /** The tasks that have not ended, in the order in which they were forked. */
    public val children: List<ScopeTask<*>>
        get() = locked { buildList { forEachChild { if (it is ScopeTask<*>) add(it) } } }

    /** All of its children: without any of them it does not end. */
    override val holders: List<Any>
        get() = children

    /** Whether no child is left, for now. */
    public val isQuiet: Boolean
        get() = locked { live == 0 }

    override val coroutineContext: CoroutineContext
        get() = loop + CoroutineName(name) + job()

    // ---- children

    /** Takes a child in; the loop begins it in its turn. */
    public fun <C : ScopeTask<*>> fork(child: C): C = admit(child).also(loop::execute)

    /** Takes a child in that the caller has the loop begin. */
    public fun <C : ScopeTask<*>> admit(child: C): C {
        locked {
            if (closed) throw IllegalStateException("scope '$name' has ended: task '${child.name}' can't start in it")
            cancellation?.let { throw refusal(child, it) }
            link(child)
            live++
        }
        child.started()
        return child
    }

    private fun refusal(child: ScopeTask<*>, cause: Cancellation) =
        CancellationException("task '${child.name}' was not started: ${cause.message}").also { it.initCause(cause) }

    /** By a child that has failed, before anybody can see that it has. */
    internal open fun childFailed(child: ScopeTask<*>, failure: Throwable): Unit = fail("task '${child.name}'", failure)

    /** By a child that has failed, and that nobody waited for when it ended. */
    internal open fun childFailedUnheard(child: ScopeTask<*>, failure: Throwable) {}

    internal fun childEnded(child: ScopeTask<*>) {
        settle { unlink(child) }
    }

    /** The first failure cancels the scope; every one is kept. */
    public fun fail(who: String, failure: Throwable) {
        locked {
            val known = failed ?: LinkedHashMap<Same, Throwable>(2).also { failed = it }
            if (!failure.tellsOnlyOf(known)) known.putIfAbsent(Same(failure), failure)
        }
        if (!isCancelled) cancel(Cancellation(toString(), "$who failed: ${failure.inWords()}", failure))
    }

    /** One who joins a failed task throws its failure again, in a wrapping of the JDK, which may carry others. */
    private fun Throwable.tellsOnlyOf(known: Map<Same, Throwable>): Boolean {
        val joined = (if (this is CompletionException || this is ExecutionException) cause else null) ?: return false
        return Same(joined) in known && suppressedExceptions.flatMap { it.failures() }.all { Same(it) in known }
    }

    /** The same failure, not an equal one. */
    private class Same(private val failure: Throwable) {
        override fun equals(other: Any?): Boolean = other is Same && other.failure === failure

        override fun hashCode(): Int = System.identityHashCode(failure)
    }

    // ---- the end

    /** Waits until no child is left. More can be forked later, while the body runs. */
    public suspend fun join() {
        letJobEnd()
        joiners.await { if (live == 0) Unit else WaitQueue.NOT_NOW }
    }

    /** The body has ended: the scope ends with its last child. */
    public fun close() {
        val over = locked {
            bodyEnded = true
            closed = live == 0
            closed
        }
        if (over) end(Unit) else letJobEnd()
    }

    private inline fun settle(change: () -> Unit) {
        var joined: List<Waiter<Unit>>? = null
        var over = false
        var onlyJobs = false
        locked {
            change()
            live--
            if (live == 0) {
                if (!joiners.isEmpty) joined = generateSequence { joiners.poll() }.toList()
                if (bodyEnded) closed = true
                over = closed
            } else {
                onlyJobs = live == jobs && (bodyEnded || !joiners.isEmpty)
            }
        }
        if (onlyJobs) completeJob()
        if (over) end(Unit)
        joined?.forEach { it.resume(Unit) }
    }

    private fun letJobEnd() {
        if (locked { live == jobs }) completeJob()
    }

    override fun onCancelled(cause: Cancellation) {
        owner?.interruptIn(this)
    }

    // ---- the Job

    override fun onJobMade() {
        live++
        jobs++
    }

    override fun onJobEnded(): Unit = settle { jobs-- }

    override fun onJobFailed(cause: Throwable): Unit = fail("a coroutine", cause)

    override fun toString(): String = "scope '$name'"
}
