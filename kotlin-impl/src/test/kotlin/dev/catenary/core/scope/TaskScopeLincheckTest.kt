package dev.catenary.core.scope

import dev.catenary.core.loop.EventLoop
import dev.catenary.core.modelCheck
import dev.catenary.core.race
import dev.catenary.core.stress
import dev.catenary.core.wait.Ending
import java.util.concurrent.CancellationException
import org.jetbrains.lincheck.datastructures.Operation
import org.jetbrains.lincheck.datastructures.Validate
import org.junit.jupiter.api.Test

class TaskScopeLincheckTest {
    @Test
    fun childIsRefusedOrCountedInEveryInterleaving() =
        modelCheck(
            Forks::class,
            ForksInSequence::class,
            race(listOf(Forks::close), listOf(Forks::fork0, Forks::end0), listOf(Forks::fork1)),
            race(listOf(Forks::cancel), listOf(Forks::fork0, Forks::close), listOf(Forks::fork1, Forks::fail1)),
        )

    @Test fun childIsRefusedOrCountedOnRealThreads() = stress(Forks::class, ForksInSequence::class)

    /** The loop never runs: children are forked, and ended by hand. */
    internal class Forks {
        private val loop = EventLoop("still") { throw it }
        private val scope = TaskScope(loop, null, "s", null)
        private val tasks = List(3) { BareTask(scope, "$it") }
        private val failure = Boom(0)

        @Operation(runOnce = true) fun fork0(): String = fork(tasks[0])

        @Operation(runOnce = true) fun fork1(): String = fork(tasks[1])

        @Operation(runOnce = true) fun fork2(): String = fork(tasks[2])

        private fun fork(task: BareTask): String =
            try {
                scope.fork(task)
                "forked"
            } catch (ended: IllegalStateException) {
                if (ended is CancellationException) "cancelled" else "ended"
            }

        // by the one who runs the child, once: a second one could hear that it is too late before the scope hears

        @Operation(runOnce = true) fun end0(): Boolean = end(0, "value")

        @Operation(runOnce = true) fun fail1(): Boolean = end(1, Ending.Failed(failure))

        /** Whether the child was there to be ended. */
        private fun end(task: Int, ending: Any?): Boolean = tasks[task] in scope.children && tasks[task].end(ending)

        @Operation(runOnce = true) fun close() = scope.close()

        @Operation(runOnce = true)
        fun cancel() {
            scope.cancel(CAUSE)
        }

        @Validate
        fun scopeHasEndedIfItsBodyHasAndNoChildIsLeft() {
            check(scope.isEnded == (refusesChildren() && scope.children.isEmpty()))
        }

        private fun refusesChildren(): Boolean = fork(BareTask(scope, "probe")) == "ended"
    }

    internal class ForksInSequence {
        private var bodyEnded = false
        private var closed = false
        private var cancelled = false
        private val live = HashSet<Int>()

        fun fork0() = fork(0)

        fun fork1() = fork(1)

        fun fork2() = fork(2)

        private fun fork(task: Int): String {
            if (closed) return "ended"
            if (cancelled) return "cancelled"
            live.add(task)
            return "forked"
        }

        fun end0() = end(0)

        fun fail1(): Boolean = end(1).also { if (it) cancelled = true }

        private fun end(task: Int): Boolean = live.remove(task).also { settle() }

        fun close() {
            bodyEnded = true
            settle()
        }

        fun cancel() {
            cancelled = true
        }

        private fun settle() {
            if (bodyEnded && live.isEmpty()) closed = true
        }
    }

    private companion object {
        val CAUSE = Cancellation("scope 's'", null)
    }
}
