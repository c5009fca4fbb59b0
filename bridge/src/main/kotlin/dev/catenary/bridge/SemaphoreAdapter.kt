package dev.catenary.bridge

import dev.catenary.Held
import dev.catenary.Semaphore
import dev.catenary.Task
import dev.catenary.core.sync.FairSemaphore
import dev.catenary.core.wait.Case
import dev.catenary.core.wait.WaitQueue
import java.util.Optional

/** The Java face of a semaphore. */
internal class SemaphoreAdapter(private val core: FairSemaphore, private val bound: Int) : Semaphore {
    override fun acquire(permits: Int): Held {
        operate<Unit>("Semaphore.acquire", { now(permits) }, core.users) { acquire(core, permits, it) }
        return held(permits)
    }

    override fun acquireAsync(permits: Int): Task<Held> =
        operateAsync("Semaphore.acquire", { now(permits) }, { held(permits) }) { acquire(core, permits, it) }

    override fun tryAcquire(permits: Int): Optional<Held> = ifHappened<Any>(now(permits)).map { held(permits) }

    private fun now(permits: Int): Any = if (core.tryAcquire(checked(permits))) Unit else WaitQueue.NOT_NOW

    suspend fun acquireSuspending(permits: Int): Held {
        core.acquire(checked(permits))
        return held(permits)
    }

    fun acquiring(): Case = core.acquiring(1)

    fun held(permits: Int): Held = HeldOnce { core.release(permits) }

    override fun release(permits: Int) {
        core.release(atLeast(1, permits, "permits"))
    }

    private fun checked(permits: Int): Int {
        atLeast(1, permits, "permits")
        require(permits <= bound) { "permits > $bound, the bound of $core: $permits" }
        return permits
    }

    override fun name(): String = core.name

    override fun stats(): Semaphore.Stats = Semaphore.Stats(core.available, core.waiting)

    override fun toString(): String = "$core, ${core.available} permits, ${core.waiting} waiting"

    private companion object {
        val acquire = compiledOf1<FairSemaphore, Int>(FairSemaphore::acquire)
    }
}
