package dev.catenary.core.loop

import dev.catenary.core.wait.CancellableWait
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.ExperimentalCoroutinesApi

/** What somebody waits for, and has to be told that it will not come if the loop ends before it is due. */
public interface Awaited : Runnable {
    /** In a turn of the loop, one of the last. */
    public fun loopEnds()
}

/**
 * A block that is due at [deadline], once. It is claimed by whoever changes its state first: the loop that runs it or
 * the one who cancels it, from any thread.
 */
public open class Timer
internal constructor(internal val loop: EventLoop, internal val deadline: Long, private var block: Runnable?) :
    InOrder, CancellableWait, DisposableHandle {
    @Volatile private var state = WAITING

    /** The order among equal deadlines, and the place in the heap. Whoever has the turn. */
    internal var sequence = 0L
    internal var index = NOT_IN_HEAP

    public val isCancelled: Boolean
        get() = state == CANCELLED

    /** True if the block will not run. A cancelled timer leaves the heap at once, or at the loop's next turn. */
    override fun cancel(): Boolean {
        if (!STATE.compareAndSet(this, WAITING, CANCELLED)) return false
        block = null
        loop.removeTimer(this)
        return true
    }

    override fun dispose() {
        cancel()
    }

    /** The loop's turn for it. */
    override fun run() {
        val due = block
        if (STATE.compareAndSet(this, WAITING, FIRED)) {
            block = null
            fire(due)
        }
    }

    internal open fun fire(due: Runnable?) {
        due?.run()
    }

    /** In a turn of the loop, which ends before it is due. */
    internal fun forget() {
        val awaited = block as? Awaited ?: return
        if (!STATE.compareAndSet(this, WAITING, CANCELLED)) return
        block = null
        awaited.loopEnds()
    }

    internal companion object {
        const val NOT_IN_HEAP = -1
        private const val WAITING = 0
        private const val FIRED = 1
        private const val CANCELLED = 2
        private val STATE = AtomicIntegerFieldUpdater.newUpdater(Timer::class.java, "state")
    }
}

/** The end of a `delay`. */
internal class WakeUp(loop: EventLoop, due: Long, private val continuation: CancellableContinuation<Unit>) :
    Timer(loop, due, null) {
    @OptIn(ExperimentalCoroutinesApi::class)
    override fun fire(due: Runnable?): Unit = with(continuation) { loop.resumeUndispatched(Unit) }
}

/**
 * Timers by (deadline, sequence): a heap of four children a node, which for a million timers halves the levels, and
 * with them the cache misses, of a binary one. Each timer knows its index, so that a cancelled one is taken out in
 * O(log n) and leaves nothing behind. Whoever has the turn.
 */
internal class TimerHeap {
    private var heap = arrayOfNulls<Timer>(16)
    private var nextSequence = 0L

    var size = 0
        private set

    fun peek(): Timer? = heap[0]

    fun add(timer: Timer) {
        if (size == heap.size) heap = heap.copyOf(size * 2)
        timer.sequence = nextSequence++
        siftUp(size++, timer)
    }

    fun poll(): Timer? = heap[0]?.also { removeAt(0) }

    fun clear() {
        heap.fill(null, 0, size)
        size = 0
    }

    fun remove(timer: Timer) {
        if (timer.index != Timer.NOT_IN_HEAP && heap[timer.index] === timer) removeAt(timer.index)
    }

    private fun removeAt(index: Int) {
        heap[index]!!.index = Timer.NOT_IN_HEAP
        val last = heap[--size]!!
        heap[size] = null
        if (index == size) return
        if (index > 0 && last.isBefore(heap[parent(index)]!!)) siftUp(index, last) else siftDown(index, last)
    }

    private fun siftUp(from: Int, timer: Timer) {
        var index = from
        while (index > 0) {
            val above = heap[parent(index)]!!
            if (!timer.isBefore(above)) break
            place(index, above)
            index = parent(index)
        }
        place(index, timer)
    }

    private fun siftDown(from: Int, timer: Timer) {
        var index = from
        while (true) {
            val child = firstOfChildren(index) ?: break
            if (!child.isBefore(timer)) break
            val below = child.index
            place(index, child)
            index = below
        }
        place(index, timer)
    }

    private fun firstOfChildren(index: Int): Timer? {
        val start = 4 * index + 1
        if (start >= size) return null
        var first = heap[start]!!
        for (i in start + 1 until minOf(start + 4, size)) {
            val child = heap[i]!!
            if (child.isBefore(first)) first = child
        }
        return first
    }

    private fun place(index: Int, timer: Timer) {
        heap[index] = timer
        timer.index = index
    }

    private fun parent(index: Int) = (index - 1) shr 2

    /** Compared by difference, for [System.nanoTime] may overflow. */
    private fun Timer.isBefore(other: Timer): Boolean {
        val difference = deadline - other.deadline
        return difference < 0 || difference == 0L && sequence < other.sequence
    }
}
