package dev.catenary.bridge

import dev.catenary.Callback
import dev.catenary.Outcome
import dev.catenary.Task
import dev.catenary.core.scope.UnseenFailure
import dev.catenary.core.wait.Completion
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Waiter
import java.time.Duration
import java.util.ArrayDeque
import java.util.Optional
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicBoolean
import java.util.function.Function

/** The Java face of something that ends: what every [Task] has in common. */
internal abstract class TaskFace<T>(
    val core: Completion<T>,
    /** Where its callbacks run; null for the loop, or the thread, of whoever attaches or completes. */
    protected val home: LoopAdapter?,
) : StageFace<T>(), Task<T> {
    /** Made when the first method of CompletionStage is called; by two threads, maybe twice. */
    @Volatile private var stage: CompletionStage<T>? = null

    /** Where the chain of derived tasks begins. */
    open val origin: TaskFace<*>
        get() = this

    @Volatile private var isSeen = false

    /** By everyone to whom the end is delivered, unless they only pass it on to a task made of this one. */
    fun seen(ending: Any?): Any? = ending.also { if (it is Ending.Failed && !isSeen) noteSeen() }

    /** Who sees a failure that was passed on sees it for all those through which it came. */
    private fun noteSeen() {
        val left = ArrayDeque<TaskFace<*>>()
        left.add(this)
        while (true) {
            val task = left.poll() ?: return
            if (task.isSeen) continue
            task.isSeen = true
            task.onSeen()
            task.unseen?.seen()
            left.addAll(task.madeOf())
        }
    }

    protected open fun onSeen() {}

    /** One who was told of the end can't tell it on: the failure of a supervised child is its supervisor's then. */
    fun unheard() {
        if (core.isEnded && !isSeen) onUnheard()
    }

    protected open fun onUnheard() {}

    /** A failure that is nobody else's matter. One who is on no loop has no handler to be told by. */
    fun failedAlone(failure: Throwable) {
        if (isSeen || home == null) return
        val record = home.reportUnlessSeen(this, failure, name(), null)
        unseen = record
        if (isSeen) record.seen()
    }

    @Volatile private var unseen: UnseenFailure? = null

    /** The tasks whose failures come out of this one. It holds on to them: none is garbage before this one is. */
    protected open fun madeOf(): List<TaskFace<*>> = emptyList()

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

    private fun end(operation: String): Any? {
        refuseOwnEnd(operation, this)
        return seen(operateRaw(operation, { core.endedOrNotNow }) { awaitEnd(core, it) })
    }

    private fun end(operation: String, timeout: Duration): Any? {
        val nanos = notNegative(timeout, "timeout").saturatedNanos()
        return seen(blockingFor(nanos, operation, { "$this did not end within $timeout" }) { awaitEnd(core, it) })
    }

    // ---- without waiting

    override fun outcome(): Optional<Outcome<T>> =
        if (core.isEnded) Optional.of(outcome(seen(core.ended))) else Optional.empty()

    override fun isDone(): Boolean = core.isEnded

    val hasValue: Boolean
        get() = core.isEnded && core.ended !is Ending

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
        onEnd { Steps.apart { tell(callback, it) } }
        return this
    }

    /** A turn of its own on the task's loop, or where the end comes, if there is no loop. */
    private fun onEnd(action: (Any?) -> Unit): Unit =
        core.onEnd(Listener(home ?: LoopAdapter.current(), this, true, action))

    /** As [onEnd], for what does not look at a failure itself. */
    fun passOn(action: (Any?) -> Unit): Unit = core.onEnd(Listener(home ?: LoopAdapter.current(), this, false, action))

    private class Listener(
        private val loop: LoopAdapter?,
        private val task: TaskFace<*>,
        private val looks: Boolean,
        private val action: (Any?) -> Unit,
    ) : Waiter<Any?>() {
        override fun resume(value: Any?) {
            val ending = if (looks) task.seen(value) else value
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
        if (core.isEnded) it.end(seen(core.ended)) else onEnd { end -> Steps.apart { it.end(end) } }
    }

    // ---- tasks made of this one

    override fun <U> map(function: Function<in T, out U>): Task<U> {
        notNull(function, "function")
        return derived("map") { target, ending ->
            if (ending is Ending) target.end(ending) else target.endWith { function.apply(ending.value()) }
        }
    }

    override fun <U> flatMap(function: Function<in T, out CompletionStage<U>>): Task<U> {
        notNull(function, "function")
        return derived("flatMap") { target, ending ->
            if (ending is Ending) target.end(ending) else target.follow { function.apply(ending.value()) }
        }
    }

    /** A function that throws has not made up for the failure: that is still to be seen. */
    override fun recover(function: Function<in Throwable, out T>): Task<T> {
        notNull(function, "function")
        return derived("recover") { target, ending ->
            if (ending is Ending.Failed) target.endWith { function.apply(ending.cause).also { seen(ending) } }
            else target.end(ending)
        }
    }

    override fun orTimeout(timeout: Duration): Task<T> {
        val nanos = notNegative(timeout, "timeout").saturatedNanos()
        val expired = TimeoutException("$this did not end within $timeout")
        val target = DerivedTask<T>("orTimeout", home, this)
        val loop = home ?: LoopAdapter.current()
        val isUp = AtomicBoolean()
        val timer =
            Timers.after(nanos, loop, { target.cancelBecause(loop!!.endInWords(), null) }) {
                isUp.set(true)
                if (!cancelBecause("it did not end within $timeout", expired)) isUp.set(false)
            }
        passOn { ending ->
            timer.cancel()
            target.end(if (isUp.get()) timedOut(ending, expired) else ending)
        }
        return target
    }

    /** A value that came first is the value; a failure during unwinding wins. */
    private fun timedOut(ending: Any?, expired: TimeoutException): Any? =
        when {
            ending is Ending.Failed -> ending.also { it.cause.addSuppressed(expired) }
            ending is Ending.Cancelled && ending.isBecauseOf(expired) -> Ending.Failed(expired)
            else -> ending
        }

    private fun <U> derived(how: String, go: (DerivedTask<U>, Any?) -> Unit): Task<U> {
        val target = DerivedTask<U>(how, home, this)
        passOn { go(target, it) }
        return target
    }

    @Suppress("UNCHECKED_CAST") private fun Any?.value(): T = this as T

    // ---- cancellation

    override fun cancel(): Boolean = cancelBecause(null, null)

    override fun cancel(reason: String): Boolean = cancelBecause(notNull(reason, "reason"), null)

    /** Whether it has been cancelled, and no value can come any more, though it may not have ended yet. */
    open val isCancelling: Boolean
        get() = isCancelled()

    /** The cause is kept in the cancellation. */
    abstract fun cancelBecause(reason: String?, cause: Throwable?): Boolean

    override fun toString(): String = "task '${name()}'${if (core.isEnded) ", which ${core.ended.inWords()}" else ""}"
}

