package dev.catenary.core.scope

import dev.catenary.core.loop.EventLoop
import dev.catenary.core.loop.Place
import dev.catenary.core.loop.TurnTaker
import dev.catenary.core.wait.CancellableWait
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.JobWait
import dev.catenary.core.wait.WaitWitness
import dev.catenary.core.wait.WaitingJob
import java.util.concurrent.CancellationException
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater
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
) : ScopeTask<T>(scope, parent, name, site), TaskElement {
    /** A child of [scope]. */
    public constructor(
        scope: TaskScope,
        name: String?,
        site: StackTraceElement?,
        context: CoroutineContext,
        block: suspend CoroutineScope.() -> T,
    ) : this(scope, scope, scope.loop, name, site, context, block)

    private val coroutine = Body(loop + named(name) + context + this)

    /** Until it begins. */
    private var block: (suspend CoroutineScope.() -> T)? = block

    override val task: ScopeTask<*>
        get() = this

    override var suspendedIn: CancellableWait? = null
        set(wait) {
            suspensionIs(wait) { field = wait }
        }

    override val waitsIn: CancellableWait?
        get() = suspendedIn

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
@OptIn(InternalCoroutinesApi::class)
public interface TaskElement : ThreadContextElement<Any?>, WaitWitness {
    public val task: ScopeTask<*>

    override val key: CoroutineContext.Key<*>
        get() = WaitWitness

    /** Gives what was there before: a task where the place is the loop's own; else the place. */
    override fun updateThreadContext(context: CoroutineContext): Any? {
        val place = Place.current()
        val isOnLoop = place != null && place.loop === task.loop
        if (isOnLoop) task.turnBegins()
        if (!isOnLoop || place !is Place.OfLoop) return Place.move(Place(if (isOnLoop) task.loop else null, task))
        return place.task.also { place.task = task }
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Any?) {
        val place = Place.current()
        val isOnLoop = place != null && place.loop === task.loop
        val before: TurnTaker?
        if (place is Place.OfLoop && oldState !is Place) {
            before = oldState as TurnTaker?
            place.task = before
        } else {
            before = (oldState as Place?)?.task
            Place.move(oldState)
        }
        if (isOnLoop) task.turnEnds()
        // code that another task calls may be in the middle of that one's turn
        if (isOnLoop && before != null) task.loop.current = before.id
    }
}

/** For what a body, which is no coroutine itself, calls. */
public class CallOfTask(override val task: ScopeTask<*>) : TaskElement {
    override var suspendedIn: CancellableWait? = null
        set(wait) {
            task.suspensionIs(wait) { field = wait }
        }
}

private inline fun ScopeTask<*>.suspensionIs(wait: CancellableWait?, note: () -> Unit) {
    if (wait != null) dateWait()
    note()
    if (wait != null) waitBegins("a suspending function") else waitEnds()
}

/** The task whose code this is the context of. */
public val CoroutineContext.task: ScopeTask<*>?
    get() = (this[WaitWitness] as TaskElement?)?.task
