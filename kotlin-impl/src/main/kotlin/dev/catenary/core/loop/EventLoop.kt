package dev.catenary.core.loop

import java.util.ArrayDeque
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.Executor
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicLongArray
import java.util.concurrent.locks.LockSupport
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Delay
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.InternalCoroutinesApi
import kotlinx.coroutines.disposeOnCancellation

/**
 * Runs what it is given one piece at a time: each piece is a turn.
 *
 * Idea. Whoever has the turn owns the plain fields: the queue of what is ready, the timers, the budget. Strangers put
 * their work into the inbox and wake the loop if it rests. A round takes in the inbox and the timers that are due, then
 * runs what was ready by then, [ROUND] turns at the most; what these turns make ready waits for the next round. So
 * neither timers nor strangers starve, and a callback that gives the loop a callback does not keep it for itself.
 *
 * Rest. The loop says that it rests, looks into the inbox once more, and rests; a stranger puts its work into the inbox
 * and then looks whether the loop rests. One of the two sees the other.
 *
 * Chance. Under a seed, the tasks that begin or go on in a round do so in an order drawn by lot: see [Shuffle].
 *
 * Afterlife. What still comes when the loop has stopped (a body that was stuck and goes on, a coroutine that unwinds
 * late) is run by a short-lived thread, one at a time, so that the law of turns holds to the last.
 */
