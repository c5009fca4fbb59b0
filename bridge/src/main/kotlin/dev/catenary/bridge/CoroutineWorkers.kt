package dev.catenary.bridge

import java.lang.invoke.MethodHandle
import java.lang.invoke.MethodHandles
import java.lang.invoke.MethodType

/**
 * The threads of kotlinx's Dispatchers.Default: as many as there are processors, for all coroutines of the process. One
 * that waits is missing, and when all do, nobody is left to run what they wait for.
 *
 * kotlinx knows its own threads, and whether one of them may block just now, as it may in Dispatchers.IO. It tells in a
 * function that is public for the JVM only; a version without it is not asked.
 */
internal object CoroutineWorkers {
    private val mayNotBlock: MethodHandle? =
        try {
            MethodHandles.publicLookup()
                .findStatic(
                    Class.forName("kotlinx.coroutines.scheduling.CoroutineSchedulerKt"),
                    "mayNotBlock",
                    MethodType.methodType(Boolean::class.java, Thread::class.java),
                )
        } catch (absent: ReflectiveOperationException) {
            null
        }

    fun refuseWait(operation: String) {
        val thread = Thread.currentThread()
        check(mayNotBlock == null || mayNotBlock.invoke(thread) as Boolean == false) {
            "$operation was called from a coroutine on thread '${thread.name}' of Dispatchers.Default, which runs no" +
                " other coroutine while it waits: use the suspending form of the operation, or call it in" +
                " withContext(Dispatchers.IO)"
        }
    }
}
