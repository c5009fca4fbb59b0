package dev.catenary.core.sync

import dev.catenary.core.wait.Primitive
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.locked

/** A count that falls to zero, once. */
public class Latch(name: String?, initial: Int) : Primitive("latch", name) {
    // guarded by the lock
    private var left = initial
    private val waiters = WaitQueue<Unit>(this)

    public suspend fun await(): Unit = waiters.await { if (left == 0) Unit else WaitQueue.NOT_NOW }

    /** What is left; at zero it stays. */
    public fun countDown(): Int = locked {
        if (left > 0 && --left == 0) waiters.grantAll(Unit)
        left
    }

    public val count: Int
        get() = locked { left }

    public val waiting: Int
        get() = locked { waiters.size }
}
