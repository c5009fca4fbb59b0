package dev.catenary.bridge

import dev.catenary.ContextSource
import dev.catenary.core.loop.EventLoop
import dev.catenary.core.loop.InOrder
import dev.catenary.core.loop.Place
import dev.catenary.core.scope.CancelNode
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.scope.TaskScope
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.locked
import java.util.concurrent.Callable
import java.util.concurrent.Executor
import java.util.concurrent.LinkedTransferQueue
import java.util.concurrent.SynchronousQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean

/** Where work of a loop runs that is no turn of it. */
internal abstract class WorkThreads(val loop: EventLoop, val context: List<ContextSource>) {
    /** By the thread of the loop. Throws if the work is refused. */
    fun run(task: OffloadTask<*>) {
        loop.underWay++
        try {
            hand(task.work)
        } catch (refused: Throwable) {
            loop.underWay--
            throw refused
        }
    }

    protected abstract fun hand(work: Runnable)

    /** The work need not run any more, and does nothing if it does. */
    abstract fun forget(work: Runnable)

    /** In a turn of the loop, after the one in which it heard of the end, so that it does not rest in between. */
    fun done(): Unit = loop.executeFromOutside(InOrder { loop.underWay-- })
}

/** The threads of somebody else. */
internal class ExecutorThreads(home: LoopAdapter, private val executor: Executor) :
    WorkThreads(home.engine, home.carrier.context) {
    override fun hand(work: Runnable): Unit = executor.execute(work)

    override fun forget(work: Runnable) {}
}

/**
 * The threads of a loop for work that computes long or blocks: made when first used, gone after ten idle seconds.
 *
 * Whatever bodies call here must not take a lock: a body that is carried by its loop and stands in the queue of a lock
 * needs that loop to go on, and the loop's thread, if it wants the lock too, stands behind the body for ever. So the
 * queue is one without a lock, which any thread may take cancelled work from, and only the loop's own thread adds work.
 */
internal class OffloadThreads(loop: EventLoop, context: List<ContextSource>, limit: Int) : WorkThreads(loop, context) {
    private val pool: Lazy<ThreadPoolExecutor> = lazy {
        val work = if (limit == UNLIMITED) SynchronousQueue<Runnable>() else LinkedTransferQueue()
        ThreadPoolExecutor(if (limit == UNLIMITED) 0 else limit, limit, 10, TimeUnit.SECONDS, work) {
                Thread(it, "${loop.name}-offload").apply { isDaemon = true }
            }
            .apply { allowCoreThreadTimeOut(true) }
    }

    override fun hand(work: Runnable): Unit = pool.value.execute(work)

    override fun forget(work: Runnable) {
        pool.value.remove(work)
    }

    fun close() {
        if (pool.isInitialized()) pool.value.shutdown()
    }

    companion object {
        /** A thread for each: for bodies that may wait for each other. */
        const val UNLIMITED = Int.MAX_VALUE
    }
}

/** A task off the loop, on a thread where blocking harms nobody. */
internal class OffloadTask<T>(
    scope: TaskScope?,
    parent: CancelNode<*>,
    name: String?,
    site: StackTraceElement?,
    private val threads: WorkThreads,
    private val code: Callable<T>,
) : ScopeTask<T>(scope, parent, name, site) {
    private val context = threads.context.captureAll()

    override val loop: EventLoop
        get() = threads.loop

    /** Guarded by the lock, so that an interrupt can't hit other work of the thread. */
    var thread: Thread? = null
        private set

    @Volatile private var isHanded = false

    /** By the thread that runs the work, or by who cancels it before. */
    private val isClaimed = AtomicBoolean()

    /** A cancel that came before the work was handed on did not withdraw it. */
    override fun begin() {
        threads.run(this)
        isHanded = true
        if (isCancelled) withdraw()
    }

    /** On one of the threads. */
    val work = Runnable { if (isClaimed.compareAndSet(false, true)) runClaimed() }

    private fun runClaimed() {
        val before = Place.move(Place(null, this))
        val ending = cancellation?.let { Ending.Cancelled(it) } ?: runHere()
        Place.move(before)
        try {
            if (ending is Ending.Failed) endThrown(ending.cause) else end(ending)
        } finally {
            threads.done()
        }
    }

    private fun runHere(): Any? {
        locked {
            thread = Thread.currentThread()
            if (isCancelled) Thread.currentThread().interrupt()
        }
        val ending =
            try {
                if (context.isEmpty()) code.call() else context.call(code)
            } catch (failure: Throwable) {
                Ending.Failed(failure)
            }
        locked { thread = null }
        Thread.interrupted()
        return ending
    }

    override fun interrupt() {
        if (!withdraw()) locked { thread?.interrupt() }
    }

    private fun withdraw(): Boolean {
        if (!isHanded || !isClaimed.compareAndSet(false, true)) return false
        threads.forget(work)
        end(Ending.Cancelled(cancellation!!))
        threads.done()
        return true
    }
}
