package dev.catenary.bridge

import dev.catenary.Callback
import dev.catenary.Outcome
import dev.catenary.Task
import dev.catenary.core.wait.Completion
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Waiter
import java.time.Duration
import java.util.Optional
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.function.Function

/** The Java face of something that ends: what every [Task] has in common. */
internal abstract class TaskFace<T>(
    val core: Completion<T>,
    /** Where its callbacks run; null for the loop, or the thread, of whoever attaches or completes. */
    protected val home: LoopAdapter?,
) : StageFace<T>(), Task<T> {
    /** Made when the first method of CompletionStage is called; by two threads, maybe twice. */
    @Volatile private var stage: CompletionStage<T>? = null

    /** By everyone to whom the end is delivered. */
    open fun seen(ending: Any?): Any? = ending

    // ---- blocking

    override fun join(): T = joined(end("Task.join"))

    override fun join(timeout: Duration): T = joined(end("Task.join", timeout))

    /** Of a task that has ended also to one who has been cancelled, as the JDK's own methods on futures expect. */
    override fun get(): T {
        if (!core.isEnded) return got(end("Task.get"))
        waitingPlace("Task.get")
        return got(seen(core.ended))
    }

    override fun get(timeout: Long, unit: TimeUnit): T =
        got(end("Task.get", Duration.ofNanos(maxOf(0, notNull(unit, "unit").toNanos(timeout)))))

    private fun end(operation: String): Any? = seen(blocking(operation) { awaitEnd(core, it) })

    private fun end(operation: String, timeout: Duration): Any? {
        val nanos = notNegative(timeout, "timeout").saturatedNanos()
        return seen(blockingFor(nanos, operation, { "$this did not end within $timeout" }) { awaitEnd(core, it) })
    }

    // ---- without waiting

    override fun outcome(): Optional<Outcome<T>> =
        if (core.isEnded) Optional.of(outcome(seen(core.ended))) else Optional.empty()

    override fun isDone(): Boolean = core.isEnded

    override fun isCancelled(): Boolean = core.isEnded && core.ended is Ending.Cancelled

    fun isCompletedExceptionally(): Boolean = core.isEnded && core.ended is Ending

    override fun resultNow(): T {
        val ending = endedNow("value")
        if (ending is Ending) throw IllegalStateException("$this has no value: it ${ending.inWords()}")
        @Suppress("UNCHECKED_CAST")
        return seen(ending) as T
    }

    override fun exceptionNow(): Throwable {
        val ending = endedNow("failure")
        if (ending !is Ending.Failed) throw IllegalStateException("$this has no failure: it ${ending.inWords()}")
        seen(ending)
        return ending.cause
    }

    private fun endedNow(wanted: String): Any? {
        check(core.isEnded) { "$this has no $wanted: it has not ended" }
        return core.ended
    }

    // ---- callbacks and futures

    override fun onComplete(callback: Callback<in T>): Task<T> {
        notNull(callback, "callback")
        onEnd { tell(callback, it) }
        return this
    }

    /** A turn of its own on the task's loop, or where the end comes, if there is no loop. */
    protected fun onEnd(action: (Any?) -> Unit) {
        core.onEnd(Listener(home ?: LoopAdapter.current(), this, action))
    }

    private class Listener(
        private val loop: LoopAdapter?,
        private val task: TaskFace<*>,
        private val action: (Any?) -> Unit,
    ) : Waiter<Any?>() {
        override fun resume(value: Any?) {
            val ending = task.seen(value)
            if (loop != null) loop.callback({ "a callback of $task" }) { action(ending) }
            else guarded { action(ending) }
        }

        private inline fun guarded(act: () -> Unit) {
            try {
                act()
            } catch (failure: Throwable) {
                FailureReports.log("a callback of $task failed", failure)
            }
        }
    }

    @Suppress("UNCHECKED_CAST")
    private fun tell(callback: Callback<in T>, ending: Any?) {
        when (ending) {
            is Ending.Failed -> callback.onFailure(ending.cause)
            is Ending.Cancelled -> callback.onFailure(ending.cause)
            else -> callback.onSuccess(ending as T)
        }
    }

    override fun toCompletableFuture(): CompletableFuture<T> = future(TaskFuture(this))

    override fun stage(): CompletionStage<T> = stage ?: future(TaskFuture(null)).also { stage = it }

    private fun future(copy: TaskFuture<T>): CompletableFuture<T> = copy.also {
        if (core.isEnded) it.endWith(seen(core.ended)) else onEnd(it::endWith)
    }

    // ---- tasks made of this one

    override fun <U> map(function: Function<in T, out U>): Task<U> {
        notNull(function, "function")
        return derived("map") { target, ending ->
            if (ending is Ending) target.end(ending) else target.endWith { function.apply(ending.value()) }
        }
    }

    /** As [map], for what belongs to what has happened: once this has ended there is nothing to cancel. */
    fun <U> andThen(function: (T) -> U): Task<U> {
        val target = AfterCall<U>(home, this)
        onEnd { ending ->
            target.endWith { if (ending is Ending) ending else function(ending.value()) }
        }
        return target
    }

    override fun <U> flatMap(function: Function<in T, out CompletionStage<U>>): Task<U> {
        notNull(function, "function")
        return derived("flatMap") { target, ending ->
            if (ending is Ending) target.end(ending) else target.follow { function.apply(ending.value()) }
        }
    }

    override fun recover(function: Function<in Throwable, out T>): Task<T> {
        notNull(function, "function")
        return derived("recover") { target, ending ->
            if (ending is Ending.Failed) target.endWith { function.apply(ending.cause) } else target.end(ending)
        }
    }

    override fun orTimeout(timeout: Duration): Task<T> {
        val nanos = notNegative(timeout, "timeout").saturatedNanos()
        val expired = TimeoutException("$this did not end within $timeout")
        val target = DerivedTask<T>("orTimeout", home, this)
        val timer =
            Timers.after(nanos, home ?: LoopAdapter.current()) {
                cancelBecause("it did not end within $timeout", expired)
            }
        onEnd { ending ->
            timer.cancel()
            target.end(if (cancelledBy(expired)) timedOut(ending, expired) else ending)
        }
        return target
    }

    /** A value that came after all is dropped, as the task was cancelled; a failure during unwinding wins. */
    private fun timedOut(ending: Any?, expired: TimeoutException): Any? {
        if (ending !is Ending.Failed) return Ending.Failed(expired)
        ending.cause.addSuppressed(expired)
        return ending
    }

    private fun <U> derived(how: String, go: (DerivedTask<U>, Any?) -> Unit): Task<U> {
        val target = DerivedTask<U>(how, home, this)
        onEnd { go(target, it) }
        return target
    }

    @Suppress("UNCHECKED_CAST") private fun Any?.value(): T = this as T

    // ---- cancellation

    override fun cancel(): Boolean = cancelBecause(null, null)

    override fun cancel(reason: String): Boolean = cancelBecause(notNull(reason, "reason"), null)

    /** The cause is kept in the cancellation. */
    abstract fun cancelBecause(reason: String?, cause: Throwable?): Boolean

    abstract fun cancelledBy(cause: Throwable): Boolean

    override fun toString(): String = "task '${name()}'${if (core.isEnded) ", which ${core.ended.inWords()}" else ""}"
}

internal fun Any?.inWords(): String =
    when (this) {
        is Ending.Failed -> "failed: $cause"
        is Ending.Cancelled -> "was cancelled"
        else -> "succeeded"
    }

/** The copy a task hands out: cancelling it, or its own timeout, reaches the task; nothing else does. */
internal class TaskFuture<T>(private val task: TaskFace<T>?) : CompletableFuture<T>() {
    override fun cancel(mayInterruptIfRunning: Boolean): Boolean =
        super.cancel(mayInterruptIfRunning).also { if (it) task?.cancelBecause("its future was cancelled", null) }

    /** What `orTimeout` calls, and what the task's own failure comes through, which finds the task ended. */
    override fun completeExceptionally(failure: Throwable): Boolean =
        super.completeExceptionally(failure).also {
            if (it && failure is TimeoutException) task?.cancelBecause("its future timed out", failure)
        }

    override fun <U> newIncompleteFuture(): CompletableFuture<U> = CompletableFuture()
}
