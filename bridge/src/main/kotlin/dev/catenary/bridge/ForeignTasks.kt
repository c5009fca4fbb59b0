package dev.catenary.bridge

import dev.catenary.AsyncStream
import dev.catenary.Hot
import dev.catenary.Receiver
import dev.catenary.Task
import dev.catenary.core.channel.Channel
import dev.catenary.core.scope.Cancellation
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.wait.Ending
import java.util.concurrent.CancellationException
import java.util.concurrent.TimeoutException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.InternalForInheritanceCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.StateFlow

/** A Job, or a Deferred, as a task: it ends when that has ended, and its cancel is that one's. */
internal class ForeignTask<T>(val job: Job, private val value: () -> T) : LooseTask<T>("job", LoopAdapter.current()) {
    init {
        job.invokeOnCompletion { core.end(ending(it)) }
        job.start()
    }

    private fun ending(cause: Throwable?): Any? =
        when (cause) {
            null -> value()
            is TimeoutCancellationException -> Ending.Failed(TimeoutException(cause.message).apply { initCause(cause) })
            is CancellationException -> Ending.Cancelled(cause)
            else -> Ending.Failed(cause)
        }

    override fun name(): String = job.toString()

    override val isCancelling: Boolean
        get() = job.isCancelled

    /** The job ends when its coroutine has unwound, and this with it. */
    override fun cancelBecause(reason: String?, cause: Throwable?): Boolean {
        if (job.isCompleted || job.isCancelled) return false
        job.cancel(CancellationException(reason ?: "its task was cancelled").also { it.initCause(cause) })
        return true
    }
}

@OptIn(ExperimentalCoroutinesApi::class)
internal fun <T> taskOf(deferred: Deferred<T>): Task<T> =
    if (deferred is TaskDeferred<T>) deferred.task else ForeignTask(deferred) { deferred.getCompleted() }

internal fun taskOf(job: Job): Task<Void?> = ForeignTask(job) { null }

/** A task as a Deferred; a cancel of one is a cancel of the other. All it does is to remember the task. */
@OptIn(InternalForInheritanceCoroutinesApi::class)
private class TaskDeferred<T>(val task: TaskFace<T>, private val deferred: CompletableDeferred<T>) :
    Deferred<T> by deferred

internal fun <T> deferredOf(task: Task<T>): Deferred<T> {
    @Suppress("UNCHECKED_CAST") if (task is ForeignTask<T> && task.job is Deferred<*>) return task.job as Deferred<T>
    val face = unwrap(task)
    val deferred = CompletableDeferred<T>()
    deferred.invokeOnCompletion { if (deferred.isCancelled) face.cancelBecause("its Deferred was cancelled", null) }
    face.core.onEnd(
        whenEnded { end ->
            @Suppress("UNCHECKED_CAST")
            when (val seen = face.seen(end)) {
                is Ending.Failed -> deferred.completeExceptionally(seen.cause)
                is Ending.Cancelled -> deferred.cancel(seen.cause)
                else -> deferred.complete(seen as T)
            }
        }
    )
    return TaskDeferred(face, deferred)
}

/** A SharedFlow, or a StateFlow, as a hot source: each subscription collects it. */
internal class ForeignHot<E : Any>(val flow: SharedFlow<E>) : Hot<E> {
    override fun stream(): AsyncStream<E> = FlowStream.of(flow)

    override fun subscribe(): Receiver<E> = SubscribedFlow(this)

    override fun subscribers(): Int = (flow as? MutableSharedFlow<*>)?.subscriptionCount?.value ?: 0

    override fun name(): String = flow.toString()

    override fun toString(): String = if (flow is StateFlow<E>) "$flow, ${flow.value}" else flow.toString()
}

/**
 * A subscription to a hot flow: a coroutine of the subscriber's scope collects it, element by element as it is asked.
 */
private class SubscribedFlow<E : Any>
private constructor(private val source: ForeignHot<E>, private val elements: ChannelAdapter<E>) :
    ReceiverFace<E> by elements {
    private val task: ScopeTask<*>

    constructor(source: ForeignHot<E>) : this(source, ChannelAdapter(Channel(null, 0, false)))

    init {
        val place = CallPlace.current()
        task =
            place.coroutine("subscription", Dispatchers.Unconfined) { source.flow.collect { elements.core.send(it) } }
        task.onEnd(whenEnded { elements.core.close((it as? Ending.Failed)?.cause) })
        place.parent.adopt(task)
        // right here, so that nothing is missed from now on
        task.run()
    }

    override fun newReceiver(): Receiver<E> = source.subscribe()

    override fun cancel() {
        task.cancel(Cancellation(task.toString(), "the subscription was cancelled"))
        elements.cancel()
    }

    override fun close(): Unit = cancel()

    override fun name(): String = source.name()

    override fun toString(): String = "a subscription of $source"
}
