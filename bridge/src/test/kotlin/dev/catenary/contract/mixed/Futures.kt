package dev.catenary.contract.mixed

import dev.catenary.Task
import dev.catenary.kotlin.await as awaitTask
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.future.await

/** Coroutines that wait for Java's tasks and futures. */
object Futures {
    @JvmStatic suspend fun <T> await(task: Task<T>): T = task.awaitTask()

    @JvmStatic suspend fun <T> await(future: CompletableFuture<T>): T = future.await()

    @JvmStatic
    @Suppress("RedundantSuspendModifier") // one that never suspends
    suspend fun <T> atOnce(value: T): T = value
}
