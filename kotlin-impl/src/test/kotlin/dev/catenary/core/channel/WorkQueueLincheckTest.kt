package dev.catenary.core.channel

import dev.catenary.core.modelCheck
import dev.catenary.core.race
import dev.catenary.core.stress
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine
import org.jetbrains.lincheck.datastructures.Operation
import org.junit.jupiter.api.Test

class WorkQueueLincheckTest {
    @Test
    fun itemsAreTakenAndDoneOnceInEveryInterleaving() =
        modelCheck(
            Work::class,
            WorkInSequence::class,
            race(listOf(Work::put1, Work::taskDone), listOf(Work::get), listOf(Work::join)),
            race(listOf(Work::put1, Work::put2), listOf(Work::shutdownNow)),
            random = 0,
        )

    @Test fun itemsAreTakenAndDoneOnceOnRealThreads() = stress(Work::class, WorkInSequence::class)

    /** With room for one. */
    internal class Work {
        private val queue = WorkQueue<Int>("checked", 1, Shelf.Fifo())

        @Operation suspend fun put1(): String = inWords(queue.put(1, 0))

        @Operation suspend fun put2(): String = inWords(queue.put(2, 0))

        @Operation fun tryPut3(): String = inWords(queue.tryPut(3, 0))

        @Operation suspend fun get(): String = inWords(queue.get())

        @Operation fun tryGet(): String = inWords(queue.tryGet())

        @Operation fun taskDone(): Boolean = runCatching { queue.taskDone() }.isSuccess

        @Operation suspend fun join(): String = inWords(queue.join())

        @Operation fun shutdown() = queue.shutdown(immediate = false)

        @Operation fun shutdownNow() = queue.shutdown(immediate = true)
    }

    internal class WorkInSequence {
        private var inside: Int? = null
        private val putters = ArrayDeque<Pair<Int, CancellableContinuation<String>>>()
        private val getters = ArrayDeque<CancellableContinuation<String>>()
        private val joiners = ArrayDeque<CancellableContinuation<String>>()
        private var unfinished = 0
        private var closed = false

        suspend fun put1(): String = put(1)

        suspend fun put2(): String = put(2)

        private suspend fun put(item: Int): String {
            val now = tryPut(item)
            return if (now != NOT_NOW) now else suspendCancellableCoroutine { putters.addLast(item to it) }
        }

        fun tryPut3(): String = tryPut(3)

        private fun tryPut(item: Int): String {
            if (closed) return CLOSED
            if (inside != null) return NOT_NOW
            unfinished++
            getters.removeFirstOrNull()?.resumeWith(Result.success("$item")) ?: run { inside = item }
            return SENT
        }

        suspend fun get(): String {
            val now = tryGet()
            return if (now != NOT_NOW) now else suspendCancellableCoroutine { getters.addLast(it) }
        }

        fun tryGet(): String {
            val item = inside ?: return if (closed) CLOSED else NOT_NOW
            inside = null
            putters.removeFirstOrNull()?.let { (next, putter) ->
                inside = next
                unfinished++
                putter.resumeWith(Result.success(SENT))
            }
            return "$item"
        }

        fun taskDone(): Boolean {
            val taken = unfinished > if (inside == null) 0 else 1
            if (taken) finish()
            return taken
        }

        private fun finish() {
            if (--unfinished == 0) endAll(joiners, SENT)
        }

        suspend fun join(): String = if (unfinished == 0) SENT else suspendCancellableCoroutine { joiners.addLast(it) }

        fun shutdown() = shutdown(immediate = false)

        fun shutdownNow() = shutdown(immediate = true)

        private fun shutdown(immediate: Boolean) {
            closed = true
            if (immediate && inside != null) {
                inside = null
                finish()
            }
            while (putters.isNotEmpty()) putters.removeFirst().second.resumeWith(Result.success(CLOSED))
            endAll(getters, CLOSED)
        }

        private fun endAll(waiters: ArrayDeque<CancellableContinuation<String>>, end: String) {
            while (waiters.isNotEmpty()) waiters.removeFirst().resumeWith(Result.success(end))
        }
    }
}
