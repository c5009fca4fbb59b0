package dev.catenary.bridge

import dev.catenary.Scope
import dev.catenary.Task
import dev.catenary.core.scope.CoroutineTask
import dev.catenary.kotlin.SuspendingCall
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionException
import java.util.concurrent.Executor
import java.util.concurrent.TimeoutException
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.TimeoutCancellationException

/** See [dev.catenary.kotlin.Suspend.call]. */
internal fun <T> callSuspending(body: SuspendingCall<T>): T {
    notNull(body, "body")
    waitingPlace("Suspend.call")
    try {
        return blocking("Suspend.call") { body.invoke(it) }
    } catch (interrupted: InterruptedException) {
        throw interrupted
    } catch (timeout: TimeoutCancellationException) {
        throw CompletionException(TimeoutException(timeout.message).apply { initCause(timeout) })
    } catch (cancelled: CancellationException) {
        checkCancelled(waitingPlace("Suspend.call"))
        throw cancelled
    } catch (failure: Throwable) {
        throw CompletionException(failure)
    }
}

/** See [dev.catenary.kotlin.Suspend.start]. */
internal fun <T> startSuspending(scope: Scope, body: SuspendingCall<T>): Task<T> {
    notNull(body, "body")
    return startCoroutine(scope, null) { suspendCoroutineUninterceptedOrReturn { k -> body.invoke(k) } }
}

/** Starts a Java body as a child of [scope], off its loop. */
internal fun <T> forkOn(executor: Executor, scope: Scope, body: Callable<T>): Task<T> {
    val adapter = unwrap(scope)
    val home = adapter.home
    val threads = ExecutorThreads(home, notNull(executor, "executor"))
    return home.forkInto(
        adapter.scope,
        OffloadTask(adapter.scope, adapter.scope, null, home.site(), threads, notNull(body, "body")),
    )
}

/** Starts a coroutine as a child of [scope]. */
internal fun <T> startCoroutine(scope: Scope, name: String?, block: suspend CoroutineScope.() -> T): Task<T> {
    val adapter = unwrap(scope)
    val task = CoroutineTask(adapter.scope, name, adapter.home.site(), adapter.home.carrier.dispatcher(), block)
    return adapter.home.forkInto(adapter.scope, task)
}
