package dev.catenary.core.scope

import dev.catenary.core.loop.EventLoop
import dev.catenary.core.loop.Timer

/**
 * A limit of time around code of a body: a node of the tree that cancels itself when its time is up.
 *
 * A [shielded] one keeps its parent's cancellation, and its parent's deadline, away from the code in it: that is how
 * clean-up gets its own time.
 *
 * If the parent is cancelled first, the limit has nothing left to do and never expires: of nested limits the one that
 * was up first throws, and those inside let it pass.
 */
public class TimeLimit(
    parent: CancelNode<*>,
    private val owner: ScopeTask<*>,
    private val loop: EventLoop,
    shielded: Boolean,
) : CancelNode<Unit>(parent, "limit", shielded) {
    private var timer: Timer? = null

    /** Whether the time was up first. */
    @Volatile
    public var hasExpired: Boolean = false
        private set

    /** In nanoseconds of the loop's clock. */
    @Volatile
    public var expiresAt: Long = 0
        private set

    override val ownDeadline: Long?
        get() = expiresAt

    /** Sets the limit, or moves it. In the owner's turn. */
    public fun expireAfter(nanos: Long) {
        timer?.cancel()
        expiresAt = loop.clock.nanoTime() + nanos.coerceAtMost(EventLoop.FAR)
        if (!hasExpired) timer = loop.schedule(nanos, ::expire)
    }

    /** The code in it has ended. */
    public fun stop() {
        timer?.cancel()
        end(Unit)
    }

    private fun expire() {
        hasExpired = !isCancelled
        if (hasExpired) hasExpired = cancel(Cancellation("code with a time limit", "its time was up"))
    }

    override fun onCancelled(cause: Cancellation): Unit = owner.interruptIn(this)

    /** Of a coroutine that code in the limit has left below its Job. */
    @Volatile
    public var failureOfCoroutine: Throwable? = null
        private set

    override fun onJobFailed(cause: Throwable) {
        failureOfCoroutine = cause
        cancel(Cancellation("code with a time limit", "a coroutine failed: ${cause.inWords()}", cause))
    }
}
