package dev.catenary.bridge

import dev.catenary.BrokenException
import dev.catenary.ChannelClosedException
import dev.catenary.Outcome
import dev.catenary.core.channel.Closed
import dev.catenary.core.scope.Cancellation
import dev.catenary.core.sync.Broken
import dev.catenary.core.wait.Ending
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import java.util.concurrent.ExecutionException
import java.util.concurrent.Future

// How an end crosses the border, in every direction. Three ends, never confused: see law 3.

/** What `join()` gives: the value, or the failure wrapped as the JDK wraps it. */
@Suppress("UNCHECKED_CAST")
internal fun <T> joined(ending: Any?): T =
    when (ending) {
        is Ending.Failed -> throw CompletionException(ending.cause)
        is Ending.Cancelled -> throw met(ending.cause)
        else -> ending as T
    }

/** What `get()` gives. */
@Suppress("UNCHECKED_CAST")
internal fun <T> got(ending: Any?): T =
    when (ending) {
        is Ending.Failed -> throw ExecutionException(ending.cause)
        is Ending.Cancelled -> throw met(ending.cause)
        else -> ending as T
    }

/** What a call on behalf of the caller gives: the failure as it is. */
@Suppress("UNCHECKED_CAST")
internal fun <T> asItIs(ending: Any?): T =
    when (ending) {
        is Ending.Failed -> throw inJava(ending.cause)
        is Ending.Cancelled -> throw met(ending.cause)
        else -> ending as T
    }

/** An ending of a primitive, with the exceptions of the Java API. */
internal fun inJava(ending: Ending): Ending =
    if (ending is Ending.Failed) Ending.Failed(inJava(ending.cause)) else ending

/** Each thrower has an exception of its own, of the Java API. */
internal fun inJava(failure: Throwable): Throwable =
    when (failure) {
        is Closed -> ChannelClosedException(failure.message!!, failure.cause)
        is Broken -> BrokenException(failure.message!!)
        else -> failure
    }

@Suppress("UNCHECKED_CAST")
internal fun <T> outcome(ending: Any?): Outcome<T> =
    when (ending) {
        is Ending.Failed -> Outcome.Failure(ending.cause)
        is Ending.Cancelled -> Outcome.Cancelled(ending.cause)
        else -> Outcome.Success(ending as T)
    }

/** The end of a stage. Dependent stages wrap what failed, also a cancellation of the stage they depend on. */
internal fun endingOf(value: Any?, failure: Throwable?): Any? {
    val cause = if (failure is CompletionException) failure.cause ?: failure else failure
    return when (cause) {
        null -> value
        is CancellationException -> Ending.Cancelled(cause)
        else -> Ending.Failed(cause)
    }
}

/** Cancels a stage as far as it can be. One that refuses goes on; what else its cancel throws is [report]ed. */
internal fun CompletionStage<*>.tryToCancel(report: (Throwable) -> Unit) {
    if (this !is Future<*>) return
    try {
        if (this is TaskFace<*>) cancel() else Steps.apart { cancel(true) }
    } catch (refused: UnsupportedOperationException) {
        return
    } catch (failure: Throwable) {
        report(failure)
    }
}

/** Each thrower has an exception of its own: traces are not shared. */
internal fun met(cause: CancellationException): CancellationException =
    if (cause is Cancellation) cause.met() else CancellationException(cause.message).also { it.initCause(cause) }
