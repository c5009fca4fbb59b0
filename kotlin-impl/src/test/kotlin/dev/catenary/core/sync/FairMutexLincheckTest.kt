package dev.catenary.core.sync

import dev.catenary.core.stress
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine
import org.jetbrains.lincheck.datastructures.Operation
import org.junit.jupiter.api.Test

class FairMutexLincheckTest {
    @Test fun mutexIsHandedOverInOrderOnRealThreads() = stress(Owned::class, OwnedInSequence::class)

    /** Owners that are neither tasks nor threads: nothing but the mutex decides. */
    internal class Owned {
        private val mutex = FairMutex("m", owned = true)

        @Operation suspend fun acquireAsA(): Boolean = mutex.acquire("A") === Unit

        @Operation suspend fun acquireAsB(): Boolean = mutex.acquire("B") === Unit

        @Operation fun tryAsC(): Boolean = mutex.tryAcquire("C") === Unit

        @Operation fun releaseAsA(): Boolean = release("A")

        @Operation fun releaseAsB(): Boolean = release("B")

        private fun release(owner: String) =
            try {
                mutex.release(owner)
                true
            } catch (refused: IllegalStateException) {
                false
            }
    }

    internal class OwnedInSequence {
        private var holder: String? = null
        private val waiters = ArrayDeque<Pair<String, CancellableContinuation<Boolean>>>()

        suspend fun acquireAsA(): Boolean = acquire("A")

        suspend fun acquireAsB(): Boolean = acquire("B")

        private suspend fun acquire(owner: String): Boolean {
            if (holder == owner) return false
            if (holder == null) return take(owner)
            return suspendCancellableCoroutine { waiters.addLast(owner to it) }
        }

        fun tryAsC(): Boolean = holder == null && take("C")

        private fun take(owner: String) = true.also { holder = owner }

        fun releaseAsA(): Boolean = release("A")

        fun releaseAsB(): Boolean = release("B")

        private fun release(owner: String): Boolean {
            if (holder != owner) return false
            val next = waiters.removeFirstOrNull()
            holder = next?.first
            next?.second?.resumeWith(Result.success(true))
            return true
        }
    }
}