@OptIn(InternalCoroutinesApi::class, ExperimentalCoroutinesApi::class)
public class EventLoop(
    public val name: String,
    public val clock: Clock = Clock.System,
    private val idle: IdleWait = ParkedThread(),
    /** What a turn threw. Must not throw. */
    private val failures: (Throwable) -> Unit,
) : CoroutineDispatcher(), Delay, Executor {
    /** Set before the loop runs. */
    public var hooks: TurnHooks? = null

    /** Told of tasks; null for nobody. Any thread may change it. */
    @Volatile @JvmField public var observer: TaskObserver? = null

    /** Told by the [Watchdog]. Set before the loop runs. */
    public var watcher: LoopWatcher? = null

    /** How long a turn may go on before the watcher is told, in nanoseconds. Set before the loop runs. */
    public var stallAfter: Long = Long.MAX_VALUE

    /** The order of each round; null for that in which things became ready. Set before the loop runs. */
    public var shuffle: Shuffle? = null

    /** What to do when the loop's thread is interrupted; called on that thread, maybe in the middle of a turn. */
    public var onInterrupt: Runnable? = null

    /** Runs the rounds, one at a time, on a thread of its own; null for the loop's. Set before the loop runs. */
    @Volatile public var host: Executor? = null

    /** The thread of the host, once it has run a round. */
    @Volatile private var hostThread: Thread? = null

    /** The loop's own thread, while a host runs its rounds. */
    @Volatile private var lender: Thread? = null

    /** What this loop is shown as to the other language; the same object each time. Set before the loop runs. */
    public var face: Any? = null

    // whoever has the turn
    private val ready = ArrayDeque<Runnable>()
    private val timers = TimerHeap()
    private var budget = 0
    private var turn: Runnable = NOTHING
    private val place = Place.OfLoop(this)

    /**
     * The number of the task whose turn it is, where that is known; else 0. Read by the watchdog, which takes what it
     * sees. A number, since to write a reference each turn costs a barrier of the collector.
     */
    @JvmField public var current: Long = 0

    /** The turns given so far. As [current]. */
    public var turns: Long = 0
        private set

    /**
     * What goes on besides turns: offloaded work, bodies that block in a call this library does not know. While there
     * is any, the loop is not quiet. Whoever has the turn.
     */
    @JvmField public var underWay: Int = 0

    // any thread
    private val inbox = ConcurrentLinkedQueue<Runnable>()
    @Volatile private var resting = false

    internal val isResting: Boolean
        get() = resting || thread == null

    @Volatile private var stopping = false
    @Volatile private var stopped = false
    private val late = AtomicBoolean()

    /** The thread that runs the loop; null before it runs and after it has stopped. */
    @Volatile
    public var thread: Thread? = null
        private set

    /** Whether the calling thread has the turn of this loop. */
    public val hasTurn: Boolean
        get() = Place.current().let { it != null && it.loop === this && !it.lost }

    /** The number of timers that wait. Whoever has the turn. */
    public val timersWaiting: Int
        get() = timers.size

    // ---- work in

    /** Makes [item] ready. It will run as a turn, after all that the calling thread made ready before. */
    override fun execute(item: Runnable) {
        if (hasTurn) ready.addLast(item) else executeFromOutside(item)
    }

    /** Makes [item] ready before all else, in this round. Whoever has the turn. */
    public fun executeFirst(item: Runnable) {
        ready.addFirst(item)
        budget++
    }

    /** As [execute], by a thread that is known not to have the turn. */
    public fun executeFromOutside(item: Runnable) {
        inbox.add(item)
        if (resting) idle.wake()
        if (stopped) runLate()
    }

    override fun dispatch(context: CoroutineContext, block: Runnable): Unit = execute(block)

    /** Runs [block] when [nanos] have passed; timers that are due together run in the order of these calls. */
    public fun schedule(nanos: Long, block: Runnable): Timer = scheduleAt(deadlineIn(nanos), block)

    private fun deadlineIn(nanos: Long) = clock.nanoTime() + nanos.coerceIn(0, FAR)

    /** Runs [block] at [nanoTime] of the clock. */
    public fun scheduleAt(nanoTime: Long, block: Runnable): Timer = Timer(this, nanoTime, block).also(::set)

    private fun set(timer: Timer) {
        val isDue = timer.deadline - clock.nanoTime() <= 0
        if (hasTurn) {
            if (isDue) addDue(timer) else timers.add(timer)
        } else executeFromOutside(if (isDue) timer else InOrder { if (!timer.isCancelled) timers.add(timer) })
    }

    /**
     * One that is due already keeps its place among what this thread gives to the loop, and after timers due before.
     */
    private fun addDue(timer: Timer) {
        if (timers.size > 0) fireTimers()
        ready.addLast(timer)
    }

    internal fun removeTimer(timer: Timer) {
        if (hasTurn) timers.remove(timer) else executeFromOutside(InOrder { timers.remove(timer) })
    }

    override fun scheduleResumeAfterDelay(timeMillis: Long, continuation: CancellableContinuation<Unit>) {
        val due = deadlineIn(TimeUnit.MILLISECONDS.toNanos(timeMillis))
        continuation.disposeOnCancellation(WakeUp(this, due, continuation).also(::set))
    }

    override fun invokeOnTimeout(timeMillis: Long, block: Runnable, context: CoroutineContext): DisposableHandle {
        return schedule(TimeUnit.MILLISECONDS.toNanos(timeMillis), block)
    }

    // ---- the thread

    /** Lets the loop be seen before its thread runs. */
    public fun announce(): Unit = Watchdog.enter(this)

    /** Runs the loop on the calling thread until [stop]; returns when nothing is ready any more. */
    public fun run() {
        check(thread == null && !stopped) { "event loop '$name' runs already or has run" }
        runHere()
        stopped = true
        if (inbox.isNotEmpty()) runLate()
    }

    /**
     * Makes the loop return from [run] once nothing is ready. Timers that wait are forgotten; those who are [Awaited]
     * are told. Any thread.
     */
    public fun stop() {
        stopping = true
        idle.wake()
    }

    private fun runHere() {
        thread = Thread.currentThread()
        val before = Place.move(place)
        Watchdog.enter(this)
        try {
            runUntilStopped()
            // once: code that sets another timer when it hears of the end does not keep the loop
            while (true) timers.poll()?.let { ready.addLast(Runnable(it::forget)) } ?: break
            runUntilStopped()
            generateSequence(timers::poll).toList().forEach(Timer::forget)
            timers.clear()
        } finally {
            Watchdog.leave(this)
            Place.move(before)
            thread = null
        }
    }

    private fun runUntilStopped() {
        while (true) {
            host?.let(::roundOn) ?: round()
            if (ready.isEmpty() && inbox.isEmpty()) if (stopping) break else rest()
        }
    }

    /**
     * The loop's thread lends its turns for a round, and rests until it has them back. A round is run by whoever claims
     * it: the host, or nobody, if the loop has to end without it.
     */
    private fun roundOn(host: Executor) {
        val own = Thread.currentThread()
        lender = own
        val isClaimed = AtomicBoolean()
        val isOver = AtomicBoolean()
        // until the host begins, the loop is not at work
        thread = null
        try {
            host.execute {
                try {
                    if (isClaimed.compareAndSet(false, true)) roundHere()
                } finally {
                    isOver.set(true)
                    LockSupport.unpark(own)
                }
            }
        } catch (refused: Throwable) {
            this.host = null
            thread = own
            return failures(refused)
        }
        while (!isOver.get()) {
            LockSupport.park(host)
            noticeInterrupt()
            if (this.host == null && isClaimed.compareAndSet(false, true)) break
        }
        thread = own
    }

    /** Goes on without the host, if that does not run what it has been given. Any thread. */
    public fun leaveHost() {
        host = null
        lender?.let(LockSupport::unpark)
    }

    /** Whether the calling thread is the one that runs the rounds for another. */
    public val isHostedHere: Boolean
        get() = host != null && hostThread === Thread.currentThread()

    private fun roundHere() {
        thread = Thread.currentThread()
        hostThread = thread
        val before = Place.move(place)
        try {
            round()
        } finally {
            Place.move(before)
        }
    }

    private fun round() {
        if (mark != 0L) takeMark()
        // bounded too: strangers may be faster than this loop
        for (item in 1..ROUND) ready.addLast(inbox.poll() ?: break)
        if (timers.size > 0) fireTimers()
        budget = minOf(ready.size, ROUND)
        shuffle?.first(budget, ready)
        while (budget > 0) {
            budget--
            runTurn(ready.pollFirst())
        }
    }

    private fun fireTimers() {
        val now = clock.nanoTime()
        while (true) {
            val next = timers.peek() ?: return
            if (next.deadline - now > 0) return
            ready.addLast(timers.poll())
        }
    }

    private fun runTurn(item: Runnable) {
        turn = item
        turns++
        hooks?.beforeTurn(item)
        try {
            item.run()
        } catch (failure: Throwable) {
            failures(failure)
        }
        hooks?.afterTurn(turn)
        current = 0
        // what it was that failed to leave it as it was
        if (place.task != null) place.task = null
        turn = NOTHING
    }

    /**
     * Ends the present turn and begins the next one on this thread, if that is one of [kind]: a thread that has run one
     * body to its end goes on with the next without a switch of threads.
     */
    public fun <R : Runnable> nextTurn(kind: Class<R>): R? {
        if (budget == 0 || !kind.isInstance(ready.peekFirst())) return null
        budget--
        hooks?.afterTurn(turn)
        val next = ready.pollFirst()
        turn = next
        turns++
        hooks?.beforeTurn(next)
        return kind.cast(next)
    }

    /**
     * Ends the present turn and begins the next one of the same, if there is nobody to have a turn between them; false
     * if there may be.
     */
    public fun goesOn(): Boolean {
        // the host may have work of its own
        if (host != null || ready.isNotEmpty() || inbox.isNotEmpty()) return false
        val next = timers.peek()
        if (next != null && next.deadline - clock.nanoTime() <= 0) return false
        if (mark != 0L) takeMark()
        hooks?.afterTurn(turn)
        turns++
        hooks?.beforeTurn(turn)
        return true
    }

    private fun rest() {
        val next = timers.peek()
        val nanos = if (next == null) Long.MAX_VALUE else maxOf(0, next.deadline - clock.nanoTime())
        val rest = if (nanos == 0L) 0L else askClock(nanos)
        if (rest <= 0L) return
        if (mark != 0L) takeMark()
        resting = true
        if (inbox.isEmpty() && !stopping) idle.await(rest)
        mark = 0L
        resting = false
        Watchdog.stirred()
        noticeInterrupt()
    }

    // ---- what the watchdog sees

    /** By the clock of this loop, and some ticks of the watchdog old at the most. */
    public val roughTime: Long
        get() = if (clock === Clock.System) Watchdog.time else clock.nanoTime()

    /** When the watchdog last looked, until the loop has begun a round since; else 0. */
    @Volatile private var mark = 0L

    /** How long a stranger's work had to wait, by [LAG_BOUNDS]. Written by the loop's thread. */
    private val lags = AtomicLongArray(LAG_BOUNDS.size + 1)

    /** The samples in each of the buckets that [LAG_BOUNDS] separates. */
    public val lagCounts: List<Long>
        get() = List(lags.length(), lags::get)

    private fun takeMark() {
        val lag = Clock.System.nanoTime() - mark
        mark = 0L
        var bucket = 0
        while (bucket < LAG_BOUNDS.size && lag >= LAG_BOUNDS[bucket]) bucket++
        lags.lazySet(bucket, lags.get(bucket) + 1)
    }

    // of the watchdog's thread
    private var turnsSeen = -1L
    private var sameTurnFor = 0L
    private var isStallTold = false

    /** By the numbers of tasks; written by the watchdog's thread. */
    private val sampled = ConcurrentHashMap<Long, Long>()

    /** For how long the task of that number has had the turn: by the samples of the watchdog. */
    public fun nanosOnLoop(task: Long): Long = sampled[task] ?: 0

    /** By the watchdog's thread: forgets the samples of all others. */
    public fun keepSamples(living: () -> Set<Long>) {
        if (sampled.size > MOST_SAMPLES) sampled.keys.retainAll(living())
    }

    /** By the watchdog: whether the loop is at work. */
    internal fun watch(now: Long, passed: Long): Boolean {
        if (isResting) {
            turnsSeen = -1
            return false
        }
        val task = current
        if (task != 0L) sampled.merge(task, passed, Long::plus)
        if (mark == 0L) mark = now
        if (turns != turnsSeen) {
            turnsSeen = turns
            sameTurnFor = 0
            isStallTold = false
        } else {
            sameTurnFor += passed
            if (sameTurnFor >= stallAfter && !isStallTold) tellStall()
        }
        return true
    }

    private fun tellStall() {
        isStallTold = true
        watcher?.stalled(sameTurnFor)
    }

    private fun askClock(nanos: Long): Long =
        try {
            clock.idle(nanos, quiet = underWay == 0)
        } catch (failure: Throwable) {
            failures(failure)
            nanos
        }

    /** Clears an interrupt of the loop's thread and passes it on. By whatever parks that thread. */
    public fun noticeInterrupt() {
        if (Thread.interrupted()) onInterrupt?.run()
    }

    private fun runLate() {
        if (!late.compareAndSet(false, true)) return
        val runner = Thread {
            runHere()
            late.set(false)
            if (inbox.isNotEmpty()) runLate()
        }
        runner.name = "$name-late"
        runner.isDaemon = true
        runner.start()
    }

    override fun toString(): String = "event loop '$name'"

    public companion object {
        /** The bound per round. */
        public const val ROUND: Int = 1024

        /** About 146 years: what a deadline may lie ahead without an overflow. */
        public const val FAR: Long = Long.MAX_VALUE / 2

        private val NOTHING = Runnable {}

        /** A loop whose rounds the calling thread runs, and which would stop if it waited. */
        @JvmStatic public fun hostedHere(): EventLoop? = Watchdog.all.find { it.isHostedHere }

        private const val MOST_SAMPLES = 10_000

        /** Nanoseconds: the upper bounds of the buckets of [lagCounts], but the last. */
        public val LAG_BOUNDS: LongArray =
            longArrayOf(
                10_000,
                100_000,
                1_000_000,
                3_000_000,
                10_000_000,
                30_000_000,
                100_000_000,
                300_000_000,
                1_000_000_000,
                3_000_000_000,
                10_000_000_000,
            )
    }
}
