package dev.catenary.core.scope

import dev.catenary.core.loop.elsewhere
import dev.catenary.core.wait.Caller
import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.HostingCaller
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionException
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

class TaskScopeTest {
    private val tree = TestTree()
    private val order = ArrayList<String>()

    // ---- children

    @Test
    fun childrenBeginLaterInTheOrderOfTheCalls() {
        tree.run {
            val scope = tree.scope()
            for (i in 1..3) scope.fork { order += "child $i" }
            order += "forked"
            scope.closeAndAwait()
        }

        assertThat(order).containsExactly("forked", "child 1", "child 2", "child 3")
    }

    @Test
    fun coroutineThatATaskStartsInTheMiddleOfItsTurnLeavesItTheTurn() {
        tree.run {
            val scope = tree.scope()
            val task = scope.fork {
                launch(start = CoroutineStart.UNDISPATCHED) { order += "inside: ${currentTask()}" }
                order += "after: ${currentTask()}"
                tree.loop.current
            }
            scope.closeAndAwait()

            assertThat(task.ended).isEqualTo(task.id)
            assertThat(order).containsExactly("inside: $task", "after: $task")
        }
        assertThat(tree.loop.current).isZero()
    }

    @Test
    fun codeBetweenTheTurnsOfTasksIsNoTasks() {
        tree.run {
            val scope = tree.scope()
            scope.fork("one") {
                tree.loop.execute { order += "callback: ${currentTask()}" }
                yield()
                order += "task: ${currentTask()?.name}"
            }
            scope.closeAndAwait()
        }

        assertThat(order).containsExactly("callback: null", "task: one")
    }

    @Test
    fun scopeEndsWithItsLastChild() {
        tree.run {
            val scope = tree.scope()
            scope.fork { delay(20) }
            scope.fork { delay(30) }
            scope.fork { delay(10) }

            scope.closeAndAwait()

            assertThat(tree.millis).isEqualTo(30)
        }
    }

    @Test
    fun scopeWithoutChildrenEndsWithItsBody() {
        val scope = tree.scope()

        scope.close()

        assertThat(scope.isEnded).isTrue()
    }

    @Test
    fun childThatHasEndedIsDroppedAtOnce() {
        val scope = tree.scope()
        val tasks = List(3) { scope.fork(BareTask(scope, "task $it")) }
        assertThat(scope.children).containsExactlyElementsOf(tasks)

        tasks[1].end("value")

        assertThat(scope.children).containsExactly(tasks[0], tasks[2])
        assertThat(tasks[1].ended).isEqualTo("value")
    }

    @Test
    fun childrenMayForkWhileTheScopeWaitsForThem() {
        tree.run {
            val scope = tree.scope()
            scope.fork {
                delay(10)
                scope.fork {
                    delay(10)
                    scope.fork { order += "grandchild at ${tree.millis}" }
                }
            }
            scope.closeAndAwait()
        }

        assertThat(order).containsExactly("grandchild at 20")
    }

    @Test
    fun forkIntoAScopeThatHasEndedIsRefused() {
        val scope = tree.scope().apply { close() }
        val task = BareTask(scope, "late")

        assertThatThrownBy { scope.fork(task) }
            .isInstanceOf(IllegalStateException::class.java)
            .hasMessage("scope 's' has ended: task 'late' can't start in it")

        tree.run { yield() }
        assertThat(task.hasBegun).isFalse()
        assertThat(scope.children).isEmpty()
    }

    @Test
    fun forkIntoACancelledScopeIsRefused() {
        val scope = tree.scope()
        scope.cancel("enough")
        val task = BareTask(scope, "late")

        assertThatThrownBy { scope.fork(task) }
            .isInstanceOf(CancellationException::class.java)
            .hasMessage("task 'late' was not started: scope 's' was cancelled: enough")
            .hasCause(scope.cancellation)

        tree.run { yield() }
        assertThat(task.hasBegun).isFalse()
        assertThat(scope.children).isEmpty()
    }

    // ---- failures

    @Test
    fun firstFailureCancelsTheSiblings() {
        val boom = Boom(1)
        tree.run {
            val scope = tree.scope()
            val sibling = scope.fork {
                try {
                    awaitCancellation()
                } finally {
                    order += "sibling cancelled at ${tree.millis}"
                }
            }
            val failing =
                scope.fork("bad") {
                    delay(5)
                    throw boom
                }
            scope.closeAndAwait()

            assertThat((failing.ended as Ending.Failed).cause).isSameAs(boom)
            assertThat((sibling.ended as Ending.Cancelled).cause)
                .isSameAs(scope.cancellation)
                .hasMessage("scope 's' was cancelled: task 'bad' failed: $boom")
                .hasCause(boom)
            assertThat(scope.failures).containsExactly(boom)
        }

        assertThat(order).containsExactly("sibling cancelled at 5")
        assertThat(tree.reports).isEmpty()
    }

