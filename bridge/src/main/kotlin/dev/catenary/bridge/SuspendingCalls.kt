package dev.catenary.bridge

import dev.catenary.core.loop.EventLoop
import dev.catenary.core.scope.TaskScope
import dev.catenary.core.wait.Completion
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.jvm.internal.CoroutineStackFrame
import kotlin.coroutines.resume
import kotlinx.coroutines.Job

// Suspending functions of the engine, to be called with a continuation in hand. The compiled form of
// `suspend fun f(a: A): R` is a function of (A, Continuation<R>); a reference to it is one object for all
// calls, so that a call that need not wait allocates nothing.

@Suppress("UNCHECKED_CAST")
private val awaitEnd = Completion<*>::awaitEnd as (Completion<*>, Continuation<Any?>) -> Any?

internal fun awaitEnd(of: Completion<*>, continuation: Continuation<Any?>): Any? = awaitEnd.invoke(of, continuation)

@Suppress("UNCHECKED_CAST") private val joinScope = TaskScope::join as (TaskScope, Continuation<Unit>) -> Any?

internal fun joinScope(scope: TaskScope, continuation: Continuation<Unit>): Any? = joinScope.invoke(scope, continuation)

/** The compiled form of a suspending function without parameters. */
@Suppress("UNCHECKED_CAST")
internal fun <R> compiled(function: Any): (R, Continuation<Any?>) -> Any? = function as (R, Continuation<Any?>) -> Any?

/** The compiled form of a suspending function of one parameter. */
@Suppress("UNCHECKED_CAST")
internal fun <R, A> compiledOf1(function: Any): (R, A, Continuation<Any?>) -> Any? =
    function as (R, A, Continuation<Any?>) -> Any?

/** The compiled form of a suspending function of two parameters. */
@Suppress("UNCHECKED_CAST")
internal fun <R, A, B> compiledOf2(function: Any): (R, A, B, Continuation<Any?>) -> Any? =
    function as (R, A, B, Continuation<Any?>) -> Any?

/** Waits for the end of a Job, to the end: `Job.join` would throw as soon as the waiter's own Job is cancelled. */
internal fun joinJob(job: Job, continuation: Continuation<Unit>): Any? {
    if (job.isCompleted) return Unit
    job.invokeOnCompletion { continuation.resume(Unit) }
    return COROUTINE_SUSPENDED
}

/** Waits for the loop's clock. By a body of the loop. */
internal fun sleepFor(nanos: Long, loop: EventLoop, crossing: Continuation<Unit>): Any {
    (crossing as Crossing<*>).waiting = loop.schedule(nanos) { crossing.resume(Unit) }
    return COROUTINE_SUSPENDED
}

/** Waits for the end of a stage of another library. */
internal fun awaitStage(stage: CompletionStage<*>, crossing: Continuation<Any?>): Any? =
    awaitEnd(StageEnd.of(stage), crossing)

/**
 * Waits, as a coroutine, for the end of a call of a primitive of ours, and gives it [asItIs]. The caller's own
 * continuation is resumed, which knows its dispatcher: a frame between them would have to find it out in each call.
 */
internal suspend inline fun <T> suspended(crossinline call: (Continuation<Any?>) -> Any?): T =
    suspendCoroutineUninterceptedOrReturn { caller ->
        val end = call(AsItIs(caller))
        if (end === COROUTINE_SUSPENDED) end else asItIs<T>(end)
    }

/** A continuation that is resumed with an end. */
internal class AsItIs<T>(private val caller: Continuation<T>) : Continuation<Any?>, CoroutineStackFrame {
    override val context: CoroutineContext
        get() = caller.context

    override val callerFrame: CoroutineStackFrame?
        get() = caller as? CoroutineStackFrame

    override fun getStackTraceElement(): StackTraceElement? = null

    override fun resumeWith(result: Result<Any?>) {
        caller.intercepted().resumeWith(result.mapCatching { asItIs<T>(it) })
    }
}
