package dev.catenary.core.sync

import dev.catenary.core.wait.CancellableWait
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.WaitHost
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.WaitReason
import dev.catenary.core.wait.WaitWitness
import dev.catenary.core.wait.Waiter
import dev.catenary.core.wait.locked
import dev.catenary.core.wait.onCancelling
import dev.catenary.core.wait.traceOf
import java.util.concurrent.CancellationException
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.ensureActive

/**
 * A queue of those who hold a mutex and wait for what it guards to change.
 *
 * Idea. A condition has no lock of its own: its queue is guarded by its mutex's. A signal moves the first waiter over
 * to the queue of the mutex, and there it stays: signalled is final, as any grant. A cancel moves it over as well, for
 * whoever leaves a wait must hold the mutex again; it is resumed with the cancellation then.
 *
 *     holds the mutex ──await──► in the condition ──signal──► in the mutex ──granted──► returns
 *                                        └──────cancel──────► in the mutex ──granted──► throws
 */
public class FairCondition(public val mutex: FairMutex, public val name: String) {
    /** Guarded by the mutex's lock. */
    private val waiters = WaitQueue<Any?>(mutex)

    /** Gives the mutex back, waits for a signal, and has the mutex again: also when it throws. */
    public suspend fun await(owner: Any): Any? = suspendCoroutineUninterceptedOrReturn { continuation ->
        if (continuation !is WaitHost<*>) continuation.context.ensureActive()
        InCondition(owner, continuation).begin()
        COROUTINE_SUSPENDED
    }

    /** Throws if [owner] does not hold the mutex, and so may not [operation]. */
    public fun checkHeld(owner: Any, operation: String): Unit = mutex.locked { mutex.checkHeld(owner, operation) }

    /** Gives the number of those it has reached. */
    public fun signal(owner: Any, count: Int): Int = mutex.locked {
        mutex.checkHeld(owner, "signal")
        pass(count)
    }

    private fun pass(count: Int): Int {
        var reached = 0
        while (reached < count) {
            val next = waiters.poll() ?: break
            mutex.acquireAgain(next)
            reached++
        }
        leaveIfEmpty()
        return reached
    }

    private fun leaveIfEmpty() {
        if (waiters.isEmpty) mutex.conditions.remove(this)
    }

    internal fun failAll(ending: Any?) {
        waiters.grantAll(ending)
    }

    public val waiting: Int
        get() = mutex.locked { waiters.size }

    override fun toString(): String = "condition '$name'"

    @OptIn(InternalCoroutinesApi::class)
    private inner class InCondition(owner: Any, private val continuation: Continuation<Any?>) :
        Waiter<Any?>(owner), CancellableWait {
        private var registration: DisposableHandle? = null
        private var witness: WaitWitness? = null

        // guarded by the mutex's lock
        private var begun = false
        private var cancellation: CancellationException? = null

        fun begin() {
            if (continuation is WaitHost<*>) continuation.waiting = this
            else {
                witness = continuation.context[WaitWitness]?.also { it.suspendedIn = this }
                registration = continuation.context[Job]?.onCancelling(::cancelled)
            }
            try {
                mutex.locked { enter() }
            } finally {
                if (!begun) release()
            }
        }

        private fun release() {
            witness?.suspendedIn = null
            registration?.dispose()
        }

        private fun enter() {
            cancellation?.let { throw it }
            mutex.releaseNow(payload!!, "await")
            waiters.add(this)
            mutex.conditions.add(this@FairCondition)
            begun = true
        }

        override fun cancel(): Boolean {
            cancelled(CancellationException("the waiter was cancelled"))
            return false
        }

        private fun cancelled(cause: CancellationException) {
            mutex.locked {
                if (!begun) cancellation = cause
                else if (waiters.claim(this)) {
                    cancellation = cause
                    leaveIfEmpty()
                    mutex.acquireAgain(this)
                }
            }
        }

        override val reasons: List<WaitReason>
            get() {
                val isSignalled = mutex.locked { this !in waiters }
                return listOf(
                    if (isSignalled) WaitReason(mutex, mutex.holders) else WaitReason(this@FairCondition, emptyList())
                )
            }

        override val trace: List<StackTraceElement>
            get() = traceOf(continuation)

        /** That the mutex is broken comes before the cancel: who is told of a cancel holds it. */
        override fun resume(value: Any?) {
            release()
            val cause = cancellation
            if (cause == null || value is Ending.Failed) continuation.intercepted().resume(value)
            else continuation.intercepted().resumeWithException(cause)
        }
    }
}
