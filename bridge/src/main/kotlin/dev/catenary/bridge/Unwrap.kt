package dev.catenary.bridge

import dev.catenary.Event
import dev.catenary.Mutex
import dev.catenary.Receiver
import dev.catenary.Scope
import dev.catenary.Semaphore
import dev.catenary.Sender
import dev.catenary.Task
import dev.catenary.WorkQueue

// Objects of the API, back to what they are made of. Only our own can be: the engine must know what it
// waits for.

internal fun unwrap(scope: Scope?): ScopeAdapter =
    notNull(scope, "scope") as? ScopeAdapter ?: throw foreign("Scope", scope!!)

@Suppress("UNCHECKED_CAST")
internal fun <T> unwrap(task: Task<out T>?): TaskFace<T> =
    notNull(task, "task") as? TaskFace<T> ?: throw foreign("Task", task!!)

@Suppress("UNCHECKED_CAST")
internal fun <E : Any> unwrap(receiver: Receiver<E>?): ReceiverFace<E> =
    notNull(receiver, "receiver") as? ReceiverFace<E> ?: throw foreign("Receiver", receiver!!)

@Suppress("UNCHECKED_CAST")
internal fun <E : Any> unwrap(sender: Sender<E>?): SenderFace<E> =
    notNull(sender, "sender") as? SenderFace<E> ?: throw foreign("Sender", sender!!)

@Suppress("UNCHECKED_CAST")
internal fun <E : Any> unwrap(queue: WorkQueue<E>?): WorkQueueAdapter<E> =
    notNull(queue, "queue") as? WorkQueueAdapter<E> ?: throw foreign("WorkQueue", queue!!)

internal fun unwrap(mutex: Mutex?): MutexAdapter =
    notNull(mutex, "mutex") as? MutexAdapter ?: throw foreign("Mutex", mutex!!)

internal fun unwrap(semaphore: Semaphore?): SemaphoreAdapter =
    notNull(semaphore, "semaphore") as? SemaphoreAdapter ?: throw foreign("Semaphore", semaphore!!)

internal fun unwrap(event: Event?): EventAdapter =
    notNull(event, "event") as? EventAdapter ?: throw foreign("Event", event!!)

private fun foreign(type: String, value: Any) =
    IllegalArgumentException("not a $type of this engine but ${value.javaClass.name}: pass one that this library made")
