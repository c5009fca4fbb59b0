@file:JvmName("TasksKt")

package dev.catenary.kotlin

import dev.catenary.EventLoop
import dev.catenary.Scope
import dev.catenary.Task
import dev.catenary.bridge.asItIs
import dev.catenary.bridge.startCoroutine
import dev.catenary.bridge.unwrap
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope

// Tasks and scopes as Kotlin code meets them.

/**
 * Suspends until the task has ended, and gives its value; throws its failure as it is, or a
 * [kotlin.coroutines.cancellation.CancellationException] if it was cancelled. A cancelled caller leaves the task alone.
 */
public suspend fun <T> Task<T>.await(): T {
    val face = unwrap(this)
    return asItIs(face.seen(face.core.awaitEnd()))
}

/** Starts a coroutine as a child of this scope, on its loop: Java code sees it as any other task. */
public fun <T> Scope.startKotlin(name: String? = null, block: suspend CoroutineScope.() -> T): Task<T> =
    startCoroutine(this, name, block)

/** As [startKotlin], for a coroutine without a result. */
public fun Scope.launchKotlin(name: String? = null, block: suspend CoroutineScope.() -> Unit): Task<Unit> =
    startCoroutine(this, name, block)

/**
 * This scope as kotlinx's own builders take it: what they launch are children of the scope, run on its loop, and their
 * failures are the scope's.
 */
public val Scope.coroutineScope: CoroutineScope
    get() = unwrap(this).scope

/** The loop as a dispatcher: coroutines on it take turns with the loop's tasks. */
public val EventLoop.dispatcher: CoroutineDispatcher
    get() = unwrap(this).engine
