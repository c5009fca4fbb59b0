package dev.catenary.bridge

import dev.catenary.Task
import dev.catenary.core.loop.Place
import dev.catenary.core.scope.CancelNode
import dev.catenary.core.scope.Cancellation
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.scope.task
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.onCancelling
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runInterruptible

// How a Java body answers a call of a suspending function. Where it runs:
//
//   * on the thread of a Java body that has called the Kotlin code around it, and whose cancel is the cancel
//     of this call: right there;
//   * for a coroutine of a task of ours: as a body on that loop, in turns of its own;
//   * for any other coroutine: on a thread of its own, where blocking harms nobody. How many there are is up to
//     who calls: under a limit, bodies that wait for each other could wait for ever.
//
// A cancel of the caller interrupts the body, and the caller goes on when that has unwound.

/** See [dev.catenary.kotlin.Suspend.implement]. */
internal fun <T> implementSuspending(caller: Continuation<T>, body: Callable<T>): Any? {
    notNull(caller, "k")
    notNull(body, "body")
    val context = caller.context
    context.ensureActive()
    if (isCallOfBody(context)) return callHere(context, body)
    val task = bodyFor(context, body)
    val registration =
        context[Job]?.onCancelling { task.cancel(Cancellation(task.toString(), "its caller was cancelled", it)) }
    task.onEnd(
        whenEnded { end ->
            registration?.dispose()
            resume(caller, end)
        }
    )
    (task.loop.face as LoopAdapter).begin(task)
    return COROUTINE_SUSPENDED
}

private fun isCallOfBody(context: CoroutineContext): Boolean {
    val place = Place.current() as? BodyPlace ?: return false
    val job = context[Job] ?: return false
    return place.body.isJob(job)
}

private fun <T> callHere(context: CoroutineContext, body: Callable<T>): T =
    try {
        body.call()
    } catch (interrupted: InterruptedException) {
        context.ensureActive()
        throw interrupted
    }

private fun <T> bodyFor(context: CoroutineContext, body: Callable<T>): ScopeTask<T> {
    val task = context.task
    if (task != null) {
        val home = task.loop.face as LoopAdapter
        return BodyTask(null, callingNode(task), "java", home.site(), home.carrier, code = body)
    }
    val shared = BridgeEngine.shared()
    return OffloadTask(null, shared.top, "java", null, shared.foreignCalls, body)
}

/** What the call is part of: its limits and shields are the body's too. */
private fun callingNode(task: ScopeTask<*>): CancelNode<*> = if (task is BodyTask<*>) task.node else task

@Suppress("UNCHECKED_CAST")
private fun <T> resume(caller: Continuation<T>, end: Any?) {
    when (end) {
        is Ending.Failed -> caller.intercepted().resumeWithException(end.cause.also { it.showCallers(caller) })
        is Ending.Cancelled -> caller.intercepted().resumeWithException(cancellationOf(caller.context, end.cause))
        else -> caller.intercepted().resume(end as T)
    }
}

@OptIn(InternalCoroutinesApi::class)
private fun cancellationOf(context: CoroutineContext, cause: CancellationException): CancellationException =
    context[Job]?.takeIf { it.isCancelled }?.getCancellationException() ?: cause

/** See [dev.catenary.kotlin.Suspend.implementStage]. */
internal fun <T> implementWithStage(caller: Continuation<T>, body: Callable<out CompletionStage<T>>): Any? =
    implementWithStage(caller, SAME, body)

/** The value is converted behind the stage: a stage that depends on it would not pass a cancel on to it. */
internal fun implementWithStage(
    caller: Continuation<*>,
    result: Conversion,
    body: Callable<out CompletionStage<*>?>,
): Any? {
    notNull(caller, "k")
    caller.context.ensureActive()
    val stage = notNull(notNull(body, "body").call(), "the body gave null where it has to give a stage")
    @Suppress("UNCHECKED_CAST")
    return awaitIt.invoke(stage, result, caller, caller as Continuation<Any?>)
}

private suspend fun endOf(stage: CompletionStage<*>, result: Conversion, caller: Continuation<*>): Any? =
    try {
        result(stage.await())
    } catch (failure: Throwable) {
        if (failure !is CancellationException) failure.showCallers(caller)
        throw failure
    }

private val awaitIt = compiledOf2<CompletionStage<*>, Conversion, Continuation<*>>(::endOf)

/** Lets a suspending function that has just been called fail, as one that has suspended. */
internal fun failLater(caller: Continuation<*>, failure: Throwable): Any {
    val loop = caller.context.task?.loop ?: BridgeEngine.shared().engine
    loop.execute { caller.intercepted().resumeWithException(failure) }
    return COROUTINE_SUSPENDED
}

/** A Java body as a coroutine of somebody's scope, on a thread of [dispatcher], which it may block. */
internal fun <T> forkInto(scope: CoroutineScope, dispatcher: CoroutineDispatcher, body: Callable<T>): Task<T> {
    notNull(body, "body")
    return taskOf(scope.async(notNull(dispatcher, "dispatcher")) { runInterruptible(block = body::call) })
}

/** A Java body as a coroutine of somebody's scope. */
internal fun <T> forkInto(scope: CoroutineScope, body: Callable<T>): Task<T> {
    notNull(body, "body")
    return taskOf(scope.async { suspendCoroutineUninterceptedOrReturn<T> { k -> implementSuspending(k, body) } })
}
