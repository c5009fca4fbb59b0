package dev.catenary.core.wait

import java.util.concurrent.CancellationException
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.reflect.KSuspendFunction1

/** One who makes a suspending call with nothing but a continuation in hand, and keeps how it ended. */
internal open class Caller(override val context: CoroutineContext = EmptyCoroutineContext) : Continuation<Any?> {
    private val end = AtomicReference<Any?>(PENDING)

    val isWaiting: Boolean
        get() = end.get() === PENDING

    val wasGranted: Boolean
        get() = !isWaiting && failure == null

    val wasCancelled: Boolean
        get() = failure is CancellationException

    /** What the call gave, once it was granted. */
    val value: Any?
        get() = end.get().also { check(wasGranted) { "was not granted anything" } }

    val failure: Throwable?
        get() = (end.get() as? Thrown)?.failure

    override fun resumeWith(result: Result<Any?>) {
        endWith(result.fold({ it }, ::Thrown))
    }

    private fun endWith(value: Any?) {
        check(end.compareAndSet(PENDING, value)) { "resumed twice: after ${end.get()} with $value" }
    }

    protected open val self: Continuation<Any?>
        get() = this

    /** Calls [function] of [receiver]. A bound reference would wrap this continuation in another one. */
    fun <R> call(receiver: R, function: KSuspendFunction1<R, Any?>) {
        @Suppress("UNCHECKED_CAST") val compiled = function as (R, Continuation<Any?>) -> Any?
        val value =
            try {
                compiled(receiver, self)
            } catch (failure: Throwable) {
                Thrown(failure)
            }
        if (value !== COROUTINE_SUSPENDED) endWith(value)
    }

    private class Thrown(val failure: Throwable)

    private companion object {
        val PENDING = Any()
    }
}

internal fun <C : Caller> C.acquire(semaphore: FairSemaphore): C = apply { call(semaphore, FairSemaphore::acquire) }

/** One who takes its wait back itself, as a Java thread does when it is interrupted. */
internal class HostingCaller : Caller() {
    private inner class Host : WaitHost<Any?>() {
        @Volatile override var waiting: CancellableWait? = null

        override val context: CoroutineContext
            get() = this@HostingCaller.context

        override fun resume(value: Any?) = resumeWith(Result.success(value))

        override fun resumeWith(result: Result<Any?>) = this@HostingCaller.resumeWith(result)
    }

    private val host = Host()

    val waiting: CancellableWait?
        get() = host.waiting

    override val self: Continuation<Any?>
        get() = host

    /** True if the wait did not happen. */
    fun takeBack(): Boolean = host.waiting?.cancel() ?: false
}
