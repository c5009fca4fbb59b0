package dev.catenary.bridge

import dev.catenary.Carrier
import dev.catenary.EventLoop
import dev.catenary.Handle
import dev.catenary.LoopClock
import dev.catenary.LoopOptions
import dev.catenary.ScopeBody
import dev.catenary.Task
import dev.catenary.bridge.insight.DebugWatch
import dev.catenary.bridge.insight.Instruments
import dev.catenary.bridge.insight.LoopWatch
import dev.catenary.core.loop.Clock
import dev.catenary.core.loop.EventLoop as CoreLoop
import dev.catenary.core.loop.InOrder
import dev.catenary.core.loop.Place
import dev.catenary.core.loop.Shuffle
import dev.catenary.core.loop.Timer
import dev.catenary.core.scope.CancelNode
import dev.catenary.core.scope.Cancellation
import dev.catenary.core.scope.RootScope
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.scope.TaskScope
import dev.catenary.core.scope.UnseenFailure
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException

/** The Java face of an event loop, with the carrier of its bodies and the threads of its offloaded work. */
internal class LoopAdapter(private val options: LoopOptions, private val isShared: Boolean = false) : EventLoop {
    val reports = FailureReports(options.name(), options.failureHandler())
    val engine = CoreLoop(options.name(), clockOf(options)) { reports.callbackFailed("a turn", it) }
    private val root = RootScope(engine, reports::taskFailed)
    val carrier: BodyCarrier = Carriers.choose(options, engine)
    val offload = OffloadThreads(engine, options.context(), options.offloadLimit())

    /** For Java bodies that coroutines which are no tasks of ours call. */
    val foreignCalls = OffloadThreads(engine, options.context(), OffloadThreads.UNLIMITED)
    val clock: LoopClock = options.clock()
    val closeTimeout: Duration = options.closeTimeout()
    private val ending = LoopEnding(this, root, closeTimeout)

    val watch = LoopWatch(this)
    val instruments = Instruments(engine, options.instruments())

    init {
        engine.face = this
        engine.watcher = watch
        engine.host = options.host()
        engine.stallAfter = options.stallAfter().saturatedNanos()
        engine.shuffle = options.seed()?.let(::Shuffle)
    }

    // ---- tasks

    override fun <T> start(body: ScopeBody<T, *>): Task<T> = startTask(null, body)

    override fun <T> start(name: String, body: ScopeBody<T, *>): Task<T> = startTask(named(name), body)

    fun <T> startTask(name: String?, body: ScopeBody<T, *>, deadline: Long? = null): TaskAdapter<T> {
        notNull(body, "body")
        checkOpen()
        val code = Callable { inNewScope(name ?: "scope", body) }
        return forkIntoRoot(
            BodyTask(root, root, name, CreationSite.find(), carrier, ownDeadline = deadline, code = code)
        )
    }

    /** A task that the caller waits for: it has no more time than the caller has. */
    private fun <T> startOwned(name: String?, body: ScopeBody<T, *>): ScopeTask<T> {
        val limit = currentDeadline()
        val left = limit.remaining().toNanos().coerceAtMost(CoreLoop.FAR)
        return startTask(name, body, if (limit.isNone) null else engine.clock.nanoTime() + left).task
    }

    /** The root is cancelled when the loop closes, maybe just now. */
    private fun <T> forkIntoRoot(task: ScopeTask<T>): TaskAdapter<T> =
        try {
            forkInto(root, task)
        } catch (tooLate: CancellationException) {
            throw closed()
        } catch (tooLate: IllegalStateException) {
            throw closed()
        }

    /** The face is made before anybody can ask for it: it is the same for all. */
    fun <T> forkInto(scope: TaskScope, task: ScopeTask<T>): TaskAdapter<T> =
        TaskAdapter.of(task, this).also { scope.fork(task) }

    /** On the thread of a task's body. */
    @Suppress("UNCHECKED_CAST")
    fun <T> inNewScope(name: String, body: ScopeBody<T, *>): T =
        (Place.current() as BodyPlace).inScope(this, name, body = body::run) as T

    /** The handler of failures that are nobody's. */
    fun report(task: ScopeTask<*>, failure: Throwable): Unit = reports.taskFailed(task, failure)

    override fun <T, X : Throwable> run(body: ScopeBody<T, X>): T {
        checkCancelled(waitingPlace("EventLoop.run"))
        return joinOwned(startOwned(null, body), "EventLoop.run")
    }

