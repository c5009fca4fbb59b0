package dev.catenary.bridge

import dev.catenary.core.scope.CancelNode
import dev.catenary.core.scope.Cancellation
import dev.catenary.core.wait.CancellableWait
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.WaitHost
import java.util.concurrent.CancellationException
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.Job

/** The end of a call, and its place below the scope it belongs to. */
internal class CallNode<T>(parent: CancelNode<*>?) : CancelNode<T>(parent, "call") {
    var call: CallTask<T>? = null
    private var isAdopted = false

    /** Before the call waits, and so before it can end. */
    fun adopt() {
        isAdopted = true
        parent?.adopt(this)
    }

    override fun end(ending: Any?): Boolean {
        if (!super.end(ending)) return false
        if (isAdopted) parent?.release(this)
        if (ending is Ending.Failed) call?.failedAlone(ending.cause)
        return true
    }

    override fun onCancelled(cause: Cancellation) {
        call?.takeBack(cause)
    }

    /** Nothing runs below a call. */
    override fun onJobFailed(cause: Throwable) = Unit

    override fun toString(): String = "task '${call?.name()}'"
}

/** A suspending call under way, and the task that ends with it. */
internal class CallTask<T>(
    operation: String,
    private val node: CallNode<T>,
    private val give: (Any?) -> T,
) : LooseTask<T>(operation, LoopAdapter.current(), node) {
    init {
        node.call = this
    }

    val wait = Wait()

    /** The call has suspended: before that its Job must not be cancelled, which could lose what comes meanwhile. */
    @Volatile private var isWaiting = false

    inner class Wait : WaitHost<Any?>() {
        @Volatile override var waiting: CancellableWait? = null

        var job: CompletableJob? = null
            private set

        /** Asked for by foreign suspending functions only; our own primitives know a [WaitHost]. */
        override val context: CoroutineContext
            get() = job ?: Job().also { job = it }

        override fun resume(value: Any?) = end(value)

        override fun resumeWith(result: Result<Any?>) {
            result.fold(::end, ::fail)
        }
    }

    inline fun await(call: (Continuation<Any?>) -> Any?) {
        begin()
        if (node.isEnded) return
        val value =
            try {
                call(wait)
            } catch (failure: Throwable) {
                return fail(failure)
            }
        if (value === COROUTINE_SUSPENDED) takeBackIfCancelled() else end(value)
    }

    /** A cancel that came before the call had its place did not find anything to take back. */
    fun takeBackIfCancelled() {
        isWaiting = true
        node.cancellation?.let(::takeBack)
    }

    fun begin() {
        node.adopt()
        node.cancellation?.let { node.end(Ending.Cancelled(it)) }
    }

    fun end(value: Any?) {
        node.end(if (value is Ending) inJava(value) else give(value))
    }

    fun fail(failure: Throwable) {
        end(if (failure is CancellationException) Ending.Cancelled(failure) else Ending.Failed(failure))
    }

    override fun cancelBecause(reason: String?, cause: Throwable?): Boolean =
        takeBack(Cancellation(toString(), reason, cause))

    /** False if what it waited for has come. */
    fun takeBack(cause: Cancellation): Boolean {
        val own = wait.waiting
        if (own != null) return own.cancel().also { if (it) node.end(Ending.Cancelled(cause)) }
        if (isWaiting) wait.job?.cancel(cause)
        return node.isEnded && node.ended is Ending.Cancelled
    }
}
