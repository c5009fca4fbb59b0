package dev.catenary.core.scope

import dev.catenary.core.wait.Ending
import dev.catenary.core.wait.Waiter
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class SupervisorScopeTest {
    private val tree = TestTree()
    private val reported = ArrayList<ScopeTask<*>>()
    private val scope = SupervisorScope(tree.loop, tree.root, "s", null) { child, _ -> reported += child }

    @Test
    fun failureIsToldToItsWaiterOrReportedThoughTheWaiterWithdrawsJustThen() {
        val children = List(ROUNDS) { scope.admit(BareTask(scope)) }
        val waiters = children.map { Told().also(it::onEnd) }
        val failed = Ending.Failed(Boom(1))
        val withdrawn = AtomicInteger(-1)
        val ended = AtomicInteger(-1)

        val withdrawing = thread {
            children.forEachIndexed { round, child ->
                while (ended.get() < round - 1) Thread.onSpinWait()
                repeat(round % 64) { Thread.onSpinWait() }
                child.forget(waiters[round])
                withdrawn.set(round)
            }
        }
        children.forEachIndexed { round, child ->
            while (withdrawn.get() < round - 1) Thread.onSpinWait()
            child.end(failed)
            ended.set(round)
        }
        withdrawing.join()
        tree.run {}

        val told = children.filterIndexed { round, _ -> waiters[round].isTold }
        assertThat(told + reported).hasSameSizeAs(children).containsAll(children)
    }

    private class Told : Waiter<Any?>() {
        @Volatile var isTold = false

        override fun resume(value: Any?) {
            isTold = true
        }
    }

    private companion object {
        const val ROUNDS = 5_000
    }
}