    @Test
    fun taskThatFailsIsNotCancelledByItsOwnFailure() {
        val scope = tree.scope()
        val failing = scope.fork(BareTask(scope))

        failing.end(Ending.Failed(Boom(1)))

        assertThat(failing.isCancelled).isFalse()
        assertThat(failing.interrupts).isZero()
        assertThat(failing.cancel("too late")).isFalse()
    }

    @Test
    fun failureOfATaskThatEndsWhenItIsInterruptedIsAFailure() {
        val boom = Boom(1)
        val scope = tree.scope()
        val failing =
            scope.fork(
                object : BareTask(scope) {
                    override fun interrupt() {
                        end(Ending.Cancelled(cancellation!!))
                    }
                }
            )

        val first = failing.end(Ending.Failed(boom))

        assertThat(first).isTrue()
        assertThat((failing.ended as Ending.Failed).cause).isSameAs(boom)
        assertThat(scope.failures).containsExactly(boom)
    }

    @Test
    fun taskHasOneEndAndTheScopeHearsOfNoOther() {
        val scope = tree.scope()
        val task = scope.fork(BareTask(scope))
        val other = scope.fork(BareTask(scope))

        assertThat(task.end("value")).isTrue()
        assertThat(task.end(Ending.Failed(Boom(1)))).isFalse()

        assertThat(scope.failures).isEmpty()
        assertThat(scope.isCancelled).isFalse()
        assertThat(scope.children).containsExactly(other)
    }

    @Test
    fun failureReachesTheScopeBeforeAnybodySeesTheTaskFailed() {
        val scope = tree.scope()
        val task = scope.fork(BareTask(scope))
        tree.run {
            task.end(Ending.Failed(Boom(1)))
            runCatching { task.await() }.onFailure { order += "seen; scope cancelled: ${scope.isCancelled}" }
        }

        assertThat(order).containsExactly("seen; scope cancelled: true")
    }

    @Test
    fun laterFailuresAreKeptInTheOrderOfTheirArrival() {
        tree.run {
            val scope = tree.scope()
            for (i in listOf(3, 2)) scope.fork {
                try {
                    awaitCancellation()
                } catch (cancelled: CancellationException) {
                    withoutCancellation { delay(i * 10L) }
                    throw Boom(i)
                }
            }
            scope.fork { throw Boom(1) }
            scope.closeAndAwait()

            assertThat(scope.failures).extracting<Int> { (it as Boom).number }.containsExactly(1, 2, 3)
        }
    }

    @Test
    fun failureThatTheBodyMeetsAgainIsOneFailure() {
        val scope = tree.scope()
        val boom = Boom(1)

        scope.fail("task 'a'", boom)
        scope.fail("its body", boom)
        scope.fail("its body", CompletionException(boom))
        scope.fail("its body", Boom(2))

        assertThat(scope.failures).extracting<Int> { (it as Boom).number }.containsExactly(1, 2)
        assertThat(scope.cancellation).hasMessage("scope 's' was cancelled: task 'a' failed: $boom")
    }

    @Test
    fun errorsTravelLikeAllFailures() {
        tree.run {
            val scope = tree.scope()
            val errors = listOf(StackOverflowError("deep"), OutOfMemoryError("full"))
            val tasks = errors.map { error ->
                scope.fork {
                    withoutCancellation { yield() }
                    throw error
                }
            }
            scope.closeAndAwait()

            assertThat(scope.failures).containsExactlyElementsOf(errors)
            assertThat(tasks.map { (it.ended as Ending.Failed).cause }).containsExactlyElementsOf(errors)
        }
    }

    // ---- cancels

    @Test
    fun childThatIsCancelledByItselfLeavesTheScopeAlone() {
        tree.run {
            val scope = tree.scope()
            val child = scope.fork("a") { awaitCancellation() }
            val sibling = scope.fork { delay(5) }
            yield()

            val first = child.cancel("not needed")
            val second = child.cancel("once more")
            scope.closeAndAwait()

            assertThat(first).isTrue()
            assertThat(second).isFalse()
            assertThat((child.ended as Ending.Cancelled).cause).hasMessage("task 'a' was cancelled: not needed")
            assertThat(sibling.ended).isEqualTo(Unit)
            assertThat(scope.isCancelled).isFalse()
            assertThat(scope.failures).isEmpty()
        }
    }

    @Test
    fun cancelOfAScopeIsNoFailure() {
        tree.run {
            val scope = tree.scope()
            val child = scope.fork { awaitCancellation() }
            yield()

            scope.cancel("enough")
            scope.closeAndAwait()

            assertThat(scope.failures).isEmpty()
            assertThat((child.ended as Ending.Cancelled).cause).isSameAs(scope.cancellation)
        }
    }

