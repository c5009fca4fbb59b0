package dev.catenary.kotlin

import dev.catenary.Scope
import dev.catenary.Task
import dev.catenary.bridge.callSuspending
import dev.catenary.bridge.implementSuspending
import dev.catenary.bridge.implementWithStage
import dev.catenary.bridge.startSuspending
import java.util.concurrent.Callable
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation

/** A call of a suspending function, written with its continuation: `k -> service.findUser(42, k)`. */
public fun interface SuspendingCall<T> {
    /** What the suspending function returns: a value, or the mark that it has suspended. */
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

    /**
     * Answers a call of a suspending function by a Java body, which may wait and may block: `return
     * Suspend.implement(k, () -> repository.load(id))`.
     *
     * Called by a coroutine of a task, the body is a Java body of the same loop, inherits the task's locals and
     * deadline, and takes turns with all others; called by any other coroutine, it runs on a thread of its own. A
     * cancel of the caller interrupts the body, and the caller goes on when that has unwound. What the body throws
     * arrives as it is.
     *
     * @return what the function has to return: a value, or the mark that it has suspended
     */
    @JvmStatic public fun <T> implement(k: Continuation<T>, body: Callable<T>): Any? = implementSuspending(k, body)

    /** As [implement], by a stage, which the body must give without waiting. A cancel of the caller cancels it. */
    @JvmStatic
    public fun <T> implementStage(k: Continuation<T>, body: Callable<out CompletionStage<T>>): Any? =
        implementWithStage(k, body)
}
