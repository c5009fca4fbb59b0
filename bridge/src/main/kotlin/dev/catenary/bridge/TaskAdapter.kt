package dev.catenary.bridge

import dev.catenary.Promise
import dev.catenary.core.scope.Cancellation
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.wait.Completion
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.locked
import java.util.concurrent.CompletionStage

/** The Java face of a task of a scope. */
internal class TaskAdapter<T> private constructor(val task: ScopeTask<T>, loop: LoopAdapter) : TaskFace<T>(task, loop) {
    override fun name(): String = task.name

    override fun id(): Long = task.id

    override fun cancelBecause(reason: String?, cause: Throwable?): Boolean =
        task.cancel(Cancellation(task.toString(), reason, cause))

    override val isCancelling: Boolean
        get() = task.isCancelled

    override fun onUnheard(): Unit = task.unheard()

    override fun onSeen() {
        task.seen()
    }

    companion object {
        /** The same object for the same task. */
        @Suppress("UNCHECKED_CAST")
        fun <T> of(task: ScopeTask<T>, loop: LoopAdapter): TaskAdapter<T> =
            task.face as TaskAdapter<T>? ?: TaskAdapter(task, loop).also { task.face = it }
    }
}

/** A task that is nobody's child and has no body: it ends when somebody says so. */
internal abstract class LooseTask<T>(
    private val name: String,
    loop: LoopAdapter?,
    core: Completion<T> = Completion(),
) : TaskFace<T>(core, loop) {
    private val id = ScopeTask.nextId()

    init {
        core.face = this
    }

    override fun name(): String = name

    override fun id(): Long = id

    override fun cancelBecause(reason: String?, cause: Throwable?): Boolean =
        core.end(Ending.Cancelled(Cancellation(this.toString(), reason, cause)))
}

internal class PromiseAdapter<T>(name: String) : LooseTask<T>(name, null), Promise<T> {
    override fun complete(value: T): Boolean = core.end(value)

    override fun fail(failure: Throwable): Boolean = core.end(Ending.Failed(notNull(failure, "failure")))
}

/** The end of a time. */
internal class SleepTask(loop: LoopAdapter, nanos: Long) : LooseTask<Void?>("sleep", loop) {
    private val timer = Timers.after(nanos, loop, { cancelBecause(loop.endInWords(), null) }) { core.end(null) }

    override fun cancelBecause(reason: String?, cause: Throwable?): Boolean {
        timer.cancel()
        return super.cancelBecause(reason, cause)
    }
}

/** A task made of another: it ends after that one, and its cancel travels up. */
internal class DerivedTask<T>
private constructor(
    how: String,
    loop: LoopAdapter?,
    private val source: TaskFace<*>,
    private val end: CancellableEnd<T>,
) : LooseTask<T>(how, loop, end) {
    constructor(how: String, loop: LoopAdapter?, source: TaskFace<*>) : this(how, loop, source, CancellableEnd())

    private val mayFollow = how == "flatMap"

    /** Kept, so that neither a name nor a look at it grows with the chain. */
    override val origin: TaskFace<*> = source.origin

    override fun name(): String = "${origin.name()}.${super.name()}"

    /** What it follows once the source has ended. */
    @Volatile private var followed: CompletionStage<T>? = null

    override fun madeOf(): List<TaskFace<*>> = listOfNotNull(source, followed as? TaskFace<*>)

    fun end(ending: Any?): Unit = Steps.take { core.end(ending) }

    fun endWith(make: () -> T) {
        end(
            try {
                Steps.apart(make)
            } catch (failure: Throwable) {
                Ending.Failed(failure)
            }
        )
    }

    fun follow(make: () -> CompletionStage<T>) {
        try {
            val stage = Steps.apart(make)
            followed = stage
            if (stage is TaskFace<T>) stage.passOn(::end)
            else stage.whenComplete { value, failure -> end(endingOf(value, failure)) }
            if (end.cancellation != null) cancelFollowed(stage)
        } catch (failure: Throwable) {
            end(Ending.Failed(failure))
        }
    }

    /**
     * What this is made of is asked first, for that may have its value already: then only what follows from it can be
     * cancelled. Step by step, however long the chain is.
     */
    override fun cancelBecause(reason: String?, cause: Throwable?): Boolean {
        if (core.isEnded || end.cancellation != null) return false
        val cancellation = Cancellation("task '${name()}'", reason, cause)
        var next: DerivedTask<*> = this
        var flat: DerivedTask<*>? = null
        while (true) {
            if (next.followed != null) return next.cancelFollowing(cancellation)
            if (next.mayFollow) flat = next
            val above = next.source
            if (above is DerivedTask<*> && !above.core.isEnded) next = above
            else if (above.cancelBecause(reason ?: "task '${name()}' was cancelled", cause)) return true
            else return flat != null && above.hasValue && flat.cancelFollowing(cancellation)
        }
    }

    override val isCancelling: Boolean
        get() {
            var next: TaskFace<*> = this
            while (next is DerivedTask<*> && !next.core.isEnded && next.followed == null) {
                if (next.end.cancellation != null) return true
                next = next.source
            }
            return if (next is DerivedTask<*>) next.isCancelled() || next.end.cancellation != null
            else next.isCancelling
        }

    private fun cancelFollowing(cause: Cancellation): Boolean =
        end.mark(cause).also { if (it) Steps.take { followed?.let(::cancelFollowed) } }

    private fun cancelFollowed(stage: CompletionStage<T>) {
        stage.tryToCancel { FailureReports.log("the cancel of what $this follows failed", it) }
        end(Ending.Cancelled(end.cancellation!!))
    }
}

/** An end that a cancel announces: of that and a value the one that comes first wins, whole. */
private class CancellableEnd<T> : Completion<T>() {
    /** Written under the lock. */
    @Volatile
    var cancellation: Cancellation? = null
        private set

    fun mark(cause: Cancellation): Boolean = locked {
        val first = cancellation == null && !isEnded
        if (first) cancellation = cause
        first
    }

    override fun outcome(ending: Any?): Any? =
        if (cancellation != null && ending !is Ending.Failed) Ending.Cancelled(cancellation!!) else ending
}