    @Test
    fun childThatFailsWhileItUnwindsIsAFailure() {
        tree.run {
            val scope = tree.scope()
            val child = scope.fork {
                try {
                    awaitCancellation()
                } finally {
                    throw Boom(1)
                }
            }
            yield()

            scope.cancel("enough")
            scope.closeAndAwait()

            assertThat(child.ended).isInstanceOf(Ending.Failed::class.java)
            assertThat(scope.failures).hasOnlyElementsOfType(Boom::class.java).hasSize(1)
            assertThat(scope.cancellation).hasMessage("scope 's' was cancelled: enough")
        }
    }

    @Test
    fun taskThatIsCancelledBeforeItBeginsNeverDoes() {
        tree.run {
            val scope = tree.scope()
            val child = scope.fork { order += "begun" }

            child.cancel("at once")
            scope.closeAndAwait()

            assertThat((child.ended as Ending.Cancelled).cause).isSameAs(child.cancellation)
        }

        assertThat(order).isEmpty()
    }

    @Test
    fun taskThatWasCancelledAndReturnsAValueEndsCancelled() {
        tree.run {
            val scope = tree.scope()
            val child = scope.fork {
                runCatching { awaitCancellation() }
                "value"
            }
            yield()

            child.cancel("enough")
            scope.closeAndAwait()

            assertThat((child.ended as Ending.Cancelled).cause).isSameAs(child.cancellation)
        }
    }

    @Test
    fun cancelOfWhatHasEndedDoesNothing() {
        val scope = tree.scope()
        val task = scope.fork(BareTask(scope))
        task.end("value")
        scope.close()

        assertThat(task.cancel("late")).isFalse()
        assertThat(scope.cancel("late")).isFalse()

        assertThat(task.isCancelled).isFalse()
        assertThat(scope.isCancelled).isFalse()
        assertThat(task.interrupts).isZero()
    }

    @Test
    fun cancelIsALevelForEveryFurtherWait() {
        tree.run {
            val scope = tree.scope()
            scope.fork {
                repeat(3) { runCatching { yield() }.onFailure { order += "cancelled again" } }
                runCatching { delay(1) }.onFailure { order += "cancelled again" }
                runCatching { tree.scope().awaitEnd() }.onFailure { order += "cancelled again" }
            }
            scope.fork { scope.cancel("enough") }
            scope.closeAndAwait()
        }

        assertThat(order).hasSizeGreaterThanOrEqualTo(4).containsOnly("cancelled again")
    }

    // ---- join

    @Test
    fun joinWaitsForThePresentChildrenAndMoreCanFollow() {
        tree.run {
            val scope = tree.scope()
            scope.join()
            scope.fork { delay(10) }
            scope.join()
            order += "joined at ${tree.millis}"
            scope.fork {
                delay(10)
                scope.fork { delay(10) }
            }
            scope.join()
            order += "joined at ${tree.millis}"
            scope.closeAndAwait()
        }

        assertThat(order).containsExactly("joined at 10", "joined at 30")
    }

    @Test
    fun joinOfAThreadThatWatchesOverItselfMakesNoJob() {
        val scope = tree.scope()
        val free = HostingCaller().apply { call(scope, TaskScope::join) }
        val task = scope.fork(BareTask(scope))
        val joining = HostingCaller().apply { call(scope, TaskScope::join) }

        assertThat(free.wasGranted).isTrue()
        assertThat(joining.waiting).isNotNull()
        task.end("value")

        assertThat(joining.wasGranted).isTrue()
    }

    @Test
    fun joinCanBeCancelledAndLeavesTheScopeAlone() {
        tree.run {
            val scope = tree.scope()
            scope.fork { delay(10) }
            val joiner = tree.scope("other").fork { scope.join() }
            yield()

            joiner.cancel("enough")
            scope.closeAndAwait()

            assertThat(joiner.ended).isInstanceOf(Ending.Cancelled::class.java)
            assertThat(scope.isCancelled).isFalse()
        }
    }

    @Test
    fun allJoinersGoOnTogether() {
        val scope = tree.scope()
        val task = scope.fork(BareTask(scope))
        val joiners = List(3) { Caller().apply { call(scope, TaskScope::join) } }

        task.end("value")

        assertThat(joiners).allMatch { it.wasGranted }
    }

    // ---- strangers

    @Test
    fun strangerMayForkCancelAndClose() {
        tree.run {
            val scope = tree.scope()
            elsewhere { for (i in 1..3) scope.fork { order += "child $i, in the turn: ${tree.loop.hasTurn}" } }
            yield()
            scope.join()
            val last = scope.fork { awaitCancellation() }
            yield()
            elsewhere {
                scope.cancel("from elsewhere")
                scope.close()
            }
            scope.awaitEnd()

            assertThat((last.ended as Ending.Cancelled).cause).hasMessage("scope 's' was cancelled: from elsewhere")
        }

        assertThat(order)
            .containsExactly(
                "child 1, in the turn: true",
                "child 2, in the turn: true",
                "child 3, in the turn: true",
            )
    }
}
