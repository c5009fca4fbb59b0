package dev.catenary.bridge

import dev.catenary.Action
import dev.catenary.EventLoop
import dev.catenary.Scope
import dev.catenary.Service
import dev.catenary.Task
import dev.catenary.core.loop.Place
import dev.catenary.core.scope.CancelNode
import dev.catenary.core.scope.Cancellation
import dev.catenary.core.scope.SupervisorScope
import dev.catenary.core.scope.TaskScope
import dev.catenary.core.scope.currentTask
import dev.catenary.core.wait.Ending
import java.util.concurrent.Callable
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicReference

/** The Java face of a [TaskScope]. */
internal class ScopeAdapter(val scope: TaskScope, val home: LoopAdapter) : Scope {
    /** What the scope closes at its end. The code of its body only. */
    private val resources = ArrayDeque<AutoCloseable>()

    /** Null until it is asked for; this one itself if it is one; [ENDED] when it can't be had any more. Any thread. */
    private val background = AtomicReference<Any?>()

    override fun <T> fork(body: Callable<T>): Task<T> = forkBody(null, body)

    override fun <T> fork(name: String, body: Callable<T>): Task<T> = forkBody(named(name), body)

    override fun fork(body: Action<*>): Task<Void?> = forkBody(null, body.asCallable())

    override fun fork(name: String, body: Action<*>): Task<Void?> = forkBody(named(name), body.asCallable())

    override fun <T> forkStage(body: Callable<out CompletionStage<T>>): Task<T> = forkStageTask(null, body)

    override fun <T> forkStage(name: String, body: Callable<out CompletionStage<T>>): Task<T> =
        forkStageTask(named(name), body)

    private fun <T> forkBody(name: String?, body: Callable<T>): Task<T> =
        home.forkInto(scope, BodyTask(scope, scope, name, home.site(), home.carrier, code = notNull(body, "body")))

    private fun <T> forkStageTask(name: String?, body: Callable<out CompletionStage<T>>): Task<T> =
        home.forkInto(scope, StageTask(scope, name, home.site(), home.carrier.context, notNull(body, "body")))

    override fun <T> forkEager(body: Callable<T>): Task<T> {
        val task = BodyTask(scope, scope, null, home.site(), home.carrier, code = notNull(body, "body"))
        val place = Place.current() as? BodyPlace
        if (place == null || place.loop !== scope.loop) return home.forkInto(scope, task)
        return TaskAdapter.of(task, home).also { place.yieldTo(scope.admit(task)) }
    }

    override fun <R> startService(name: String, service: Service<R>): R {
        notNull(service, "service")
        checkCancelled(waitingPlace("Scope.startService"))
        val ready = PromiseAdapter<R>(named(name))
        val code =
            Callable<Void?> {
                service.run(ready)
                null
            }
        val task =
            scope.fork(BodyTask(scope, scope, name, home.site(), home.carrier, { ready.core.isEnded }, code = code))
        val watch = whenEnded { ready.core.end(it as? Ending ?: endedTooEarly(name)) }
        task.onEnd(watch)
        ready.core.onEnd(whenEnded { task.forget(watch) })
        val end =
            awaitOwned("Scope.startService", ready.core) {
                task.cancel(Cancellation(task.toString(), "its starter was cancelled"))
            }
        return joined(end)
    }

    private fun endedTooEarly(name: String) =
        Ending.Failed(
            IllegalStateException("service '$name' ended without completing its promise to say that it is ready")
        )

    override fun background(): Scope {
        val known = background.get() ?: openBackground()
        check(known !== ENDED) { "scope '${scope.name}' has ended, and so has its background" }
        return known as Scope
    }

    private fun openBackground(): Any? {
        val made = SupervisorScope(scope.loop, scope, "${scope.name}-background", null, home::report)
        val face = ScopeAdapter(made, home).also { it.background.set(it) }
        scope.adopt(made)
        if (background.compareAndSet(null, face)) return face
        scope.release(made)
        return background.get()
    }

    override fun <R : AutoCloseable> use(resource: R): R {
        check(scope.owner === currentTask()) {
            "scope '${scope.name}' was given a resource by other code than its body"
        }
        return notNull(resource, "resource").also(resources::addLast)
    }

    /** By the body's thread, when the body and all children have ended: what served them ends too. */
    fun release(place: BodyPlace) {
        endBackground(place)
        cross<Unit>(place, "the end of its scope", OnInterrupt.KEEP_WAITING) { joinScope(scope, it) }
        while (true) {
            val resource = resources.removeLastOrNull() ?: return
            try {
                place.shielded(home.closeTimeout) { resource.close() }
            } catch (failure: Throwable) {
                scope.fail("closing $resource", failure)
            }
        }
    }

    /** As [release]; also for one that a last child has asked for. */
    fun endBackground(place: BodyPlace) {
        val ending = (background.getAndSet(ENDED) as? ScopeAdapter)?.scope ?: return
        ending.cancel(Cancellation(ending.toString(), "what it served has ended"))
        ending.close()
        if (!ending.isEnded)
            cross<Any?>(place, "the end of its background", OnInterrupt.KEEP_WAITING) { awaitEnd(ending, it) }
    }

    val mustRelease: Boolean
        get() = background.get() != null || resources.isNotEmpty()

    override fun join() {
        val inside = waitingPlace("Scope.join")?.body
        if (inside != null && inside.isChildOf(scope))
            throw IllegalStateException(
                "task '${inside.name}' called join() on scope '${scope.name}', of which it is a child: it would wait for" +
                    " itself; call it in the body of the scope"
            )
        blocking<Unit>("Scope.join") { joinScope(scope, it) }
    }

    override fun cancel(): Boolean = scope.cancel(Cancellation(scope.toString(), null))

    override fun cancel(reason: String): Boolean =
        scope.cancel(Cancellation(scope.toString(), notNull(reason, "reason")))

    override fun isCancelled(): Boolean = scope.isCancelled

    override fun name(): String = scope.name

    override fun loop(): EventLoop = home

    override fun children(): List<Task<*>> = scope.children.map { TaskAdapter.of(it, home) }

    override fun toString(): String = "$scope, ${scope.children.size} children${if (isCancelled) ", cancelled" else ""}"

    private companion object {
        val ENDED = Any()
    }
}

private fun BodyTask<*>.isChildOf(scope: TaskScope): Boolean =
    generateSequence<CancelNode<*>>(this) { it.parent }.any { it is BodyTask<*> && it.scope === scope }

private fun Action<*>.asCallable(): Callable<Void?> {
    notNull(this, "body")
    return Callable {
        run()
        null
    }
}
