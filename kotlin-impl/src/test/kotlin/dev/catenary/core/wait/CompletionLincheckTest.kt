package dev.catenary.core.wait

import dev.catenary.core.modelCheck
import dev.catenary.core.race
import dev.catenary.core.stress
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine
import org.jetbrains.lincheck.datastructures.Operation
import org.junit.jupiter.api.Test

class CompletionLincheckTest {
    @Test
    fun itEndsOnceForAllInEveryInterleaving() =
        modelCheck(
            Ends::class,
            EndsInSequence::class,
            race(listOf(Ends::endWith1), listOf(Ends::onEnd0, Ends::forget0), listOf(Ends::await)),
            race(listOf(Ends::endWith1), listOf(Ends::endWith2, Ends::waiting), listOf(Ends::await)),
        )

    @Test fun itEndsOnceForAllOnRealThreads() = stress(Ends::class, EndsInSequence::class)

    internal class Ends {
        private val completion = Completion<Int>()
        private val callbacks = List(2) { Callback() }

        @Operation fun endWith1(): Boolean = completion.end(1)

        @Operation fun endWith2(): Boolean = completion.end(2)

        @Operation suspend fun await(): Int = completion.await()

        @Operation(runOnce = true) fun onEnd0() = completion.onEnd(callbacks[0])

        @Operation(runOnce = true) fun onEnd1() = completion.onEnd(callbacks[1])

        @Operation fun forget0(): Boolean = completion.forget(callbacks[0])

        @Operation fun forget1(): Boolean = completion.forget(callbacks[1])

        @Operation fun waiting(): Int = completion.waiting

        @Operation fun isEnded(): Boolean = completion.isEnded
    }

    private class Callback : Waiter<Any?>() {
        private var called = false

        override fun resume(value: Any?) {
            check(!called) { "called twice" }
            called = true
        }
    }

    internal class EndsInSequence {
        private var end: Int? = null
        private val coroutines = ArrayList<CancellableContinuation<Int>>()
        private val callbacks = HashSet<Int>()

        fun endWith1() = endWith(1)

        fun endWith2() = endWith(2)

        private fun endWith(value: Int): Boolean {
            if (end != null) return false
            end = value
            coroutines.forEach { it.resumeWith(Result.success(value)) }
            coroutines.clear()
            callbacks.clear()
            return true
        }

        suspend fun await(): Int = end ?: suspendCancellableCoroutine { coroutines.add(it) }

        fun onEnd0() = onEnd(0)

        fun onEnd1() = onEnd(1)

        private fun onEnd(callback: Int) {
            if (end == null) callbacks.add(callback)
        }

        fun forget0() = callbacks.remove(0)

        fun forget1() = callbacks.remove(1)

        fun waiting() = coroutines.size + callbacks.size

        fun isEnded() = end != null
    }
}
