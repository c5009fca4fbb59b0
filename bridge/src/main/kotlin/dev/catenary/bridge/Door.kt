package dev.catenary.bridge

import dev.catenary.core.wait.SpinLock
import dev.catenary.core.wait.WaitQueue
import dev.catenary.core.wait.locked
import kotlin.coroutines.Continuation

/** Lets in one at a time, in the order in which they came: for code of a user that may wait. */
internal class Door : SpinLock() {
    // guarded by the lock
    private var isTaken = false
    private val waiters = WaitQueue<Unit>(this)

    inline fun <R> through(operation: String, code: () -> R): R {
        blocking<Unit>(operation) { enterCall(this, it) }
        try {
            return code()
        } finally {
            leave()
        }
    }

    private suspend fun enter() = waiters.await { if (isTaken) WaitQueue.NOT_NOW else Unit.also { isTaken = true } }

    /** To the next, who finds it taken: nobody slips in between. */
    fun leave() {
        val next = locked { waiters.poll().also { if (it == null) isTaken = false } }
        next?.resume(Unit)
    }

    companion object {
        @Suppress("UNCHECKED_CAST") private val enter = Door::enter as (Door, Continuation<Unit>) -> Any?

        fun enterCall(door: Door, continuation: Continuation<Unit>): Any? = enter.invoke(door, continuation)
    }
}
