package dev.catenary.core.scope

import dev.catenary.core.modelCheck
import dev.catenary.core.race
import dev.catenary.core.stress
import java.util.concurrent.atomic.AtomicInteger
import org.jetbrains.lincheck.datastructures.Operation
import org.jetbrains.lincheck.datastructures.Validate
import org.junit.jupiter.api.Test

class CancelNodeLincheckTest {
    @Test
    fun noChildEscapesACancelInEveryInterleaving() =
        modelCheck(
            Cancels::class,
            CancelsInSequence::class,
            race(listOf(Cancels::cancelRoot), listOf(Cancels::adopt0), listOf(Cancels::adopt1)),
            race(listOf(Cancels::cancelRoot), listOf(Cancels::cancelInner), listOf(Cancels::adopt0, Cancels::adopt1)),
        )

    @Test fun noChildEscapesACancelOnRealThreads() = stress(Cancels::class, CancelsInSequence::class)

    /** A root, a node below it, and leaves that join that one; a cancel of the root or of the one below. */
    internal class Cancels {
        private val root = Node(null)
        private val inner = Node(root).also(root::adopt)
        private val leaves = List(2) { Node(inner) }

        @Operation(runOnce = true) fun cancelRoot(): Boolean = root.cancel(CAUSE)

        @Operation(runOnce = true) fun cancelInner(): Boolean = inner.cancel(CAUSE)

        @Operation(runOnce = true) fun adopt0() = inner.adopt(leaves[0])

        @Operation(runOnce = true) fun adopt1() = inner.adopt(leaves[1])

        @Validate
        fun whatIsBelowACancelledNodeWasCancelledOnce() {
            for (leaf in inner.descendants()) check(leaf.isCancelled == inner.isCancelled) { "a leaf escaped" }
            check(inner.isCancelled || !root.isCancelled) { "the inner node escaped" }
            for (node in leaves + inner + root) check(node.told == if (node.isCancelled) 1 else 0)
        }
    }

    internal class CancelsInSequence {
        private var root = false
        private var inner = false

        fun cancelRoot(): Boolean {
            inner = true
            return !root.also { root = true }
        }

        fun cancelInner(): Boolean = !inner.also { inner = true }

        fun adopt0() = Unit

        fun adopt1() = Unit
    }

    private class Node(parent: CancelNode<*>?) : CancelNode<Unit>(parent, "node") {
        private val calls = AtomicInteger()

        val told
            get() = calls.get()

        override fun onCancelled(cause: Cancellation) {
            calls.incrementAndGet()
        }

        override fun onJobFailed(cause: Throwable) = Unit
    }

    private companion object {
        val CAUSE = Cancellation("a node", null)
    }
}
