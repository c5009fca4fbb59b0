package dev.catenary.bridge

import dev.catenary.AsyncIterator
import dev.catenary.Generator
import dev.catenary.core.channel.Channel
import dev.catenary.core.scope.Cancellation
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.sync.FairSemaphore
import dev.catenary.core.wait.Ending
import java.util.Optional
import java.util.concurrent.Callable
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.withContext

/**
 * An iteration over what a task produces. The task belongs to the scope of the task that iterates, which ends it if the
 * iteration is left open; to the shared loop, if no task iterates.
 *
 * An element is asked for by a permit. The producer begins with the first `next`; emitting hands over an element and
 * then waits for the permit of the one after it, so that nothing is made before it is wanted, but [ahead] elements.
 */
internal abstract class Iteration<E : Any>(ahead: Int) : AsyncIterator<E> {
    protected val elements = Channel<E>("elements", Int.MAX_VALUE, false)
    protected val asked = FairSemaphore("asked", ahead, Int.MAX_VALUE)
    private var producer: ScopeTask<*>? = null
    private var isAsking = false
    private var isOver = false

    protected abstract fun producer(place: CallPlace): ScopeTask<*>

    override fun next(): Optional<E> {
        checkCancelled(waitingPlace("AsyncIterator.next"))
        if (isOver) return Optional.empty()
        ask()
        val end = operateRaw("AsyncIterator.next", elements::tryReceive) { receive(elements, it) }
        return Optional.ofNullable(given(end) { joined<Any?>(it) })
    }

    /** Null when there are no more; throws what the producer threw, as it is. */
    suspend fun nextSuspending(): E? {
        if (isOver) return null
        ask()
        return given(elements.receive()) { asItIs<Any?>(it) }
    }

    /** One that was cancelled while it waited has asked already. */
    private fun ask() {
        if (producer == null) begin() else if (!isAsking) asked.release(1)
        isAsking = true
    }

    private fun begin() {
        val place = CallPlace.current()
        val task = producer(place)
        producer = task
        task.failedAlone = { task.unseen = place.home.reportUnlessSeen(this, it, task.name, task.site) }
        task.onEnd(whenEnded { elements.close(null) })
        place.home.begin(task)
    }

    private inline fun given(end: Any?, check: (Any?) -> Unit): E? {
        isAsking = false
        @Suppress("UNCHECKED_CAST") if (end !is Ending) return end as E
        isOver = true
        producer!!.seen()
        check(producer!!.ended)
        return null
    }

    override fun close() {
        val begun = abandon() ?: return
        val place = waitingPlace("AsyncIterator.close")
        reportFailure(
            begun,
            cross<Any?>(place, "AsyncIterator.close", OnInterrupt.KEEP_WAITING) { awaitEnd(begun, it) },
        )
    }

    suspend fun closeSuspending() {
        val begun = abandon() ?: return
        withContext(NonCancellable) { reportFailure(begun, begun.awaitEnd()) }
    }

    private fun abandon(): ScopeTask<*>? {
        if (isOver) return null
        isOver = true
        return producer?.also { it.cancel(Cancellation(it.toString(), "the iteration was closed")) }
    }

    /** That of a producer that unwinds is nobody else's. */
    private fun reportFailure(begun: ScopeTask<*>, end: Any?) {
        if (end is Ending.Failed && begun.seen()) (begun.loop.face as LoopAdapter).report(begun, end.cause)
    }

    private companion object {
        val receive = compiled<Channel<*>>(Channel<Any>::receive)
    }
}

/** Over what a Java body emits. */
internal class Generated<E : Any>(ahead: Int, private val generator: Generator<E>) : Iteration<E>(ahead) {
    override fun producer(place: CallPlace): ScopeTask<*> =
        with(place) {
            BodyTask<Void?>(null, parent, "generator", home.site(), home.carrier, code = Callable(::generate))
        }

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

    private companion object {
        val acquire = compiledOf1<FairSemaphore, Int>(FairSemaphore::acquire)
    }
}

/** Over what a Kotlin flow emits. */
internal class Collected<E : Any>(private val flow: Flow<E>) : Iteration<E>(0) {
    override fun producer(place: CallPlace): ScopeTask<*> =
        place.coroutine("flow") {
            flow.collect {
                elements.trySend(notNull(it, "element"))
                asked.acquire(1)
            }
        }
}