    /** Waits for a task that belongs to the waiter: it is cancelled with it, and waited for all the same. */
    fun <T> joinOwned(task: ScopeTask<T>, operation: String): T {
        val place = waitingPlace(operation)
        // not looked up later: by then the place may be another body's, or nobody's
        val node = nodeAt(place)
        val end =
            elsewhere(place.takeUnless { it?.loop === task.loop }) {
                awaitOwned(operation, task) {
                    task.cancel(node?.cancellation ?: Cancellation(task.toString(), "its waiter was interrupted"))
                }
            }
        task.seen()
        return asItIs(end)
    }

    /** As [report], unless somebody sees the failure in time. */
    fun reportUnlessSeen(through: Any, failure: Throwable, task: String, site: StackTraceElement?): UnseenFailure =
        root.watch(through, failure, task, site)

    val isDebugged: Boolean = options.debug()

    /** The line that starts a task, where that is worth its price. */
    fun site(): StackTraceElement? = if (isDebugged) CreationSite.find() else null

    /** Begins a task that is nobody's child: whoever made it waits for it. */
    fun <T> begin(task: ScopeTask<T>): ScopeTask<T> = task.also {
        it.parent!!.adopt(it)
        it.started()
        engine.execute(it)
    }

    /** Above everything of this loop. */
    val top: CancelNode<*>
        get() = root

    // ---- callbacks

    override fun execute(callback: Runnable) {
        notNull(callback, "callback")
        checkOpen()
        engine.execute(Callback(callback))
    }

    override fun schedule(delay: Duration, callback: Runnable): Handle {
        val nanos = notNegative(delay, "delay").saturatedNanos()
        notNull(callback, "callback")
        checkOpen()
        return HandleAdapter(engine.schedule(nanos, Callback(callback)))
    }

    override fun scheduleAt(nanoTime: Long, callback: Runnable): Handle {
        notNull(callback, "callback")
        checkOpen()
        return HandleAdapter(engine.scheduleAt(nanoTime, Callback(callback)))
    }

    private inner class Callback(private val code: Runnable) : InOrder {
        private val site = site()

        override fun run() {
            try {
                code.run()
            } catch (failure: Throwable) {
                reports.callbackFailed("a callback", failure, site)
            }
        }
    }

    /** For callbacks of tasks, which come also when the loop is closing. */
    fun callback(what: () -> String, action: () -> Unit) {
        engine.execute(
            InOrder {
                try {
                    action()
                } catch (failure: Throwable) {
                    reports.callbackFailed(what(), failure)
                }
            }
        )
    }

    // ---- life cycle

    fun openOnOwnThread(): LoopAdapter = apply {
        if (!isShared) site()?.let { DebugWatch.opened(this, it) }
        ending.runOnOwnThread(isDaemon = isShared)
    }

    fun <T> runHere(body: ScopeBody<T, *>): T = ending.runHere(startOwned("main", body))

    fun <T> runOnOwnThread(body: ScopeBody<T, *>): T =
        openOnOwnThread().use {
            val main = startOwned("main", body)
            ending.shutdownHook(main).use { joinOwned(main, "Catenary.run") }
        }

    fun checkOpen() {
        if (ending.isClosed) throw closed()
    }

    fun closed() =
        IllegalStateException("event loop '${options.name()}' is closed: open another one, or start this earlier")

    /** Why what the loop measures the time for is cancelled. */
    fun endInWords(): String = "$engine was closed"

    override fun close() {
        check(!isShared) { "event loop '${options.name()}' is shared by all: it is not to be closed" }
        ending.close()
    }

    override fun isClosed(): Boolean = ending.isClosed

    override fun nanoTime(): Long = engine.clock.nanoTime()

    override fun name(): String = options.name()

    override fun carrier(): Carrier = carrier.kind

    override fun toString(): String =
        "event loop '${options.name()}', ${root.children.size} tasks${if (isClosed) ", closed" else ""}"

    private class HandleAdapter(private val timer: Timer) : Handle {
        override fun cancel(): Boolean = timer.cancel()

        override fun isCancelled(): Boolean = timer.isCancelled
    }

    private class ClockAdapter(private val clock: LoopClock) : Clock {
        override fun nanoTime(): Long = clock.nanoTime()

        override fun idle(nanos: Long, quiet: Boolean): Long = clock.idle(nanos, quiet)
    }

    companion object {
        /** The engine tells real time by its own clock. */
        private fun clockOf(options: LoopOptions): Clock =
            if (options.clock() === LoopClock.system()) Clock.System else ClockAdapter(options.clock())

        /** The loop whose turn the calling thread has. */
        fun current(): LoopAdapter? = Place.current()?.loop?.face as LoopAdapter?
    }
}
