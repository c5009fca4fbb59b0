package dev.catenary.bridge

import dev.catenary.Carrier
import dev.catenary.ContextSource
import dev.catenary.core.loop.EventLoop
import dev.catenary.core.loop.Place
import java.util.ArrayDeque
import java.util.concurrent.Executor
import java.util.concurrent.ThreadFactory
import java.util.concurrent.locks.LockSupport

/**
 * Bodies on virtual threads whose scheduler is the loop itself.
 *
 * Idea. The JDK hands the continuation of a virtual thread to its scheduler whenever the thread can go on. Here that is
 * the loop's ready queue: a mounted thread runs as a turn, on the loop's own thread, and any wait, of ours or of the
 * JDK, unmounts it and ends the turn. Nothing else runs our bodies, so law 1 needs no lock.
 *
 * Beginning. A body begins in the turn of its task: the continuation that starting (or waking) a worker submits is
 * caught and run at once instead of being queued behind others.
 *
 * Reuse. A worker whose body has ended goes on with the next ready item, if that is a body too, without an unmount;
 * else it waits in [idle]. So a body that never waits costs no thread of its own.
 */
internal class LoopCarried(private val eventLoop: EventLoop, override val context: List<ContextSource>) :
    BodyCarrier, Executor {
    override val kind: Carrier
        get() = Carrier.LOOP_CARRIED

    override val loop: EventLoop
        get() = eventLoop

    private val threads: ThreadFactory = NewerJdk.carriedBy(this)

    // whoever has the turn
    private val idle = ArrayDeque<Worker>()
    private var catching = false
    private var caught: Runnable? = null
    private var eager: BodyTask<*>? = null

    @Volatile private var closed = false

    /** The scheduler: the JDK submits a continuation that can go on. Any thread. */
    override fun execute(continuation: Runnable) {
        if (!eventLoop.hasTurn) {
            eventLoop.executeFromOutside(continuation)
        } else if (catching) {
            catching = false
            caught = continuation
        } else if (eager != null) {
            eventLoop.executeFirst(continuation)
            eventLoop.executeFirst(takeEager()!!)
        } else {
            eventLoop.execute(continuation)
        }
    }

    private fun takeEager(): BodyTask<*>? = eager.also { eager = null }

    override fun begin(task: BodyTask<*>) {
        catching = true
        val worker = idle.pollLast()
        try {
            if (worker == null) Worker(task).start() else worker.goOn(task)
        } catch (exhausted: OutOfMemoryError) {
            task.endThrown(exhausted)
        }
        catching = false
        val continuation = caught
        caught = null
        continuation?.run()
    }

    /** A body that computes for ever sits on the loop's own thread: there is nothing to take. */
    override fun abandon() {}

    override fun close() {
        closed = true
        eventLoop.execute { while (true) idle.pollLast()?.goOn(null) ?: break }
    }

    private inner class Worker(private var next: BodyTask<*>?) : BodyPlace(eventLoop), Runnable {
        private val thread: Thread = threads.newThread(this)

        fun start() = thread.start()

        fun goOn(task: BodyTask<*>?) {
            next = task
            LockSupport.unpark(thread)
        }

        override fun run() {
            Place.move(this)
            while (true) {
                val task = next ?: nextFromLoop() ?: return
                next = null
                eventLoop.underWay++
                task.runSafely(this)
                eventLoop.underWay--
            }
        }

        private fun nextFromLoop(): BodyTask<*>? {
            eventLoop.nextBody()?.let {
                return it
            }
            if (closed || idle.size >= MOST_IDLE) return null
            idle.addLast(this)
            while (next == null && !closed) {
                LockSupport.park(idle)
                Thread.interrupted()
            }
            return next
        }

        override fun await(crossing: Crossing<*>) {
            eventLoop.underWay--
            while (crossing.isPending) {
                LockSupport.park(crossing)
                if (crossing.isPending && takenBack(crossing)) break
            }
            eventLoop.underWay++
        }

        override fun wake() = LockSupport.unpark(thread)

        override fun yieldTurn() = body.passTurn { if (!eventLoop.goesOn()) Thread.yield() }

        /** A thread that is pinned does not yield; then the task begins in its turn. */
        override fun yieldTo(task: BodyTask<*>) {
            eager = task
            body.passTurn { Thread.yield() }
            takeEager()?.let(eventLoop::execute)
        }
    }

    private companion object {
        const val MOST_IDLE = 256
    }
}
