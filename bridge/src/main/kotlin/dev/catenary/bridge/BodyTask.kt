package dev.catenary.bridge

import dev.catenary.core.loop.EventLoop
import dev.catenary.core.scope.CancelNode
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.scope.TaskScope
import dev.catenary.core.wait.CancellableWait
import dev.catenary.core.wait.locked
import java.util.concurrent.Callable
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.Job

/** A task whose body is straight-line Java code on a thread that its carrier gives it. */
internal class BodyTask<T>(
    scope: TaskScope?,
    parent: CancelNode<*>,
    name: String?,
    site: StackTraceElement?,
    private val carrier: BodyCarrier,
    /** Whether a failure is the scope's: see [ScopeTask.failsScope]. */
    private val failsScope: () -> Boolean = { true },
    /** Of code that waits for the task and is no node above it. */
    override val ownDeadline: Long? = null,
    private val code: Callable<T>,
) : ScopeTask<T>(scope, parent, name, site) {
    override val loop: EventLoop
        get() = carrier.loop

    private val context = carrier.context.captureAll()

    /**
     * The thread that runs the body, while it does. Guarded by the lock, so that an interrupt can't hit a later body.
     */
    var thread: Thread? = null
        private set

    /** The innermost scope the body is in, or the task itself. Written by the body, under the lock. */
    var node: CancelNode<*> = this
        private set

    override fun begin(): Unit = carrier.begin(this)

    /** Runs the body to its end, on the carrier's thread, in the task's turn. That thread goes on whatever happens. */
    fun runSafely(place: BodyPlace) {
        try {
            runHere(place)
        } catch (failure: Throwable) {
            FailureReports.log("the end of $this failed", failure)
            endThrown(failure)
        }
    }

    private fun runHere(place: BodyPlace) {
        place.task = this
        turnBegins()
        locked {
            thread = Thread.currentThread()
            if (isCancelled) interrupt()
        }
        var value: Any? = null
        var thrown: Throwable? = null
        try {
            value = if (context.isEmpty()) code.call() else context.call(code)
        } catch (failure: Throwable) {
            thrown = failure
        }
        place.awaitJobOf(this)
        locked { thread = null }
        Thread.interrupted()
        val failure = failureOfCoroutine ?: thrown
        if (failure == null) end(value) else endThrown(failure)
        turnEnds()
        place.task = null
    }

    override fun failsScope(): Boolean = failsScope.invoke()

    /** Of a coroutine that a suspending function, called by this body, has left below the task's Job. */
    @Volatile private var failureOfCoroutine: Throwable? = null

    override fun onJobFailed(cause: Throwable) {
        failureOfCoroutine = cause
        super.onJobFailed(cause)
    }

    override fun isJob(job: Job): Boolean =
        super.isJob(job) || isJobOfCall(job) || node !== this && isJobOfInnerNode(job)

    private fun isJobOfInnerNode(job: Job): Boolean =
        generateSequence(node) { inner -> inner.parent?.takeUnless { it === this } }.any { it.isJob(job) }

    /** The suspending functions of others that the body has called, the innermost first. Written by the body. */
    @Volatile private var calls: Call? = null

    private class Call(val job: Job, val outer: Call?)

    /** The Job of a call ends with that, and an interrupt cancels it without what else is below the node. */
    fun beginCall(): CompletableJob = Job(node.job()).also { calls = Call(it, calls) }

    fun endCall() {
        calls = calls!!.outer
    }

    private fun isJobOfCall(job: Job): Boolean {
        var call = calls
        while (call != null && call.job !== job) call = call.outer
        return call != null
    }

    /** Where a task is forked that the body starts without naming a scope. */
    fun nearestScope(): TaskScope = generateSequence(node) { it.parent }.firstNotNullOf { it as? TaskScope }

    // ---- the scopes of the body

    /** A shielded one is not interrupted by what came before it. */
    fun enter(inner: CancelNode<*>) {
        val outer = node
        outer.adopt(inner)
        locked {
            node = inner
            if (inner.isCancelled) interrupt() else if (outer.isCancelled) Thread.interrupted()
        }
    }

    /**
     * The interrupt is what the outer scope wants it to be: set if that is cancelled, cleared if only the inner one
     * was.
     */
    fun leave(inner: CancelNode<*>) {
        val outer = inner.parent!!
        outer.release(inner)
        locked {
            node = outer
            if (outer.isCancelled) interrupt() else if (inner.isCancelled) Thread.interrupted()
        }
    }

    /**
     * Cancels what the body waits for, if it waits, so that the cancel is in effect when it returns: nothing is granted
     * to the body afterwards, and its loop knows that it has something to do. Else interrupts its thread: that is also
     * what reaches a wait that has begun just now, on another thread.
     */
    override fun interruptIn(node: CancelNode<*>) {
        val wait = locked { if (this.node === node) crossing else return }
        if (wait == null || !wait.cancelWait()) locked { if (this.node === node) interrupt() }
    }

    /** With the lock held. */
    override fun interrupt() {
        thread?.interrupt()
    }

    /**
     * What the body waits in. Written by the body, in its turn, and read by those who cancel it: on the same loop they
     * see it, and others who see an old one find it over.
     */
    private var crossing: Crossing<*>? = null

    inline fun waitIn(crossing: Crossing<*>, wait: () -> Unit) {
        dateWait()
        this.crossing = crossing
        waitBegins(crossing.operation)
        turnEnds()
        wait()
        turnBegins()
        waitEnds()
        this.crossing = null
    }

    /** Gives up the turn without a wait. */
    inline fun passTurn(pass: () -> Unit) {
        turnEnds()
        pass()
        turnBegins()
    }

    /** That of the suspending function it has called, where that is what waits. */
    override val waitsIn: CancellableWait?
        get() = crossing?.run { waiting ?: witness?.suspendedIn }

    override val waitsWhollyIn: CancellableWait?
        get() = crossing?.waiting

    override val operation: String?
        get() = crossing?.operation

    override val waitsForTime: Boolean
        get() = crossing?.isTimed == true || super.waitsForTime

    override val innermost: CancelNode<*>
        get() = node
}
