package dev.catenary.bridge

import dev.catenary.Completions
import dev.catenary.Task
import dev.catenary.core.wait.SpinLock
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.Waiter
import dev.catenary.core.wait.locked
import java.util.concurrent.TimeoutException
import kotlin.coroutines.Continuation

/** Tasks in the order of their ends. Each end costs one step, however many tasks there are. */
internal class Ends<T> : SpinLock(), Completions<T> {
    // guarded by the lock
    private val ended = ArrayDeque<TaskFace<T>>()
    private val waiters = WaitQueue<TaskFace<T>?>(this)
    private val watched = HashMap<TaskFace<T>, Waiter<Any?>>()

    /** Each task once, also if it was given before. */
    fun watch(task: TaskFace<T>) {
        val waiter = whenEnded { ended(task) }
        if (locked { watched.putIfAbsent(task, waiter) } == null) task.core.onEnd(waiter)
    }

    private fun ended(task: TaskFace<T>) {
        val waiter = locked {
            if (watched.remove(task) == null) return
            waiters.poll()
                ?: run {
                    ended.addLast(task)
                    null
                }
        }
        waiter?.resume(task)
        if (locked { ended.isEmpty() && watched.isEmpty() }) close()
    }

    override fun hasNext(): Boolean = locked { ended.isNotEmpty() || watched.isNotEmpty() }

    override fun next(): Task<T> =
        blocking<TaskFace<T>?>("Completions.next") { nextCall(this, it) } ?: throw exhausted()

    /** Null if none has ended when [nanos] have passed. */
    fun nextWithin(nanos: Long): TaskFace<T>? =
        try {
            blockingFor<TaskFace<T>?>(nanos, "Completions.next", { "no task ended" }) { nextCall(this, it) }
        } catch (none: TimeoutException) {
            null
        }

    private suspend fun take(): TaskFace<T>? = waiters.await {
        ended.removeFirstOrNull() ?: if (watched.isEmpty()) null else WaitQueue.NOT_NOW
    }

    override fun close() {
        val forgotten = ArrayList<Pair<TaskFace<T>, Waiter<Any?>>>()
        val waiting = ArrayList<Waiter<TaskFace<T>?>>()
        locked {
            watched.forEach { (task, waiter) -> forgotten.add(task to waiter) }
            watched.clear()
            ended.clear()
            while (true) waiting.add(waiters.poll() ?: break)
        }
        forgotten.forEach { (task, waiter) -> task.core.forget(waiter) }
        waiting.forEach { it.resume(null) }
    }

    private fun exhausted() = NoSuchElementException("all tasks have been given, or the completions are closed")

    private companion object {
        @Suppress("UNCHECKED_CAST") private val take = Ends<*>::take as (Ends<*>, Continuation<*>) -> Any?

        fun nextCall(ends: Ends<*>, continuation: Continuation<*>): Any? = take.invoke(ends, continuation)
    }
}
