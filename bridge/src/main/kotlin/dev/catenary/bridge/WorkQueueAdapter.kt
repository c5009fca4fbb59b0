package dev.catenary.bridge

import dev.catenary.Task
import dev.catenary.WorkQueue
import dev.catenary.core.channel.WorkQueue as CoreWorkQueue
import java.util.Optional
import java.util.function.ToLongFunction

/** The Java face of a work queue. */
internal class WorkQueueAdapter<E : Any>(val core: CoreWorkQueue<E>, private val priority: ToLongFunction<in E>?) :
    WorkQueue<E> {
    override fun put(item: E) {
        val rank = rank(item)
        operate<Unit>("WorkQueue.put", { core.tryPut(item, rank) }, core.puttingUsers) { put(core, item, rank, it) }
    }

    override fun putAsync(item: E): Task<Void?> {
        val rank = rank(item)
        return operateAsync("WorkQueue.put", { core.tryPut(item, rank) }, nothing) { put(core, item, rank, it) }
    }

    override fun tryPut(item: E): Boolean = happened(core.tryPut(item, rank(item)))

    suspend fun putRaw(item: E): Any? = core.put(item, rank(item))

    /** Asked for outside of any lock. */
    private fun rank(item: E): Long {
        notNull(item, "item")
        return priority?.applyAsLong(item) ?: 0
    }

    override fun get(): E = operate("WorkQueue.get", core::tryGet, core.gettingUsers) { get(core, it) }

    override fun getAsync(): Task<E> = operateAsync("WorkQueue.get", core::tryGet, ::itself) { get(core, it) }

    override fun tryGet(): Optional<E> = ifHappened(core.tryGet())

    override fun taskDone(): Unit = core.taskDone()

    override fun join() {
        operate<Unit>("WorkQueue.join", never) { join(core, it) }
    }

    override fun joinAsync(): Task<Void?> = operateAsync("WorkQueue.join", never, nothing) { join(core, it) }

    override fun shutdown(immediate: Boolean): Unit = core.shutdown(immediate)

    override fun size(): Int = core.stats.size

    override fun name(): String = core.name

    override fun stats(): WorkQueue.Stats =
        with(core.stats) {
            WorkQueue.Stats(size, core.capacity, peak, unfinished, waitingPutters, waitingGetters, isShutDown)
        }

    override fun toString(): String =
        with(core.stats) {
            "$core, $size inside, $unfinished unfinished, $waitingPutters putting, $waitingGetters getting" +
                if (isShutDown) ", shut down" else ""
        }

    private companion object {
        val put = compiledOf2<CoreWorkQueue<*>, Any, Long>(CoreWorkQueue<Any>::put)
        val get = compiled<CoreWorkQueue<*>>(CoreWorkQueue<Any>::get)
        val join = compiled<CoreWorkQueue<*>>(CoreWorkQueue<Any>::join)
    }
}
