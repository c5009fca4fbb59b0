package dev.catenary.bridge

import dev.catenary.Held
import dev.catenary.ReadWriteMutex
import dev.catenary.Task
import dev.catenary.core.sync.ReadWriteMutex as CoreReadWriteMutex
import dev.catenary.core.sync.asynchronousOwner
import dev.catenary.core.sync.currentOwner
import dev.catenary.core.sync.described
import java.util.Optional

/** The Java face of a read-write mutex. */
internal class ReadWriteMutexAdapter(private val core: CoreReadWriteMutex) : ReadWriteMutex {
    override fun acquireRead(): Held = acquire(write = false)

    override fun acquireReadAsync(): Task<Held> = acquireAsync(write = false)

    override fun tryAcquireRead(): Optional<Held> = tryAcquire(write = false)

    override fun acquireWrite(): Held = acquire(write = true)

    override fun acquireWriteAsync(): Task<Held> = acquireAsync(write = true)

    override fun tryAcquireWrite(): Optional<Held> = tryAcquire(write = true)

    override fun releaseRead(): Unit = release(write = false)

    override fun releaseWrite(): Unit = release(write = true)

    private fun acquire(write: Boolean): Held {
        val owner = currentOwner()
        operate<Unit>("ReadWriteMutex.acquire", { core.tryAcquire(owner, write) }) { acquire(core, owner, write, it) }
        return held(write)
    }

    private fun acquireAsync(write: Boolean): Task<Held> {
        val owner = asynchronousOwner()
        return operateAsync("ReadWriteMutex.acquire", { core.tryAcquire(owner, write) }, { held(owner, write) }) {
            acquire(core, owner, write, it)
        }
    }

    private fun tryAcquire(write: Boolean): Optional<Held> =
        ifHappened<Any>(core.tryAcquire(currentOwner(), write)).map { held(write) }

    suspend fun acquireSuspending(owner: Any, write: Boolean): Held {
        asItIs<Unit>(core.acquire(owner, write))
        return held(owner, write)
    }

    private fun held(owner: Any, write: Boolean): Held = HeldOnce { core.release(owner, write) }

    private fun held(write: Boolean): Held = HeldOnce { release(write) }

    private fun release(write: Boolean): Unit = core.release(currentOwner(), write)

    override fun name(): String = core.name

    override fun stats(): ReadWriteMutex.Stats =
        ReadWriteMutex.Stats(core.reading, Optional.ofNullable(core.writtenBy).map(::described), core.waiting)

    override fun toString(): String {
        val writer = core.writtenBy
        val held = if (writer != null) "written by ${described(writer)}" else "${core.reading} readers"
        return "$core, $held, ${core.waiting} waiting"
    }

    private companion object {
        val acquire = compiledOf2<CoreReadWriteMutex, Any, Boolean>(CoreReadWriteMutex::acquire)
    }
}
