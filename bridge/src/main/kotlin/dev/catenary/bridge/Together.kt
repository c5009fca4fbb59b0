package dev.catenary.bridge

import dev.catenary.Joiner
import dev.catenary.Mapping
import dev.catenary.Outcome
import dev.catenary.ScopeFailedException
import dev.catenary.Task
import dev.catenary.Until
import dev.catenary.Waited
import dev.catenary.core.loop.EventLoop
import dev.catenary.core.scope.SupervisorScope
import dev.catenary.core.wait.Completion
import dev.catenary.core.wait.Waiter
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CompletionException
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicInteger

// Several tasks at once: what stands behind dev.catenary.Tasks.

internal fun <T> waitForTasks(tasks: List<TaskFace<T>>, until: Until, timeout: Duration): Waited<T> {
    val distinct = tasks.distinct()
    val enough = Completion<Unit>()
    val left = AtomicInteger(distinct.size)
    val waiters = HashMap<TaskFace<T>, Waiter<Any?>>()
    if (distinct.isEmpty()) enough.end(Unit)
    for (task in distinct) {
        val waiter = whenEnded {
            if (left.decrementAndGet() == 0 || until.isReachedBy(it)) enough.end(Unit)
        }
        waiters[task] = waiter
        task.core.onEnd(waiter)
    }
    try {
        awaitAtMost(timeout, enough)
    } catch (cutShort: Throwable) {
        for ((task, waiter) in waiters) if (!task.core.forget(waiter)) task.unheard()
        throw cutShort
    }
    waiters.forEach { (task, waiter) -> task.core.forget(waiter) }
    val (done, pending) = distinct.partition { it.isDone }
    return Waited(done, pending)
}

private fun Until.isReachedBy(ending: Any?): Boolean =
    this == Until.FIRST_COMPLETED || this == Until.FIRST_EXCEPTION && outcome<Any?>(ending) !is Outcome.Success

/** The timeout is told by what has not ended. */
private fun awaitAtMost(timeout: Duration, enough: Completion<Unit>) {
    val nanos = timeout.saturatedNanos()
    try {
        if (nanos == Long.MAX_VALUE) blocking<Any?>("Tasks.waitFor") { awaitEnd(enough, it) }
        else blockingFor<Any?>(nanos, "Tasks.waitFor", { "not enough tasks ended" }) { awaitEnd(enough, it) }
    } catch (expired: TimeoutException) {
        return
    }
}

/** Runs [bodies] side by side in a scope in which the failure of one is the [joiner]'s matter. */
internal fun <T, R> BodyPlace.joinBodies(home: LoopAdapter, joiner: Joiner<T, R>, bodies: List<Callable<T>>): R =
    independently(home, "join") { scope, tasks ->
        val ends = Ends<T>()
        bodies.mapTo(tasks) { scope.forkWatched(it, ends) }
        settle(joiner, ends, tasks)
    }

/** A staggered race, after RFC 8305 ("happy eyeballs"), as in asyncio's staggered_race. */
internal fun <T> BodyPlace.hedge(home: LoopAdapter, delay: Duration, bodies: List<Callable<T>>): T =
    independently(home, "race") { scope, tasks ->
        val ends = Ends<T>()
        val joiner = Joiner.firstSuccess<T>()
        for (body in bodies) {
            tasks.add(scope.forkWatched(body, ends))
            if (!delay.isZero && isDecided(home, delay, joiner, ends, tasks)) break
        }
        settle(joiner, ends, tasks)
    }

/** Waits until the next body may start: the delay has passed, or the one before has failed. True if none need to. */
private fun <T> isDecided(
    home: LoopAdapter,
    delay: Duration,
    joiner: Joiner<T, T>,
    ends: Ends<T>,
    tasks: List<Task<T>>,
): Boolean {
    val nextStart = home.nanoTime() + delay.saturatedNanos().coerceAtMost(EventLoop.FAR)
    while (true) {
        val ended = ends.nextWithin((nextStart - home.nanoTime()).coerceAtLeast(0)) ?: return false
        if (joiner.onEnd(ended)) return true.also { tasks.cancelAll() }
        if (ended === tasks.last()) return false
    }
}

private fun <T, R> settle(joiner: Joiner<T, R>, ends: Ends<T>, tasks: List<Task<T>>): R {
    while (ends.hasNext()) if (joiner.onEnd(ends.next())) tasks.cancelAll()
    return joiner.result(tasks)
}

private fun List<Task<*>>.cancelAll() = forEach { it.cancel("another body was enough") }

/** Failures are the matter of [body]; those of a caller who was cancelled meanwhile are told by its interruption. */
@Suppress("UNCHECKED_CAST")
private fun <T, R> BodyPlace.independently(
    home: LoopAdapter,
    name: String,
    body: (ScopeAdapter, MutableList<Task<T>>) -> R,
): R {
    checkCancelled(this)
    val tasks = ArrayList<Task<T>>()
    try {
        val make = { task: BodyTask<*> -> SupervisorScope(home.engine, task.node, name, task) { _, _ -> } }
        return inScope(home, name, make) { body(it, tasks) } as R
    } catch (cancelled: InterruptedException) {
        for (task in tasks) (task.outcome().orElse(null) as? Outcome.Failure)?.let {
            cancelled.addSuppressed(it.cause())
        }
        throw cancelled
    }
}

private fun <T> ScopeAdapter.forkWatched(body: Callable<T>, ends: Ends<T>): Task<T> =
    fork(body).also { ends.watch(it as TaskFace<T>) }

/** Workers that take item after item; the next worker is made when there is an item for it. */
internal fun <T, R> BodyPlace.mapItems(
    home: LoopAdapter,
    items: Iterable<T>,
    limit: Int,
    function: Mapping<in T, out R>,
): List<R> {
    checkCancelled(this)
    val source = items.iterator()
    val door = Door()
    val results = ArrayList<R?>()
    fun take(scope: ScopeAdapter): IndexedValue<T>? =
        door.through("Tasks.map") {
            if (scope.isCancelled() || !source.hasNext()) null
            else source.next().let { IndexedValue(results.size, it) }.also { results.add(null) }
        }
    fun work(scope: ScopeAdapter, first: IndexedValue<T>) {
        var next: IndexedValue<T>? = first
        while (next != null && !scope.isCancelled()) {
            results[next.index] = function.apply(next.value)
            next = take(scope)
        }
    }
    try {
        inScope(home, "map") { scope ->
            for (worker in 1..limit) {
                val first = take(scope) ?: break
                scope.fork(Callable { work(scope, first) })
            }
        }
    } catch (failed: ScopeFailedException) {
        throw CompletionException(failed.cause).also { failed.suppressed.forEach(it::addSuppressed) }
    }
    @Suppress("UNCHECKED_CAST")
    return results as List<R>
}

/** The place of a task's body, for what runs bodies in a scope of its own. */
internal fun bodyPlace(operation: String): BodyPlace =
    waitingPlace(operation)
        ?: throw IllegalStateException(
            "$operation was called on a thread that is no task's: call it in the body of a task, in Catenary.run or EventLoop.run"
        )

internal val BodyPlace.home: LoopAdapter
    get() = loop!!.face as LoopAdapter
