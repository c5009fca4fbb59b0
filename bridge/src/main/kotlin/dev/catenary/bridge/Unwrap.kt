package dev.catenary.bridge

import dev.catenary.Barrier
import dev.catenary.Condition
import dev.catenary.Event
import dev.catenary.EventLoop
import dev.catenary.Latch
import dev.catenary.Limiter
import dev.catenary.Mutex
import dev.catenary.RateLimiter
import dev.catenary.ReadWriteMutex
import dev.catenary.Receiver
import dev.catenary.Scope
import dev.catenary.Select
import dev.catenary.Semaphore
import dev.catenary.Sender
import dev.catenary.Task
import dev.catenary.WaitQueue
import dev.catenary.WorkQueue

// Objects of the API, back to what they are made of. Only our own can be: the engine must know what it
// waits for.

internal fun unwrap(loop: EventLoop?): LoopAdapter = own(loop, "EventLoop")

internal fun unwrap(scope: Scope?): ScopeAdapter = own(scope, "Scope")

internal fun <T> unwrap(task: Task<out T>?): TaskFace<T> = own(task, "Task")

internal fun <E : Any> unwrap(receiver: Receiver<E>?): ReceiverFace<E> = own(receiver, "Receiver")

internal fun <E : Any> unwrap(sender: Sender<E>?): SenderFace<E> = own(sender, "Sender")

internal fun <E : Any> suspendingSource(receiver: Receiver<E>?): SuspendingSource<E> = own(receiver, "Receiver")

internal fun <E : Any> suspendingTarget(sender: Sender<E>?): SuspendingTarget<E> = own(sender, "Sender")

internal fun <E : Any> unwrap(queue: WorkQueue<E>?): WorkQueueAdapter<E> = own(queue, "WorkQueue")

internal fun <R> unwrap(select: Select<R>?): SelectAdapter<R> = own(select, "Select")

internal fun unwrap(mutex: Mutex?): MutexAdapter = own(mutex, "Mutex")

internal fun unwrap(condition: Condition?): ConditionAdapter = own(condition, "Condition")

internal fun unwrap(semaphore: Semaphore?): SemaphoreAdapter = own(semaphore, "Semaphore")

internal fun unwrap(limiter: Limiter?): LimiterAdapter = own(limiter, "Limiter")

internal fun unwrap(mutex: ReadWriteMutex?): ReadWriteMutexAdapter = own(mutex, "ReadWriteMutex")

internal fun unwrap(event: Event?): EventAdapter = own(event, "Event")

internal fun unwrap(latch: Latch?): LatchAdapter = own(latch, "Latch")

internal fun unwrap(barrier: Barrier?): BarrierAdapter = own(barrier, "Barrier")

internal fun unwrap(limiter: RateLimiter?): RateLimiterAdapter = own(limiter, "RateLimiter")

internal fun <T> unwrap(queue: WaitQueue<T>?): WaitQueueAdapter<T> = own(queue, "WaitQueue")

/** What stands for an object of kotlinx. */
internal interface Foreign

private inline fun <reified A : Any> own(value: Any?, type: String): A {
    notNull(value, type.replaceFirstChar(Char::lowercase))
    return value as? A
        ?: throw IllegalArgumentException(
            if (value is Foreign)
                "a $type of kotlinx can't be a case of a selection, which takes the locks of all its cases: hand on to one of" +
                    " this library what comes from it, or use kotlinx's select"
            else
                "not ${if (type[0] in "AEIOU") "an" else "a"} $type of this engine but ${value!!.javaClass.name}: pass one that this library made"
        )
}
