package dev.catenary.core.scope

import dev.catenary.core.wait.Completion
import dev.catenary.core.wait.locked
import java.util.ArrayDeque
import java.util.concurrent.CancellationException
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job

/**
 * A node in the tree of cancellation: a scope or a task. It ends once (it is a [Completion]); until then it can be
 * cancelled, by any thread, and stays cancelled: cancellation is a level.
 *
 * Idea. A node's lock guards its mark and its list of children; nobody holds two nodes' locks at once. A cancel marks
 * the node, then walks down in breadth, with a queue instead of recursion, so that a chain of ten thousand scopes costs
 * no stack. A node that is attached under a marked one is born marked. So no child escapes: it is in the list when the
 * walk takes it, or finds the mark when it attaches.
 *
 * Job. Kotlin code below a node sees a real [Job], made when it is first asked for. It is no child of another node's
 * Job: the walk cancels it, not kotlinx's recursion.
 */
@OptIn(InternalCoroutinesApi::class)
public abstract class CancelNode<T>(
    public val parent: CancelNode<*>?,
    /** Null for the name that [defaultName] makes when it is asked for. */
    private val givenName: String?,
    /** True for a node that its parent's cancellation does not reach. */
    private val shielded: Boolean = false,
) : Completion<T>() {
    public val name: String
        get() = givenName ?: defaultName()

    protected open fun defaultName(): String = "scope"

    /** Null while the node is not cancelled. Written once, under the lock. */
    @Volatile
    public var cancellation: Cancellation? = null
        private set

    public val isCancelled: Boolean
        get() = cancellation != null

    // the list of children, in order of attachment; guarded by this node's lock
    private var firstChild: CancelNode<*>? = null
    private var lastChild: CancelNode<*>? = null

    // the place in the parent's list; guarded by the parent's lock
    private var previous: CancelNode<*>? = null
    private var next: CancelNode<*>? = null

    /** Written under the lock. */
    @Volatile private var job: CompletableJob? = null

    // ---- the tree

    /** With this node's lock held. */
    internal fun link(child: CancelNode<*>) {
        child.previous = lastChild
        lastChild?.let { it.next = child } ?: run { firstChild = child }
        lastChild = child
    }

    /** With this node's lock held. */
    internal fun unlink(child: CancelNode<*>) {
        val before = child.previous
        val after = child.next
        if (before == null) firstChild = after else before.next = after
        if (after == null) lastChild = before else after.previous = before
        child.previous = null
        child.next = null
    }

    /** Puts a node that this one need not wait for under this one's cancellation. */
    public fun adopt(child: CancelNode<*>) {
        val inherited = locked {
            link(child)
            cancellation
        }
        if (inherited != null && !child.shielded) child.cancel(inherited)
    }

    public fun release(child: CancelNode<*>): Unit = locked { unlink(child) }

    /** With this node's lock held. */
    internal inline fun forEachChild(action: (CancelNode<*>) -> Unit) {
        var child = firstChild
        while (child != null) {
            action(child)
            child = child.next
        }
    }

    /** A deadline that this node sets, in nanoseconds of the loop's clock. */
    protected open val ownDeadline: Long?
        get() = null

    /**
     * The nearest of this node's and all deadlines around it, as far as no shield keeps them away; null if there is
     * none.
     */
    public val deadline: Long?
        get() {
            var nearest: Long? = null
            var node: CancelNode<*>? = this
            while (node != null) {
                val own = node.ownDeadline
                if (own != null && (nearest == null || own - nearest < 0)) nearest = own
                node = if (node.shielded) null else node.parent
            }
            return nearest
        }

    /** What is directly below this node. A snapshot. */
    public val below: List<CancelNode<*>>
        get() = locked { if (firstChild == null) emptyList() else buildList { forEachChild { add(it) } } }

    /** Everything below this node, breadth first. A snapshot. */
    public fun descendants(): List<CancelNode<*>> {
        val found = ArrayList<CancelNode<*>>()
        var next = 0
        var node: CancelNode<*> = this
        while (true) {
            node.locked { node.forEachChild { found.add(it) } }
            node = found.getOrNull(next++) ?: return found
        }
    }

    // ---- cancellation

    /**
     * False if the node had ended or had been cancelled before. What a handler of a user throws on the way is thrown
     * when the walk is over.
     */
    public fun cancel(cause: Cancellation): Boolean {
        if (!mark(cause)) return false
        val reached = ArrayDeque<CancelNode<*>>()
        reached.add(this)
        var failure: Throwable? = null
        while (true) {
            val node = reached.poll() ?: break
            val first = node === this || node.mark(cause)
            node.locked { node.forEachChild { if (!it.shielded) reached.add(it) } }
            if (!first) continue
            try {
                node.reached(cause)
            } catch (thrown: Throwable) {
                failure?.addSuppressed(thrown) ?: run { failure = thrown }
            }
        }
        failure?.let { throw it }
        return true
    }

    private fun mark(cause: Cancellation): Boolean = locked {
        val first = cancellation == null && !isEnded && !isEnding
        if (first) cancellation = cause
        first
    }

    /** Whether its end has been claimed, and comes too soon for a cancel. With the lock held. */
    protected open val isEnding: Boolean
        get() = false

    private fun reached(cause: Cancellation) {
        job?.cancel(cause)
        onCancelled(cause)
    }

    /** Interrupts what the node does. Called once, by the thread that cancels, with no lock held. */
    protected abstract fun onCancelled(cause: Cancellation)

    // ---- the Job that Kotlin code below this node sees

    /**
     * The Job of the node. A failure below it goes to [onJobFailed]; the node does not end before its Job has: see
     * [completeJob].
     */
    public fun job(): Job {
        var made: CompletableJob? = null
        val current = locked {
            job?.takeUnless { it.isCompleted }
                ?: Job().also {
                    made = it
                    job = it
                    onJobMade()
                }
        }
        made?.let { watch(it) }
        return current
    }

    private fun watch(job: CompletableJob) {
        job.invokeOnCompletion(onCancelling = true) { cause ->
            if (cause != null && cause !is CancellationException) onJobFailed(cause)
        }
        job.invokeOnCompletion { onJobEnded() }
        cancellation?.let { job.cancel(it) }
    }

    /** Whether code that sees [job] as its own is code of this node. */
    public open fun isJob(job: Job): Boolean = this.job === job

    /** Lets the Job end when the coroutines below it have; gives it if that is not yet so. */
    public fun completeJob(): Job? {
        val open = job ?: return null
        open.complete()
        return open.takeUnless { it.isCompleted }
    }

    /** With the lock held. */
    protected open fun onJobMade() {}

    protected open fun onJobEnded() {}

    protected abstract fun onJobFailed(cause: Throwable)
}
