package dev.catenary.contract.structured

import dev.catenary.Deadline
import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.function.Consumer
import kotlin.coroutines.cancellation.CancellationException as KotlinCancellation
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout

/** Suspending functions as anybody would write them, for Java to call. */
internal object Suspending {
    @JvmStatic
    suspend fun after(duration: Duration, value: String): String {
        delay(duration.toMillis())
        return value
    }

    @JvmStatic
    suspend fun failAfter(duration: Duration, failure: Throwable): String {
        delay(duration.toMillis())
        throw failure
    }

    @JvmStatic suspend fun forever(): String = awaitCancellation()

    @JvmStatic
    suspend fun timesOut(duration: Duration): String = withTimeout(duration.toMillis()) { awaitCancellation() }

    @JvmStatic suspend fun awaitFuture(future: java.util.concurrent.CompletableFuture<String>): String = future.await()

    @JvmStatic
    suspend fun failWhenCancelled(failure: Throwable): String {
        try {
            awaitCancellation()
        } catch (cancelled: CancellationException) {
            throw failure
        }
    }

    @JvmStatic
    suspend fun meetsACancellation(): String {
        val deferred = CompletableDeferred<String>()
        deferred.cancel(KotlinCancellation("the other was cancelled"))
        return deferred.await()
    }

    @JvmStatic
    suspend fun noteThatItUnwinds(events: Consumer<String>): String {
        try {
            awaitCancellation()
        } finally {
            events.accept("the coroutine unwinds")
        }
    }

    /** A child coroutine fails while its parent waits. */
    @JvmStatic
    suspend fun childFails(failure: Throwable): String = coroutineScope {
        launch { throw failure }
        awaitCancellation()
    }

    @JvmStatic suspend fun deadlineLeft(): Duration = Deadline.current().remaining()

    @JvmStatic suspend fun deadlineLeftElsewhere(): Duration = withContext(Dispatchers.Default) { deadlineLeft() }
}
