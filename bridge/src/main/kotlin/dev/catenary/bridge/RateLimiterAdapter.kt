package dev.catenary.bridge

import dev.catenary.RateLimiter
import dev.catenary.Task
import dev.catenary.bridge.named as checkedName
import dev.catenary.core.sync.RateLimiter as CoreRateLimiter
import dev.catenary.core.wait.WaitQueue
import java.time.Duration

/** The Java face of a rate limiter. */
internal class RateLimiterAdapter(
    private val givenName: String?,
    private val permits: Int,
    private val period: Duration,
    private val burst: Int,
) : RateLimiter {
    private val core = CoreRateLimiter(givenName, permits.toLong(), period.toNanos(), burst.toLong())

    override fun burst(tokens: Int): RateLimiter {
        atLeast(1, tokens, "tokens")
        val most = Long.MAX_VALUE / period.toNanos()
        require(tokens <= most) { "tokens > $most, the most that can be counted for a period of $period: $tokens" }
        return RateLimiterAdapter(givenName, permits, period, tokens)
    }

    override fun named(name: String): RateLimiter = RateLimiterAdapter(checkedName(name), permits, period, burst)

    override fun acquire(tokens: Int) {
        operate<Unit>("RateLimiter.acquire", { now(tokens) }) { acquire(core, tokens.toLong(), it) }
    }

    override fun acquireAsync(tokens: Int): Task<Void?> =
        operateAsync("RateLimiter.acquire", { now(tokens) }, nothing) { acquire(core, tokens.toLong(), it) }

    override fun tryAcquire(tokens: Int): Boolean = core.tryAcquire(checked(tokens))

    suspend fun acquireSuspending(tokens: Int): Unit = core.acquire(checked(tokens))

    private fun now(tokens: Int): Any = if (core.tryAcquire(checked(tokens))) Unit else WaitQueue.NOT_NOW

    private fun checked(tokens: Int): Long {
        atLeast(1, tokens, "tokens")
        require(tokens <= burst) { "tokens > $burst, the burst of $core: $tokens" }
        return tokens.toLong()
    }

    override fun name(): String = core.name

    override fun stats(): RateLimiter.Stats = RateLimiter.Stats(core.available.toInt(), burst, core.waiting)

    override fun toString(): String =
        "$core, $permits in $period, ${core.available} of $burst tokens, ${core.waiting} waiting"

    private companion object {
        val acquire = compiledOf1<CoreRateLimiter, Long>(CoreRateLimiter::acquire)
    }
}
