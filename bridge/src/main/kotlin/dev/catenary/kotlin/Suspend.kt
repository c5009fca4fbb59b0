package dev.catenary.kotlin

import dev.catenary.Scope
import dev.catenary.Task
import dev.catenary.bridge.callSuspending
import dev.catenary.bridge.startSuspending
import kotlin.coroutines.Continuation

/** A call of a suspending function, written with its continuation: `k -> service.findUser(42, k)`. */
public fun interface SuspendingCall<T> {
    @Throws(Throwable::class) public fun invoke(k: Continuation<T>): Any?
}

/** Kotlin's suspending functions, untouched, for Java callers. */
public object Suspend {
    /**
     * Calls a suspending function and waits for it right here. A function that need not suspend costs a call; else the
     * caller gives up its turn, or parks if it is no task's thread.
     *
     * A failure arrives as from [Task.join]. Cancelling or interrupting the caller cancels the function, which is
     * waited for, and throws [InterruptedException].
     */
    @JvmStatic
    @Throws(InterruptedException::class)
    public fun <T> call(body: SuspendingCall<T>): T = callSuspending(body)

    /** Calls a suspending function in a coroutine of [scope], on its loop: a child like any other. */
    @JvmStatic public fun <T> start(scope: Scope, body: SuspendingCall<T>): Task<T> = startSuspending(scope, body)
}
