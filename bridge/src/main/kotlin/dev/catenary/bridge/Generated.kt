package dev.catenary.bridge

import dev.catenary.AsyncIterator
import dev.catenary.Generator
import dev.catenary.core.channel.Channel
import dev.catenary.core.loop.Place
import dev.catenary.core.scope.Cancellation
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.sync.FairSemaphore
import dev.catenary.core.wait.Ending
import java.util.Optional
import java.util.concurrent.Callable

/**
 * An iteration over what a generator emits. The generator is a task: of the scope the iterating body is in, which ends
 * it if the iteration is left open; of the shared loop, if nobody's body iterates.
 *
 * An element is asked for by a permit. The generator begins with the first `next`; emitting hands over an element and
 * then waits for the permit of the one after it, so that nothing is made before it is wanted, but [ahead] elements.
 */
internal class Generated<E : Any>(ahead: Int, private val generator: Generator<E>) : AsyncIterator<E> {
    private val elements = Channel<E>("elements", Int.MAX_VALUE, false)
    private val asked = FairSemaphore("asked", ahead, Int.MAX_VALUE)
    private var task: ScopeTask<*>? = null
    private var isAsking = false
    private var isOver = false

    override fun next(): Optional<E> {
        if (isOver) return Optional.empty()
        ask()
        val end = operateRaw("AsyncIterator.next", elements::tryReceive) { receive(elements, it) }
        isAsking = false
        @Suppress("UNCHECKED_CAST") if (end !is Ending) return Optional.of(end as E)
        isOver = true
        return ended(task!!.ended)
    }

    /** One that was cancelled while it waited has asked already. */
    private fun ask() {
        checkCancelled(waitingPlace("AsyncIterator.next"))
        if (task == null) begin() else if (!isAsking) asked.release(1)
        isAsking = true
    }

    private fun begin() {
        val place = Place.current() as? BodyPlace
        val started = if (place != null) childOf(place) else shared()
        task = started
        started.onEnd(whenEnded { elements.close(null) })
    }

    private fun childOf(place: BodyPlace): ScopeTask<*> {
        val home = place.home
        val scope = place.body.nearestScope()
        val body = BodyTask(null, scope, "generator", home.site(), home.carrier, { false }, Callable(::generate))
        scope.adopt(body)
        home.engine.execute(body)
        return body
    }

    private fun shared(): ScopeTask<*> =
        (BridgeEngine.shared() as LoopAdapter).startTask<Void?>("generator") { generate() }.task

    private fun generate(): Void? {
        generator.run(::emit)
        return null
    }

    private fun emit(element: E) {
        checkCancelled(waitingPlace("Emitter.emit"))
        val taken = elements.trySend(notNull(element, "element"))
        check(taken !is Ending) { "the generator has ended: it can't emit any more" }
        operateRaw("Emitter.emit", never) { acquire(asked, 1, it) }
    }

    private fun ended(end: Any?): Optional<E> {
        task!!.seen()
        joined<Any?>(end)
        return Optional.empty()
    }

    /** A failure of the unwinding generator is nobody's else: it is reported. */
    override fun close() {
        if (isOver) return
        isOver = true
        val begun = task ?: return
        begun.cancel(Cancellation(begun.toString(), "the iteration was closed"))
        val place = waitingPlace("AsyncIterator.close")
        val end = cross<Any?>(place, OnInterrupt.KEEP_WAITING) { awaitEnd(begun, it) }
        if (end is Ending.Failed && begun.scope == null) (begun.loop.face as LoopAdapter).report(begun, end.cause)
    }

    private companion object {
        val receive = compiled<Channel<*>>(Channel<Any>::receive)
        val acquire = compiledOf1<FairSemaphore, Int>(FairSemaphore::acquire)
    }
}
