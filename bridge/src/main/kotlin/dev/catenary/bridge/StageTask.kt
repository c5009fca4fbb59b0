package dev.catenary.bridge

import dev.catenary.ContextSource
import dev.catenary.core.loop.Place
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.scope.TaskScope
import dev.catenary.core.wait.Ending
import java.util.concurrent.Callable
import java.util.concurrent.CompletionStage

/** A task whose body gives a stage; it ends as the stage does, and holds no thread. */
internal class StageTask<T>(
    scope: TaskScope,
    name: String?,
    site: StackTraceElement?,
    context: List<ContextSource>,
    private val code: Callable<out CompletionStage<T>>,
) : ScopeTask<T>(scope, scope, name, site) {
    private val context = context.captureAll()

    @Volatile private var stage: CompletionStage<T>? = null

    override fun begin() {
        val before = Place.move(Place(scope!!.loop, this))
        try {
            val given = notNull(context.call(code), "the body of task '$name' gave null where it has to give a stage")
            stage = given
            given.whenComplete { value, failure -> end(endingOf(value, failure)) }
            if (isCancelled) interrupt()
        } catch (failure: Throwable) {
            endThrown(failure)
        } finally {
            Place.move(before)
        }
    }

    /** A stage that can't be cancelled is left alone, and no longer waited for. */
    override fun interrupt() {
        val running = stage ?: return
        running.tryToCancel {
            (loop.face as LoopAdapter).reports.callbackFailed("the cancel of the stage of $this", it)
        }
        end(Ending.Cancelled(cancellation!!))
    }
}
