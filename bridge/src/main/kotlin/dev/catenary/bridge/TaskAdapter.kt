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

    override fun cancelledBy(cause: Throwable): Boolean = task.cancellation?.cause === cause

    override fun seen(ending: Any?): Any? = ending.also { task.seen() }

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

    override fun name(): String = name

    override fun id(): Long = id

    override fun cancelBecause(reason: String?, cause: Throwable?): Boolean =
        core.end(Ending.Cancelled(Cancellation(this.toString(), reason, cause)))

    override fun cancelledBy(cause: Throwable): Boolean =
        core.isEnded && (core.ended as? Ending.Cancelled)?.cause?.cause === cause
}

internal class PromiseAdapter<T>(name: String) : LooseTask<T>(name, null), Promise<T> {
    override fun complete(value: T): Boolean = core.end(value)

    override fun fail(failure: Throwable): Boolean = core.end(Ending.Failed(notNull(failure, "failure")))
}

/** The end of a time. */
internal class SleepTask(loop: LoopAdapter, nanos: Long) : LooseTask<Void?>("sleep", loop) {
    private val timer = loop.engine.schedule(nanos) { core.end(null) }

    override fun cancelBecause(reason: String?, cause: Throwable?): Boolean {
        timer.cancel()
        return super.cancelBecause(reason, cause)
    }
}

/** What comes after a call, as a part of it: only the call itself can be cancelled. */
internal class AfterCall<T>(loop: LoopAdapter?, private val call: TaskFace<*>) : LooseTask<T>(call.name(), loop) {
    /** With the value, or the [Ending], that [make] gives or that its failure is. */
    inline fun endWith(make: () -> Any?) {
        core.end(
            try {
                make()
            } catch (failure: Throwable) {
                Ending.Failed(failure)
            }
        )
    }

    override fun cancelBecause(reason: String?, cause: Throwable?): Boolean = call.cancelBecause(reason, cause)

    override fun cancelledBy(cause: Throwable): Boolean = call.cancelledBy(cause)
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

    /** Where the chain of derived tasks begins: so that a name does not grow with it. */
    private val origin: TaskFace<*> = (source as? DerivedTask<*>)?.origin ?: source

    override fun name(): String = "${origin.name()}.${super.name()}"

    /** What it follows once the source has ended. */
    @Volatile private var followed: CompletionStage<T>? = null

    fun end(ending: Any?): Boolean = core.end(ending)

    inline fun endWith(make: () -> T) {
        end(
            try {
                make()
            } catch (failure: Throwable) {
                Ending.Failed(failure)
            }
        )
    }

    fun follow(make: () -> CompletionStage<T>) {
        try {
            val stage = make()
            followed = stage
            stage.whenComplete { value, failure -> end(endingOf(value, failure)) }
            if (end.cancellation != null) cancelFollowed(stage)
        } catch (failure: Throwable) {
            end(Ending.Failed(failure))
        }
    }

    override fun cancelBecause(reason: String?, cause: Throwable?): Boolean {
        if (!end.mark(Cancellation("task '${name()}'", reason, cause))) return false
        followed?.let(::cancelFollowed) ?: source.cancelBecause(reason ?: "task '${name()}' was cancelled", cause)
        return true
    }

    override fun cancelledBy(cause: Throwable): Boolean = end.cancellation?.cause === cause

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
