package dev.catenary.kotlin

import dev.catenary.AsyncStream
import dev.catenary.Channel
import dev.catenary.EventLoop
import dev.catenary.Hot
import dev.catenary.Mutex
import dev.catenary.Receiver
import dev.catenary.Scope
import dev.catenary.Semaphore
import dev.catenary.Sender
import dev.catenary.Task
import dev.catenary.bridge.ForeignChannel
import dev.catenary.bridge.ForeignHot
import dev.catenary.bridge.ForeignMutex
import dev.catenary.bridge.ForeignReceiver
import dev.catenary.bridge.ForeignSender
import dev.catenary.bridge.asKotlins
import dev.catenary.bridge.asOurs
import dev.catenary.bridge.deferredOf
import dev.catenary.bridge.forkInto
import dev.catenary.bridge.forkOn
import dev.catenary.bridge.notNull
import dev.catenary.bridge.taskOf
import java.util.concurrent.Callable
import java.util.concurrent.Executor
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.channels.Channel as KotlinChannel
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.channels.SendChannel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.sync.Mutex as KotlinMutex
import kotlinx.coroutines.sync.Semaphore as KotlinSemaphore

/**
 * kotlinx's own types as ours, and ours as theirs. Each keeps its nature: kotlinx's mutex has no owner under our
 * interface either, and its channel tells nothing of itself in `stats()`; neither can be a case of a
 * [dev.catenary.Select]: a channel's elements can be handed on to one that can.
 */
public object Coroutines {
    /** Ends as [deferred] does; a cancel of the task is one of the deferred. */
    @JvmStatic public fun <T> task(deferred: Deferred<T>): Task<T> = taskOf(notNull(deferred, "deferred"))

    /** Ends as [job] does; a cancel of the task is one of the job. */
    @JvmStatic public fun task(job: Job): Task<Void?> = taskOf(notNull(job, "job"))

    /** Completes as [task] ends; a cancel of the deferred is one of the task. */
    @JvmStatic public fun <T> deferred(task: Task<T>): Deferred<T> = deferredOf(task)

    /** The channel as one of ours; closing ours closes it. */
    @JvmStatic
    public fun <E : Any> channel(channel: KotlinChannel<E>): Channel<E> = ForeignChannel(notNull(channel, "channel"))

    /** The receiving side of a channel as one of ours. */
    @JvmStatic
    public fun <E : Any> receiver(channel: ReceiveChannel<E>): Receiver<E> =
        ForeignReceiver(notNull(channel, "channel"))

    /** The sending side of a channel as one of ours. */
    @JvmStatic
    public fun <E : Any> sender(channel: SendChannel<E>): Sender<E> = ForeignSender(notNull(channel, "channel"))

    /** The mutex as one of ours, without an owner. */
    @JvmStatic public fun mutex(mutex: KotlinMutex): Mutex = ForeignMutex(notNull(mutex, "mutex"))

    /**
     * A semaphore of ours as kotlinx's. That is the one of its interfaces for what is waited for that others may
     * implement: channels and mutexes have clauses of `select` in them, which are sealed. Their suspending views are
     * what Kotlin code uses instead.
     */
    @JvmStatic public fun semaphore(semaphore: Semaphore): KotlinSemaphore = asKotlins(notNull(semaphore, "semaphore"))

    /** It gives one permit at a time. */
    @JvmStatic public fun semaphore(semaphore: KotlinSemaphore): Semaphore = asOurs(notNull(semaphore, "semaphore"))

    /** Each iteration of the stream collects [flow]. */
    @JvmStatic public fun <E : Any> stream(flow: Flow<E>): AsyncStream<E> = flow.asStream()

    /** Each collection of the flow iterates [stream]. */
    @JvmStatic public fun <E : Any> flow(stream: AsyncStream<E>): Flow<E> = stream.asFlow()

    /** Each subscriber receives the newest value it has not seen. */
    @JvmStatic public fun <E : Any> state(state: StateFlow<E>): Hot<E> = ForeignHot(notNull(state, "state"))

    /** Each subscriber receives what the flow emits. */
    @JvmStatic public fun <E : Any> shared(flow: SharedFlow<E>): Hot<E> = ForeignHot(notNull(flow, "flow"))

    /**
     * Starts a Java body as a child coroutine of [scope], which it fails if it fails, and which cancels it. It runs
     * where [Suspend.implement] says.
     */
    @JvmStatic
    public fun <T> fork(scope: CoroutineScope, body: Callable<T>): Task<T> = forkInto(notNull(scope, "scope"), body)

    /**
     * As [fork], on a thread of [dispatcher], which the body may block: one of `Dispatchers.Default` must not wait. A
     * cancel interrupts the body.
     */
    @JvmStatic
    public fun <T> fork(scope: CoroutineScope, dispatcher: CoroutineDispatcher, body: Callable<T>): Task<T> =
        forkInto(notNull(scope, "scope"), dispatcher, body)

    /**
     * Starts a Java body as a child of [scope] that runs on a thread of [executor]: as [dev.catenary.Catenary.offload],
     * but on threads of the caller's choice. It takes no turn of the loop, so it may block and compute, and shares no
     * plain data with tasks of the loop. A cancel interrupts it; one that the executor has not begun ends at once.
     *
     * A body that the executor refuses fails with that.
     */
    @JvmStatic
    public fun <T> fork(scope: Scope, executor: Executor, body: Callable<T>): Task<T> = forkOn(executor, scope, body)

    /** As [fork] on an executor: a body on `Dispatchers.Default` must not wait. */
    @JvmStatic
    public fun <T> fork(scope: Scope, dispatcher: CoroutineDispatcher, body: Callable<T>): Task<T> =
        forkOn(notNull(dispatcher, "dispatcher").asExecutor(), scope, body)

    /** See [dev.catenary.kotlin.coroutineScope]. */
    @JvmStatic public fun coroutineScope(scope: Scope): CoroutineScope = scope.coroutineScope

    /** See [dev.catenary.kotlin.dispatcher]. */
    @JvmStatic public fun dispatcher(loop: EventLoop): CoroutineDispatcher = loop.dispatcher
}
