package dev.catenary.core.scope

import dev.catenary.core.loop.EventLoop
import dev.catenary.core.loop.Place
import dev.catenary.core.loop.TurnTaker
import dev.catenary.core.wait.CancellableWait
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.locked
import java.util.concurrent.atomic.AtomicLong

/** The task whose code the calling thread runs: on the task's loop or, for offloaded code, off it. */
public fun currentTask(): ScopeTask<*>? = Place.current()?.task as ScopeTask<*>?

/** What a task must give back before it ends. */
internal interface Held {
    /** It did not. */
    fun holderEnded(holder: Any)
}

/**
 * A task: a child of a scope, or of another node that waits for it. What runs in it is up to the subclass: [begin]
 * starts it, and whoever runs it calls [end] with the outcome.
 */
public abstract class ScopeTask<T>(
    /** The scope that counts the task; null if the code that made it waits for it by itself. */
    public val scope: TaskScope?,
    parent: CancelNode<*>,
    name: String?,
    /** The line of user code that started the task, where it is known. */
    public val site: StackTraceElement?,
) : CancelNode<T>(parent, name), Runnable, TurnTaker {
    override val id: Long = nextId()

    public open val loop: EventLoop
        get() = scope!!.loop

    override fun defaultName(): String = "task-$id"

    /** The values of task locals; only code of the task touches it, in its turn. */
    @JvmField public var locals: Map<Any, Any> = currentTask()?.locals ?: emptyMap()

    /** A failure that nobody may have seen yet; only of a task whose failure is no other scope's matter. */
    @Volatile public var unseen: UnseenFailure? = null

    /** Of a task that no scope counts: told of its failure before anybody can see it. */
    @JvmField public var failedAlone: ((Throwable) -> Unit)? = null

    // ---- the body

    /** The turn in which the task begins; one that has been cancelled before does not. */
    override fun run() {
        val cause = cancellation
        if (cause != null) end(Ending.Cancelled(cause))
        else
            try {
                begin()
            } catch (failure: Throwable) {
                endThrown(failure)
            }
    }

    protected abstract fun begin()

    /** Interrupts what the task does, if it has begun. Any thread, with no lock held. */
    protected abstract fun interrupt()

    override fun onCancelled(cause: Cancellation): Unit = interruptIn(this)

    /** By the task itself, or by a scope that its body has opened. */
    public open fun interruptIn(node: CancelNode<*>): Unit = interrupt()

    // ---- what others see of it: written in its turns, as a rule, and read by anybody, who takes what he sees

    /** When it was started, by its loop's rough time. */
    public var startedAt: Long = 0
        private set

    /** How often it has got the turn. */
    public var turns: Int = 0
        private set

    /** The operation in which it waits; null while it does not. */
    public open val operation: String?
        get() = waitsIn?.let { "a suspending function" }

    /** Since when it waits, by its loop's rough time. */
    public var waitsSince: Long = 0
        private set

    /** The wait it is in, where that is one of ours. */
    public open val waitsIn: CancellableWait?
        get() = null

    /** The same, if the task as a whole waits in it, and not only some coroutine of it. */
    public open val waitsWhollyIn: CancellableWait?
        get() = waitsIn

    /** Whether that ends by itself. */
    public open val waitsForTime: Boolean
        get() = waitsIn?.isTimed ?: false

    /** The innermost scope its body is in, or the task itself. */
    public open val innermost: CancelNode<*>
        get() = this

    /** By whoever hands it to the loop. */
    public fun started() {
        startedAt = loop.roughTime
        loop.observer?.spawned(this)
    }

    /** In its turn, which begins. */
    public fun turnBegins() {
        turns++
        val home = loop
        home.current = id
        home.observer?.turnBegan(this)
    }

    public fun turnEnds() {
        val home = loop
        home.current = 0
        home.observer?.turnEnded(this)
    }

    /** Before anybody can see that it waits. */
    public fun dateWait() {
        waitsSince = loop.roughTime
    }

    public fun waitBegins(operation: String) {
        loop.observer?.waitBegan(this, operation)
    }

    public fun waitEnds() {
        loop.observer?.waitEnded(this)
    }

    /** Without itself it does not end. */
    override val holders: List<Any>
        get() = listOf(this)

    // ---- the end

    /** The failure with which the task will end, when it has reached the scope. Guarded by the lock. */
    private var failing: Ending.Failed? = null

    /** A failure reaches the scope before anybody can see the task failed, and is not touched by what that cancels. */
    override fun end(ending: Any?): Boolean {
        if (ending !is Ending.Failed) return endAndLeave(ending)
        if (!claim(ending)) return false
        try {
            if (scope == null) failedAlone?.invoke(ending.cause)
            else if (failsScope()) scope.childFailed(this, ending.cause)
        } finally {
            endAndLeave(ending)
        }
        return true
    }

    override fun onUnheard(ending: Any?) {
        if (ending !is Ending.Failed || !failsScope()) return
        if (locked { !isUnheard.also { isUnheard = true } }) scope?.childFailedUnheard(this, ending.cause)
    }

    /** Guarded by the lock. */
    private var isUnheard = false

    /** Whatever a waiter throws, the scope hears of the end. */
    private fun endAndLeave(ending: Any?): Boolean {
        val first =
            try {
                super.end(ending)
            } catch (thrown: Throwable) {
                leave()
                throw thrown
            }
        if (first) {
            leave()
            loop.observer?.ended(this, ended)
        }
        return first
    }

    private fun leave() {
        breakHeld()
        if (scope != null) scope.childEnded(this) else parent!!.release(this)
    }

    // ---- what it holds

    // guarded by the lock: most hold one thing at a time
    private var holds: Held? = null
    private var alsoHolds: ArrayList<Held>? = null

    /** False if the task has ended, and can hold nothing any more. */
    internal fun hold(what: Held): Boolean = locked {
        if (isEnded) return false
        if (holds == null) holds = what else (alsoHolds ?: ArrayList<Held>(2).also { alsoHolds = it }).add(what)
        true
    }

    internal fun letGo(what: Held) {
        locked { if (holds === what) holds = null else alsoHolds?.run { removeAt(lastIndexOf(what)) } }
    }

    /** Nothing is added any more. */
    private fun breakHeld() {
        if (holds == null && alsoHolds == null) return
        while (true) (locked { takeHeld() } ?: return).holderEnded(this)
    }

    private fun takeHeld(): Held? {
        val first = holds
        holds = null
        return first ?: alsoHolds?.removeFirstOrNull()
    }

    private fun claim(failure: Ending.Failed): Boolean = locked {
        val first = failing == null && !isEnded
        if (first) failing = failure
        first
    }

    override fun mayEnd(ending: Any?): Boolean = failing == null || failing === ending

    override val isEnding: Boolean
        get() = failing != null

    /** Whether a failure is the scope's, or goes to somebody who waits for it. */
    protected open fun failsScope(): Boolean = true

    /**
     * A task that has been cancelled ends cancelled, for the reason it was given, unless it failed: of a cancel and a
     * value either the one or the other wins, whole.
     */
    override fun outcome(ending: Any?): Any? {
        val cause = cancellation
        return if (cause != null && ending !is Ending.Failed) Ending.Cancelled(cause) else ending
    }

    /** Ends the task with what its body threw, read by the one rule that tells a cancel from a failure. */
    public fun endThrown(thrown: Throwable): Boolean {
        val cause = cancellation
        val failure = if (cause != null) thrown.failure() else thrown
        return end(if (failure == null) Ending.Cancelled(cause!!) else Ending.Failed(failure))
    }

    /** Somebody has seen how the task ended. False if a failure had been seen, or reported, before. */
    public fun seen(): Boolean = unseen?.seen() ?: true

    /** One who was told how the task ended has not seen it. */
    public fun unheard(): Unit = onUnheard(ended)

    override fun onJobFailed(cause: Throwable) {
        cancel(Cancellation(toString(), "a coroutine failed: ${cause.inWords()}", cause))
    }

    override fun toString(): String = "task '$name'"

    public companion object {
        private val IDS = AtomicLong()

        /** A number no other task has. */
        @JvmStatic public fun nextId(): Long = IDS.incrementAndGet()
    }
}
