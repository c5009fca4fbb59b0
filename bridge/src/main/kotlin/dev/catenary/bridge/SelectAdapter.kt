package dev.catenary.bridge

import dev.catenary.ChannelClosedException
import dev.catenary.Event
import dev.catenary.Held
import dev.catenary.Mapping
import dev.catenary.Mutex
import dev.catenary.Outcome
import dev.catenary.Receiver
import dev.catenary.Select
import dev.catenary.Semaphore
import dev.catenary.Sender
import dev.catenary.Task
import dev.catenary.WorkQueue
import dev.catenary.core.sync.asynchronousOwner
import dev.catenary.core.wait.Case
import dev.catenary.core.wait.Chosen
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Selection
import java.time.Duration
import java.util.Optional
import java.util.concurrent.Callable
import java.util.concurrent.CompletionException

/** The Java face of selections. */
internal class SelectAdapter<R> : Select<R> {
    private abstract class Choice<R> {
        abstract fun case(): Case

        abstract fun then(value: Any?): R
    }

    private val choices = ArrayList<Choice<R>>(4)
    private var isUnbiased = false

    private inline fun add(crossinline case: () -> Case, crossinline then: (Any?) -> R): Select<R> = apply {
        choices.add(
            object : Choice<R>() {
                override fun case(): Case = case()

                override fun then(value: Any?): R = then(value)
            }
        )
    }

    override fun <E : Any> onReceive(from: Receiver<E>, then: Mapping<in E, out R>): Select<R> {
        val source = unwrap(from)
        notNull(then, "then")
        return add(source::receiving) { then.apply(asItIs<E>(it)) }
    }

    override fun <E : Any> onReceive(
        from: Receiver<E>,
        then: Mapping<in E, out R>,
        whenClosed: Mapping<in ChannelClosedException, out R>,
    ): Select<R> {
        val source = unwrap(from)
        notNull(then, "then")
        notNull(whenClosed, "whenClosed")
        return add(source::receiving) { end ->
            val closed = (end as? Ending.Failed)?.let { inJava(it.cause) } as? ChannelClosedException
            if (closed != null) whenClosed.apply(closed) else then.apply(asItIs<E>(end))
        }
    }

    override fun <E : Any> onSend(to: Sender<E>, element: E, then: Callable<out R>): Select<R> {
        val target = unwrap(to)
        notNull(element, "element")
        return onUnit({ target.sending(element) }, then)
    }

    override fun <E : Any> onGet(from: WorkQueue<E>, then: Mapping<in E, out R>): Select<R> {
        val source = unwrap(from)
        notNull(then, "then")
        return add(source.core::getting) { then.apply(asItIs<E>(it)) }
    }

    override fun <T> onEnd(task: Task<T>, then: Mapping<in Outcome<T>, out R>): Select<R> {
        val source = unwrap(task)
        notNull(then, "then")
        return add({ Case.End(source.core) }) { then.apply(outcome(source.seen(it))) }
    }

    override fun onAcquire(mutex: Mutex, then: Mapping<in Held, out R>): Select<R> {
        val wanted = unwrap(mutex)
        notNull(then, "then")
        var owner: Any? = null
        return add({ wanted.acquiring(asynchronousOwner().also { owner = it }) }) {
            asItIs<Any?>(it)
            then.apply(wanted.held(owner!!))
        }
    }

    override fun onAcquire(semaphore: Semaphore, then: Mapping<in Held, out R>): Select<R> {
        val wanted = unwrap(semaphore)
        notNull(then, "then")
        return add(wanted::acquiring) { then.apply(wanted.held(1)) }
    }

    override fun onSet(event: Event, then: Callable<out R>): Select<R> = onUnit(unwrap(event)::awaiting, then)

    override fun onTimeout(after: Duration, then: Callable<out R>): Select<R> {
        val nanos = notNegative(after, "after").saturatedNanos()
        return onUnit({ Case.Time(nanos) }, then)
    }

    private inline fun onUnit(crossinline case: () -> Case, then: Callable<out R>): Select<R> {
        notNull(then, "then")
        return add(case) {
            asItIs<Any?>(it)
            then.call()
        }
    }

    override fun unbiased(): Select<R> = apply { isUnbiased = true }

    // ---- the choice

    override fun await(): R {
        val order = order()
        val selection = selection(order)
        return run(order, operate<Chosen>("Select.await", never) { await(selection, it) })
    }

    suspend fun awaitSuspending(): R {
        val order = order()
        return run(order, selection(order).await())
    }

    override fun awaitAsync(): Task<R> {
        val order = order()
        val selection = selection(order)
        return operateAsync<Chosen>("Select.await", never, ::itself) { await(selection, it) }
            .map { order[it.index].then(it.value) }
    }

    @Suppress("UNCHECKED_CAST")
    override fun tryNow(): Optional<R> {
        val order = order()
        val chosen = selection(order).now() ?: return Optional.empty<Any>() as Optional<R>
        return Optional.ofNullable<Any>(run(order, chosen)) as Optional<R>
    }

    private fun order(): List<Choice<R>> {
        check(choices.isNotEmpty()) { "a selection of no cases would wait forever: add one" }
        return if (isUnbiased) choices.shuffled() else choices
    }

    private fun selection(order: List<Choice<R>>) = Selection(Array(order.size) { order[it].case() })

    private fun run(order: List<Choice<R>>, chosen: Chosen): R =
        try {
            order[chosen.index].then(chosen.value)
        } catch (failure: Throwable) {
            throw if (failure is RuntimeException || failure is Error || failure is InterruptedException) failure
            else CompletionException(failure)
        }

    private companion object {
        val await = compiled<Selection>(Selection::await)
    }
}
