package dev.catenary.bridge

import dev.catenary.Carrier
import dev.catenary.ContextSource
import dev.catenary.core.loop.EventLoop
import dev.catenary.core.loop.Place
import java.util.ArrayDeque
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.ThreadFactory
import java.util.concurrent.locks.LockSupport

/**
 * Bodies on threads of their own, to which the loop's thread hands the turn.
 *
 * Idea. The turn is a baton. The loop's thread lends it to a worker and parks until it has it back; a worker gives it
 * back when its body waits or ends, and asks for it (an item in the loop's queue) when it can go on. Exactly one thread
 * has it, and each hand-over publishes what the last holder wrote.
 *
 * A body that blocks in a call of the JDK keeps the turn, and the loop stands still, as in asyncio.
 */
internal class HandedOver(
    override val kind: Carrier,
    private val eventLoop: EventLoop,
    override val context: List<ContextSource>,
    private val threads: ThreadFactory,
    private val limit: Int,
) : BodyCarrier {
    override val loop: EventLoop
        get() = eventLoop

    // whoever has the turn
    private val idle = ArrayDeque<Worker>()
    private var workers = 0

    /** The worker that has the turn; null while the loop's thread has it. */
    @Volatile private var holder: Worker? = null
    private var lender: Thread? = null

    @Volatile private var closed = false

    override fun begin(task: BodyTask<*>) {
        val worker = idle.pollLast()
        if (worker != null) {
            worker.next = task
            lend(worker)
        } else if (workers < limit) {
            startWorker(task)
        } else {
            task.endThrown(outOfThreads(null))
        }
    }

    private fun startWorker(task: BodyTask<*>) {
        val worker = Worker(task)
        try {
            worker.thread.start()
        } catch (exhausted: OutOfMemoryError) {
            task.endThrown(outOfThreads(exhausted))
            return
        }
        workers++
        lend(worker)
    }

    private fun outOfThreads(cause: Throwable?) =
        RejectedExecutionException(
            "$workers bodies of event loop '${eventLoop.name}' hold a thread each, and no more are to be had: use forkStage" +
                " or a Kotlin coroutine, which hold none, or run on JDK 21 or newer, where a waiting body costs a kilobyte" +
                " (the limit is LoopOptions.bodyLimit, $limit)",
            cause,
        )

    /** By the loop's thread: returns when it has the turn again. */
    private fun lend(worker: Worker) {
        lender = Thread.currentThread()
        worker.lost = false
        holder = worker
        LockSupport.unpark(worker.thread)
        while (holder === worker) {
            LockSupport.park(this)
            withoutTurn { eventLoop.noticeInterrupt() }
        }
    }

    /** The loop's thread has lent its turn: what it does meanwhile it does as a stranger. */
    private inline fun withoutTurn(action: () -> Unit) {
        val before = Place.move(null)
        action()
        Place.move(before)
    }

    /** By the worker, unless the turn was taken from it. */
    private fun giveBack(worker: Worker) {
        val thread = lender
        if (holder !== worker) return
        holder = null
        LockSupport.unpark(thread)
    }

    override fun abandon() {
        val stuck = holder ?: return
        stuck.lost = true
        giveBack(stuck)
    }

    override fun close() {
        closed = true
        eventLoop.execute { while (true) idle.pollLast()?.let(::lend) ?: break }
    }

    private inner class Worker(@JvmField var next: BodyTask<*>?) : BodyPlace(eventLoop), Runnable {
        val thread: Thread = threads.newThread(this).apply { name = "${eventLoop.name}-body" }
        private val goOn = Runnable { lend(this) }

        override fun run() {
            awaitTurn(null)
            Place.move(this)
            while (true) {
                val task = next ?: nextFromLoop() ?: break
                next = null
                task.runSafely(this)
            }
            workers--
            giveBack(this)
        }

        private fun nextFromLoop(): BodyTask<*>? {
            if (lost) return null
            eventLoop.nextBody()?.let {
                return it
            }
            if (closed || idle.size >= MOST_IDLE) return null
            idle.addLast(this)
            release { awaitTurn(null) }
            Thread.interrupted()
            return next
        }

        override fun await(crossing: Crossing<*>) = release { awaitTurn(crossing) }

        /** While a thread is without the turn it is nowhere: what it touches it touches as a stranger. */
        private inline fun release(wait: () -> Unit) {
            Place.move(null)
            giveBack(this)
            wait()
            Place.move(this)
        }

        /** If an interrupt takes the wait back, nobody else will ask for the turn; any other is kept. */
        private fun awaitTurn(crossing: Crossing<*>?) {
            var interrupted = false
            while (holder !== this) {
                LockSupport.park(this)
                if (crossing != null && crossing.isPending) {
                    if (takenBack(crossing)) wake()
                } else if (Thread.interrupted()) interrupted = true
            }
            if (interrupted) Thread.currentThread().interrupt()
        }

        override fun wake() = eventLoop.execute(goOn)

        override fun yieldTo(task: BodyTask<*>) {
            eventLoop.executeFirst(goOn)
            eventLoop.executeFirst(task)
            body.passTurn { release { awaitTurn(null) } }
        }

        override fun yieldTurn() {
            body.passTurn {
                if (!eventLoop.goesOn()) {
                    wake()
                    release { awaitTurn(null) }
                }
            }
        }
    }

    private companion object {
        const val MOST_IDLE = 64
    }
}

/** The body that is ready next, in its turn; null if something else is. Those cancelled before end here. */
internal fun EventLoop.nextBody(): BodyTask<*>? {
    while (true) {
        val task = nextTurn(BodyTask::class.java) ?: return null
        if (task.isCancelled) task.run() else return task
    }
}
