package dev.catenary.core.scope

import dev.catenary.core.loop.EventLoop
import dev.catenary.core.loop.Place
import dev.catenary.core.wait.CancellableWait
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.WaitWitness
import java.util.concurrent.CancellationException
import java.util.concurrent.TimeoutException
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext
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
    private val block: suspend CoroutineScope.() -> T,
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
    private val coroutine = Body(loop + CoroutineName(this.name) + context + witness)

    override val waitsIn: CancellableWait?
        get() = witness.suspendedIn

    /** In its turn already, so without a further dispatch, unless the coroutine runs elsewhere. */
    override fun begin() {
        val here = coroutine.context[kotlin.coroutines.ContinuationInterceptor] === loop
        coroutine.start(if (here) CoroutineStart.UNDISPATCHED else CoroutineStart.DEFAULT, coroutine, block)
    }

    override fun interrupt() {
        coroutine.cancel(cancellation)
    }

    override fun isJob(job: Job): Boolean = job === coroutine

    private inner class Body(context: CoroutineContext) : AbstractCoroutine<T>(context, false, true) {
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
}

/** Tells code of a task that is a coroutine, on whatever thread it runs, which task it is. */
public class TaskElement(public val task: ScopeTask<*>) :
    AbstractCoroutineContextElement(WaitWitness), ThreadContextElement<Place?>, WaitWitness {
    private val onLoop = TaskPlace(task.loop, task)
    private val elsewhere = TaskPlace(null, task)

    override fun updateThreadContext(context: CoroutineContext): Place? {
        val loop = Place.current()?.loop
        val isOnLoop = loop != null && loop === onLoop.loop
        if (isOnLoop) task.turnBegins()
        return Place.move(if (isOnLoop) onLoop else elsewhere)
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Place?) {
        if (Place.current() === onLoop) task.turnEnds()
        Place.move(oldState)
    }

    override var suspendedIn: CancellableWait? = null
        set(wait) {
            field = wait
            if (wait != null) task.waitBegins("a suspending function") else task.waitEnds()
        }
}

/** The task whose code this is the context of. */
public val CoroutineContext.task: ScopeTask<*>?
    get() = (this[WaitWitness] as TaskElement?)?.task