internal fun Any?.inWords(): String =
    when (this) {
        is Ending.Failed -> "failed: $cause"
        is Ending.Cancelled -> "was cancelled"
        else -> "succeeded"
    }

private fun Ending.Cancelled.isBecauseOf(reason: Throwable): Boolean =
    generateSequence<Throwable>(cause) { it.cause }.any { it === reason }

/**
 * The copy a task hands out: cancelling it, or its own timeout, reaches the task; nothing else does. The task is asked
 * first: one whose value is on its way to here is too late to be cancelled, and the copy gets that value.
 */
internal class TaskFuture<T>(private val task: TaskFace<T>?) : CompletableFuture<T>() {
    /** Set before the task is asked, whose end may come here at once: that is no cancel of the copy then. */
    @Volatile private var expired: TimeoutException? = null
    @Volatile private var hasTimedOut = false

    override fun cancel(mayInterruptIfRunning: Boolean): Boolean =
        if (isTooLate("its future was cancelled", null)) isCancelled else super.cancel(mayInterruptIfRunning)

    /** What `orTimeout` calls. */
    override fun completeExceptionally(failure: Throwable): Boolean {
        if (failure !is TimeoutException || isDone) return super.completeExceptionally(failure)
        expired = failure
        if (isTooLate("its future timed out", failure)) return false
        return super.completeExceptionally(failure) || hasTimedOut
    }

    private fun isTooLate(reason: String, cause: Throwable?) =
        isDone || task != null && !task.cancelBecause(reason, cause) && !task.isCancelling

    /** As the task has ended. */
    @Suppress("UNCHECKED_CAST")
    fun end(ending: Any?) {
        when (ending) {
            is Ending.Failed -> super.completeExceptionally(ending.cause)
            is Ending.Cancelled -> super.completeExceptionally(timeoutOf(ending) ?: met(ending.cause))
            else -> complete(ending as T)
        }
    }

    private fun timeoutOf(ending: Ending.Cancelled): Throwable? =
        expired?.takeIf(ending::isBecauseOf)?.also { hasTimedOut = true }

    override fun <U> newIncompleteFuture(): CompletableFuture<U> = CompletableFuture()
}
