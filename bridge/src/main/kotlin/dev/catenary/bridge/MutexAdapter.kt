package dev.catenary.bridge

import dev.catenary.Condition
import dev.catenary.Held
import dev.catenary.Mutex
import dev.catenary.Task
import dev.catenary.core.sync.FairCondition
import dev.catenary.core.sync.FairMutex
import dev.catenary.core.sync.asynchronousOwner
import dev.catenary.core.sync.currentOwner
import dev.catenary.core.sync.described
import dev.catenary.core.wait.Case
import java.util.Optional
import java.util.concurrent.CancellationException
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater
import java.util.function.BooleanSupplier

/** Gives back what was acquired, once. */
internal class HeldOnce(private val release: () -> Unit) : Held {
    @Volatile private var state = HELD

    /** One that was refused can be tried again. */
    override fun close() {
        if (!STATE.compareAndSet(this, HELD, GIVEN_BACK)) return
        try {
            release()
        } catch (refused: IllegalStateException) {
            state = HELD
            throw refused
        }
    }

    private companion object {
        const val HELD = 0
        const val GIVEN_BACK = 1
        private val STATE = AtomicIntegerFieldUpdater.newUpdater(HeldOnce::class.java, "state")
    }
}

/** The Java face of a mutex. */
internal class MutexAdapter(private val core: FairMutex) : Mutex {
    private val conditions = AtomicInteger()

    override fun acquire(): Held {
        val owner = currentOwner()
        operate<Unit>("Mutex.acquire", { core.tryAcquire(owner) }) { acquire(core, owner, it) }
        return held()
    }

    override fun acquireAsync(): Task<Held> {
        val owner = asynchronousOwner()
        return operateAsync("Mutex.acquire", { core.tryAcquire(owner) }, { held(owner) }) { acquire(core, owner, it) }
    }

    override fun tryAcquire(): Optional<Held> = ifHappened<Any>(core.tryAcquire(currentOwner())).map { held() }

    /** Given back on behalf of the same owner, on whatever thread. */
    suspend fun acquireSuspending(owner: Any): Held {
        asItIs<Unit>(core.acquire(owner))
        return held(owner)
    }

    fun acquiring(owner: Any): Case = core.acquiring(owner)

    /** For code of the owner only. */
    private fun held(): Held = HeldOnce(::release)

    /** For whoever is given it, such as a callback. */
    fun held(owner: Any): Held = HeldOnce { core.release(owner) }

    override fun release(): Unit = core.release(currentOwner())

    override fun newCondition(): Condition = newCondition("${core.name}-condition-${conditions.incrementAndGet()}")

    override fun newCondition(name: String): Condition = ConditionAdapter(FairCondition(core, named(name)))

    override fun name(): String = core.name

    override fun stats(): Mutex.Stats = statsOf(core)

    override fun toString(): String =
        if (core.isBroken) "$core, broken"
        else
            core.heldBy.let {
                "$core, ${if (it == null) "free" else "held by ${described(it)}"}, ${core.waiting} waiting"
            }

    private companion object {
        val acquire = compiledOf1<FairMutex, Any>(FairMutex::acquire)
    }
}

/** The Java face of a condition. */
internal class ConditionAdapter(val core: FairCondition) : Condition {
    override fun await() {
        val owner = currentOwner()
        operate<Unit>("Condition.await", never) { await(core, owner, it) }
    }

    override fun await(predicate: BooleanSupplier) {
        notNull(predicate, "predicate")
        checkCancelled(waitingPlace("Condition.await"))
        until(currentOwner(), predicate::getAsBoolean) { await() }
    }

    suspend fun awaitSuspending(owner: Any, predicate: () -> Boolean) {
        until(owner, predicate) { asItIs<Unit>(core.await(owner)) }
    }

    /** A signal that was not what this one waited for may be what the next one does. */
    private inline fun until(owner: Any, predicate: () -> Boolean, wait: () -> Unit) {
        core.checkHeld(owner, "await")
        var signalled = false
        try {
            while (!predicate()) {
                wait()
                signalled = true
            }
        } catch (cancelled: Exception) {
            val isCancel = cancelled is InterruptedException || cancelled is CancellationException
            if (isCancel && signalled && core.mutex.heldBy === owner) core.signal(owner, 1)
            throw cancelled
        }
    }

    override fun signal(): Unit = signal(1)

    override fun signal(count: Int) {
        core.signal(currentOwner(), atLeast(0, count, "count"))
    }

    override fun signalAll(): Unit = signal(Int.MAX_VALUE)

    override fun name(): String = core.name

    override fun waiting(): Int = core.waiting

    override fun stats(): Condition.Stats = Condition.Stats(core.waiting, statsOf(core.mutex))

    override fun toString(): String = "$core of ${core.mutex}, ${core.waiting} waiting"

    private companion object {
        val await = compiledOf1<FairCondition, Any>(FairCondition::await)
    }
}

private fun statsOf(mutex: FairMutex): Mutex.Stats {
    val holder = mutex.heldBy
    return Mutex.Stats(holder != null, Optional.ofNullable(holder).map(::described), mutex.waiting, mutex.isBroken)
}
