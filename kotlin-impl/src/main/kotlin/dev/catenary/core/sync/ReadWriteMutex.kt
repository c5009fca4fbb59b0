package dev.catenary.core.sync

import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Primitive
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.Waiter
import dev.catenary.core.wait.locked
import java.util.Collections
import java.util.IdentityHashMap

/**
 * Many readers or one writer, first come, first served: a reader does not pass a writer that waits. Nobody acquires it
 * twice, in whatever way: with a writer in between that would wait for itself. Waits end with Unit or an
 * [Ending.Failed].
 */
public class ReadWriteMutex(name: String?) : Primitive("read-write mutex", name) {
    // guarded by the lock
    private var writer: Any? = null
    private val readers = Collections.newSetFromMap(IdentityHashMap<Any, Boolean>())
    private val waiters = WaitQueue<Any?>(this)

    private class Wish(val owner: Any, val write: Boolean)

    public suspend fun acquire(owner: Any, write: Boolean): Any? {
        val wish = Wish(owner, write)
        return waiters.await(wish) { acquireNow(wish) }
    }

    public fun tryAcquire(owner: Any, write: Boolean): Any? = locked { acquireNow(Wish(owner, write)) }

    private fun acquireNow(wish: Wish): Any =
        when {
            holds(wish.owner) -> Ending.Failed(again(wish))
            waiters.isEmpty && isFree(wish) -> Unit.also { giveTo(wish) }
            else -> WaitQueue.NOT_NOW
        }

    private fun holds(owner: Any) = writer === owner || owner in readers

    private fun isFree(wish: Wish) = writer == null && (!wish.write || readers.isEmpty())

    private fun giveTo(wish: Wish) {
        if (wish.write) writer = wish.owner else readers.add(wish.owner)
    }

    public fun release(owner: Any, write: Boolean) {
        locked {
            check(if (write) writer === owner else readers.remove(owner)) {
                "release by ${described(owner)} of $this, which it does not hold to ${if (write) "write" else "read"}"
            }
            if (write) writer = null
            serve()
        }
    }

    private fun serve() {
        while (true) {
            val next = waiters.peek() ?: return
            val wish = next.payload as Wish
            if (!isFree(wish)) return
            if (!waiters.claim(next)) continue
            // one who waits twice may have it by the time its second turn comes
            if (holds(wish.owner)) grant(next, Ending.Failed(again(wish)))
            else {
                giveTo(wish)
                grant(next, Unit)
            }
        }
    }

    /** A writer that goes no longer keeps the readers behind it away. */
    override fun withdrawn(waiter: Waiter<*>): Unit = serve()

    public val writtenBy: Any?
        get() = locked { writer }

    /** Only a writer keeps all away: a reader that waits may do so for a writer before it, which may leave. */
    override val holders: List<Any>
        get() = locked { listOfNotNull(writer) }

    public val reading: Int
        get() = locked { readers.size }

    public val waiting: Int
        get() = locked { waiters.size }

    private fun again(wish: Wish) =
        IllegalStateException("acquire by ${described(wish.owner)} of $this, which it holds already")
}
