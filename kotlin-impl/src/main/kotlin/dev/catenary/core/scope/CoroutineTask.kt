package dev.catenary.core.scope

import dev.catenary.core.loop.EventLoop
import dev.catenary.core.loop.Place
import dev.catenary.core.wait.CancellableWait
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.JobWait
import dev.catenary.core.wait.WaitWitness
import dev.catenary.core.wait.WaitingJob
import java.util.concurrent.CancellationException
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.AbstractCoroutine
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.TimeoutCancellationException

/** A task whose body is a Kotlin coroutine, which is a Job of its own and ends when its children have. */
@OptIn(InternalCoroutinesApi::class)
public class CoroutineTask<T>(
    scope: TaskScope?,
    parent: CancelNode<*>,
    override val loop: EventLoop,
    name: String?,
    site: StackTraceElement?,
    context: CoroutineContext,
    block: suspend CoroutineScope.() -> T,
) : ScopeTask<T>(scope, parent, name, site) {
    /** A child of [scope]. */
    public constructor(
        scope: TaskScope,
        name: String?,
        site: StackTraceElement?,
        context: CoroutineContext,
        block: suspend CoroutineScope.() -> T,
    ) : this(scope, scope, scope.loop, name, site, context, block)

    private val witness = TaskElement(this)
    private val coroutine = Body(loop + named(name) + context + witness)

    /** Until it begins. */
    private var block: (suspend CoroutineScope.() -> T)? = block

    override val waitsIn: CancellableWait?
        get() = witness.suspendedIn

    /** In its turn already, so without a further dispatch, unless the coroutine runs elsewhere. */
    override fun begin() {
        val here = coroutine.context[kotlin.coroutines.ContinuationInterceptor] === loop
        val body = block!!
        block = null
        coroutine.start(if (here) CoroutineStart.UNDISPATCHED else CoroutineStart.DEFAULT, coroutine, body)
    }

    override fun interrupt() {
        coroutine.cancel(cancellation)
    }

    override fun isJob(job: Job): Boolean = job === coroutine

    /** What the coroutine waits in, as far as it is to be told of a cancel. Any thread. */
    @Volatile private var watched: JobWait? = null

    /** A coroutine in it, or one under a time limit of kotlinx, has a Job of its own. */
    override val waitsWhollyIn: CancellableWait?
        get() = (watched as? CancellableWait)?.takeIf { coroutine.children.none() }

    private inner class Body(context: CoroutineContext) : AbstractCoroutine<T>(context, false, true), WaitingJob {
        override fun watch(wait: JobWait): Boolean = WATCHED.compareAndSet(this@CoroutineTask, null, wait)

        override fun unwatch() {
            watched = null
        }

        override fun onCancelling(cause: Throwable?) {
            if (cause != null) watched?.cancelled(cause as? CancellationException ?: getCancellationException())
        }

        override fun onCompleted(value: T) {
            end(value)
        }

        override fun onCancelled(cause: Throwable, handled: Boolean) {
            when (cause) {
                is TimeoutCancellationException ->
                    end(Ending.Failed(TimeoutException(cause.message).apply { initCause(cause) }))
                is CancellationException -> end(Ending.Cancelled(cancellation ?: cause))
                else -> end(Ending.Failed(cause))
            }
        }

        override fun handleJobException(exception: Throwable): Boolean = true
    }

    private companion object {
        /** One that nobody has named is not worth a name in the context. */
        private fun named(name: String?) = if (name == null) EmptyCoroutineContext else CoroutineName(name)

        private val WATCHED =
            AtomicReferenceFieldUpdater.newUpdater(CoroutineTask::class.java, JobWait::class.java, "watched")
    }
}

/** Tells code of a task that is a coroutine, on whatever thread it runs, which task it is. */
public class TaskElement(public val task: ScopeTask<*>) :
    AbstractCoroutineContextElement(WaitWitness), ThreadContextElement<Place?>, WaitWitness {
    private val onLoop = TaskPlace(task.loop, task)

    override fun updateThreadContext(context: CoroutineContext): Place? {
        val loop = Place.current()?.loop
        val isOnLoop = loop != null && loop === onLoop.loop
        if (isOnLoop) task.turnBegins()
        return Place.move(if (isOnLoop) onLoop else TaskPlace(null, task))
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Place?) {
        if (Place.current() === onLoop) task.turnEnds()
        Place.move(oldState)
    }

    override var suspendedIn: CancellableWait? = null
        set(wait) {
            if (wait != null) task.dateWait()
            field = wait
            if (wait != null) task.waitBegins("a suspending function") else task.waitEnds()
        }
}

/** The task whose code this is the context of. */
public val CoroutineContext.task: ScopeTask<*>?
    get() = (this[WaitWitness] as TaskElement?)?.task
