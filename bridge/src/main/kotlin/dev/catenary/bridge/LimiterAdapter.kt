package dev.catenary.bridge

import dev.catenary.Held
import dev.catenary.Limiter
import dev.catenary.Task
import dev.catenary.core.sync.Limiter as CoreLimiter
import dev.catenary.core.sync.asynchronousOwner
import dev.catenary.core.sync.currentOwner
import java.util.Optional

/** The Java face of a limiter. */
internal class LimiterAdapter(private val core: CoreLimiter) : Limiter {
    override fun acquire(): Held = acquireFor(currentOwner())

    override fun acquireFor(borrower: Any): Held {
        notNull(borrower, "borrower")
        operate<Unit>("Limiter.acquire", { core.tryAcquire(borrower) }) { acquire(core, borrower, it) }
        return held(borrower)
    }

    override fun acquireAsync(): Task<Held> = acquireForAsync(asynchronousOwner())

    override fun acquireForAsync(borrower: Any): Task<Held> {
        notNull(borrower, "borrower")
        return operateAsync("Limiter.acquire", { core.tryAcquire(borrower) }, { held(borrower) }) {
            acquire(core, borrower, it)
        }
    }

    override fun tryAcquire(): Optional<Held> = tryAcquireFor(currentOwner())

    override fun tryAcquireFor(borrower: Any): Optional<Held> =
        ifHappened<Any>(core.tryAcquire(notNull(borrower, "borrower"))).map { held(borrower) }

    suspend fun acquireSuspending(borrower: Any): Held {
        asItIs<Unit>(core.acquire(borrower))
        return held(borrower)
    }

    private fun held(borrower: Any) = HeldOnce { core.release(borrower) }

    override fun release(): Unit = core.release(currentOwner())

    override fun releaseFor(borrower: Any): Unit = core.release(notNull(borrower, "borrower"))

    override fun total(): Int = core.total

    override fun total(total: Int) {
        core.total = atLeast(0, total, "total")
    }

    override fun name(): String = core.name

    override fun stats(): Limiter.Stats = Limiter.Stats(core.total, core.borrowed, core.waiting)

    override fun toString(): String = "$core, ${core.borrowed} of ${core.total} lent, ${core.waiting} waiting"

    private companion object {
        val acquire = compiledOf1<CoreLimiter, Any>(CoreLimiter::acquire)
    }
}
