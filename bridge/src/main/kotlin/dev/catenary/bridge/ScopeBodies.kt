package dev.catenary.bridge

import dev.catenary.ScopeFailedException
import dev.catenary.core.scope.Cancellation
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.scope.TaskScope
import dev.catenary.core.scope.failures
import dev.catenary.core.wait.Ending

/**
 * Runs [body] in a scope of the current task, right here, and ends when its last child has.
 *
 * What comes out: if a child failed first, a [ScopeFailedException]; if the body failed first, its failure as it is;
 * both with what failed later suppressed. Else, if the body or its last children were cut short by a cancel: the
 * interruption if the cancel came from outside, and nothing, silently, if it was the scope's own.
 */
internal fun <T> BodyPlace.inScope(
    loop: LoopAdapter,
    name: String,
    make: (BodyTask<*>) -> TaskScope = { TaskScope(loop.engine, it.node, name, it) },
    body: (ScopeAdapter) -> T,
): T? {
    val task = this.body
    val scope = make(task)
    val face = ScopeAdapter(scope, loop)
    task.enter(scope)
    var value: T? = null
    var thrown: Throwable? = null
    try {
        value = body(face)
    } catch (failure: Throwable) {
        thrown = failure
        for (told in if (scope.isCancelled) failure.failures() else listOf(failure)) scope.fail("its body", told)
    }
    val mayBeCutShort = thrown != null || !scope.isQuiet
    if (face.mustRelease) {
        cross<Unit>(this, "the end of its scope", OnInterrupt.KEEP_WAITING) { joinScope(scope, it) }
        face.release(this)
    }
    scope.close()
    if (!scope.isEnded) cross<Any?>(this, "the end of its scope", OnInterrupt.KEEP_WAITING) { awaitEnd(scope, it) }
    face.endBackground(this)
    endLeftovers(scope)
    task.leave(scope)
    val failures = scope.failures
    if (failures.isNotEmpty()) throw verdict(name, thrown, failures)
    if (mayBeCutShort && scope.parent!!.isCancelled) throw thrown?.asInterruption(this) ?: interruption(this)
    return value
}

/**
 * What code of the scope has asked for and not waited for: calls of primitives, generators. Nobody else sees how these
 * fail now; one that has ended has told those who waited for it, and is about to leave.
 */
private fun BodyPlace.endLeftovers(scope: TaskScope) {
    val left = scope.below.filterNot { it.isEnded }
    for (node in left) node.cancel(Cancellation(node.toString(), "$scope has ended"))
    for (node in left) {
        val end = cross<Any?>(this, "the end of its scope", OnInterrupt.KEEP_WAITING) { awaitEnd(node, it) }
        if (node is ScopeTask<*> && end is Ending.Failed && node.seen()) home.report(node, end.cause)
    }
}

private fun Throwable.asInterruption(place: BodyPlace): InterruptedException =
    this as? InterruptedException ?: interruption(place).also { it.addSuppressed(this) }

private fun verdict(scope: String, thrown: Throwable?, failures: List<Throwable>): Throwable {
    if (failures[0] !== thrown) return ScopeFailedException(scope, failures)
    for (later in failures) if (later !== thrown) thrown.addSuppressed(later)
    return thrown
}
