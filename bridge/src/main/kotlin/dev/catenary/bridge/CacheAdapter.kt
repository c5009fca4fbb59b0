package dev.catenary.bridge

import com.github.benmanes.caffeine.cache.Cache as Values
import com.github.benmanes.caffeine.cache.Caffeine
import dev.catenary.Cache
import dev.catenary.Mapping
import dev.catenary.ScopeBody
import dev.catenary.Task
import dev.catenary.core.scope.CancelNode
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.scope.currentTask
import dev.catenary.core.wait.Completion
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.locked
import dev.catenary.spi.CacheOptions
import java.util.Optional
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.LongAdder

/**
 * Caffeine keeps the values; this keeps the loads.
 *
 * What happens to one key happens in [ConcurrentHashMap.compute] of its load, which makes it one step: a load ends, and
 * its value is there; a value is dropped, and so is the load that would bring it back. Whoever finds no load there
 * looks for the value once more before beginning one: so there is never a second load for the same callers.
 */
internal class CacheAdapter<K : Any, V : Any>(private val options: CacheOptions) : Cache<K, V> {
    private val values: Values<K, V> = valuesFor(options)
    private val loads = ConcurrentHashMap<K, Load>()
    private val hits = LongAdder()
    private val misses = LongAdder()
    private val begun = LongAdder()

    override fun get(key: K, loader: Mapping<in K, out V>): V {
        checkCancelled(waitingPlace("Cache.get"))
        val load =
            loadOf(key, loader) {
                return it
            }
        try {
            return joined(blocking<Any?>("Cache.get") { awaitEnd(load, it) })
        } finally {
            load.leave()
        }
    }

    override fun getAsync(key: K, loader: Mapping<in K, out V>): Task<V> {
        val load =
            loadOf(key, loader) { value ->
                return operateAsync("Cache.get", { value }, ::itself) { value }
            }
        val task = operateAsync<V>("Cache.get", never, ::itself) { awaitEnd(load, it) }
        unwrap(task).core.onEnd(whenEnded { load.leave() })
        return task
    }

    /** The load to wait for, entered; a value that is there goes to [present]. */
    private inline fun loadOf(key: K, loader: Mapping<in K, out V>, present: (V) -> Nothing): Load {
        notNull(loader, "loader")
        lookUp(key)?.let(present)
        var value: V? = null
        var isNew = false
        val load =
            loads.compute(key) { _, current ->
                value = null
                if (current != null && current.enter()) current
                else {
                    value = values.getIfPresent(key)
                    isNew = value == null
                    if (isNew) Load(key) else null
                }
            }
        value?.let(present)
        if (isNew) load!!.begin(loader) else load!!.refuseItself()
        return load
    }

    override fun getIfPresent(key: K): Optional<V> = Optional.ofNullable(lookUp(key))

    private fun lookUp(key: K): V? {
        val value = values.getIfPresent(notNull(key, "key"))
        (if (value == null) misses else hits).increment()
        return value
    }

    override fun put(key: K, value: V) {
        notNull(value, "value")
        loads.compute(notNull(key, "key")) { _, _ ->
            values.put(key, value)
            null
        }
    }

    override fun invalidate(key: K) {
        loads.compute(notNull(key, "key")) { _, _ ->
            values.invalidate(key)
            null
        }
    }

    override fun invalidateAll() {
        loads.keys.forEach(::invalidate)
        values.asMap().keys.forEach(::invalidate)
    }

    override fun name(): String = options.name()

    override fun stats(): Cache.Stats =
        Cache.Stats(values.estimatedSize(), loads.size, hits.sum(), misses.sum(), begun.sum())

    override fun toString(): String = "cache '${name()}', ${values.estimatedSize()} values, ${loads.size} loading"

    /** One load of one key. It ends as its task does, once the value is where others look for it. */
    private inner class Load(private val key: K) : Completion<V>() {
        /** Guarded by the lock; none left is none ever. */
        private var waiters = 1
        @Volatile private var task: TaskAdapter<V>? = null

        /** The task whose body loads, as soon as it does. */
        @Volatile private var loading: ScopeTask<*>? = null

        override fun toString(): String = "the load of '$key'"

        fun enter(): Boolean = locked { (waiters > 0 && !isEnded).also { if (it) waiters++ } }

        fun leave() {
            if (locked { --waiters > 0 } || isEnded) return
            loads.remove(key, this)
            task?.cancelBecause("nobody waits for it any more", null)
        }

        fun begin(loader: Mapping<in K, out V>) {
            begun.increment()
            try {
                val loop = LoopAdapter.current() ?: BridgeEngine.shared()
                val body = ScopeBody<V, Exception> { load(loader) }
                val started = loop.startTask("load of ${options.name()}", body)
                task = started
                started.core.onEnd(whenEnded(::ended))
            } catch (failure: Throwable) {
                ended(Ending.Failed(failure))
            }
        }

        private fun load(loader: Mapping<in K, out V>): V {
            loading = currentTask()
            return notNull(loader.apply(key), "the loaded value")
        }

        /** A failure that nobody waits for any more is the loop's to report. */
        private fun ended(ending: Any?) {
            loads.compute(key) { _, current ->
                @Suppress("UNCHECKED_CAST") if (current === this && ending !is Ending) values.put(key, ending as V)
                current.takeUnless { it === this }
            }
            if (locked { waiters > 0 }) task?.seen(ending)
            end(ending)
        }

        /** By one who has entered. */
        fun refuseItself() {
            val own = loading ?: return
            if (generateSequence<CancelNode<*>>(currentTask()) { it.parent }.none { it === own }) return
            leave()
            throw IllegalStateException(
                "the load of $key in cache '${options.name()}' asked for that same key: it would wait for itself"
            )
        }
    }

    private companion object {
        fun <K : Any, V : Any> valuesFor(options: CacheOptions): Values<K, V> {
            val builder = Caffeine.newBuilder().ticker(options.clock()::nanoTime).executor(Runnable::run)
            options.expireAfterWrite().ifPresent(builder::expireAfterWrite)
            options.expireAfterAccess().ifPresent(builder::expireAfterAccess)
            if (options.maximumSize() < Long.MAX_VALUE) builder.maximumSize(options.maximumSize())
            return builder.build()
        }
    }
}
