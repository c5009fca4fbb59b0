package dev.catenary.core.loop

import java.io.IOException
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class TurnsTest {
    private val test = TestLoop()
    private val loop = test.engine
    private val order = ArrayList<Any>()

    @Test
    fun turnsRunInTheOrderOfTheCalls() {
        test.run { for (i in 1..5) loop.execute { order += i } }

        assertThat(order).containsExactly(1, 2, 3, 4, 5)
    }

    @Test
    fun turnsOfAStrangerRunInTheOrderOfItsCalls() {
        test.run {
            loop.execute { order += "local" }
            elsewhere { for (i in 1..5) loop.execute { order += i } }
            loop.execute { order += "later local" }
        }

        assertThat(order).containsExactly("local", "later local", 1, 2, 3, 4, 5)
    }

    @Test
    fun turnsMadeReadyBeforeTheLoopRunsWaitForIt() {
        for (i in 1..3) loop.execute { order += i }

        test.run { order += "first" }

        assertThat(order).containsExactly(1, 2, 3, "first")
    }

    @Test
    fun onlyTheLoopsThreadHasTheTurnAndOnlyWhileItRuns() {
        order += loop.hasTurn
        test.run {
            order += loop.hasTurn
            order += loop.thread === Thread.currentThread()
            elsewhere { order += loop.hasTurn }
        }
        order += loop.hasTurn
        order += loop.thread == null

        assertThat(order).containsExactly(false, true, true, false, false, true)
    }

    @Test
    fun callbackGivenByACallbackRunsInTheNextRound() {
        fun chain(left: Int) {
            order += left
            if (left > 0) loop.execute { chain(left - 1) }
        }
        loop.schedule(1) {}

        test.run { chain(9) }

        assertThat(order).hasSize(10)
        assertThat(test.looks).isGreaterThanOrEqualTo(11)
    }

    @Test
    fun timerThatIsDueRunsBesideATurnThatAddsItselfForEver() {
        var more = true
        var turns = 0
        fun again() {
            turns++
            test.advance(1)
            if (more) loop.execute { again() }
        }

        test.run {
            loop.schedule(10) { more = false }
            again()
        }

        assertThat(turns).isBetween(10, 13)
    }

    @Test
    fun strangerHasItsTurnBesideATurnThatAddsItselfForEver() {
        var more = true
        var turns = 0
        fun again() {
            if (turns++ == 5) elsewhere { loop.execute { more = false } }
            if (more) loop.execute { again() }
        }

        test.run { again() }

        assertThat(turns).isBetween(6, 8)
    }

    @Test
    fun longQueueIsCutIntoRoundsBetweenWhichTimersAndStrangersQueueUp() {
        test.run {
            repeat(EventLoop.ROUND + 10) { turn ->
                loop.execute {
                    if (turn == 0) {
                        loop.schedule(1) { order += "timer" }
                        test.advance(1)
                        elsewhere { loop.execute { order += "stranger" } }
                    }
                    if (turn == EventLoop.ROUND - 10) loop.execute { order += "local of the first round" }
                    if (turn == EventLoop.ROUND + 5) loop.execute { order += "local of the second round" }
                }
            }
        }

        assertThat(order).containsExactly("local of the first round", "stranger", "timer", "local of the second round")
    }

    @Test
    fun floodOfStrangersIsTakenInRoundByRound() {
        var taken = 0
        var takenBeforeTimer = 0

        test.run {
            loop.schedule(1) { takenBeforeTimer = taken }
            test.advance(1)
            elsewhere { repeat(3 * EventLoop.ROUND) { loop.execute { taken++ } } }
        }

        assertThat(takenBeforeTimer).isEqualTo(EventLoop.ROUND)
        assertThat(taken).isEqualTo(3 * EventLoop.ROUND)
    }

    @Test
    fun turnPutFirstRunsNextAndInTheSameRound() {
        test.run {
            loop.execute {
                order += "first"
                loop.executeFirst { order += "put first" }
            }
            loop.execute { order += "second" }
        }

        assertThat(order).containsExactly("first", "put first", "second")
    }

    @Test
    fun turnThatThrowsDoesNotStopTheLoop() {
        val failures = listOf(IOException("boom"), StackOverflowError("deep"), OutOfMemoryError("full"), Error("dying"))

        test.runWithFailures {
            for (failure in failures) {
                loop.execute { throw failure }
                loop.schedule(1) { throw failure }
            }
            loop.schedule(2) { order += "goes on" }
        }

        assertThat(test.failures).containsExactlyElementsOf(failures + failures)
        assertThat(order).containsExactly("goes on")
    }

    @Test
    fun hooksAreToldOfEachTurnBeforeAndAfter() {
        val hooks = RecordedHooks()
        loop.hooks = hooks
        val boom = Named("boom") { error("boom") }
        val timer = Named("timer")

        test.runWithFailures {
            loop.execute(Named("a"))
            loop.execute(boom)
            loop.schedule(1, timer)
        }

        assertThat(hooks.seen).containsSubsequence("before a", "after a", "before boom", "after boom")
        assertThat(hooks.before).isEqualTo(hooks.after)
        assertThat(timer.runs).isEqualTo(1)
    }

    @Test
    fun nextTurnEndsTheOneAndBeginsTheOtherWithoutGoingBackToTheLoop() {
        val hooks = RecordedHooks()
        loop.hooks = hooks
        var taken: Named? = null

        test.run {
            loop.execute(
                Named("a") {
                    taken = loop.nextTurn(Named::class.java)
                    taken!!.run()
                }
            )
            loop.execute(Named("b") { order += "b" })
            loop.execute { order += "c" }
        }

        assertThat(taken.toString()).isEqualTo("b")
        assertThat(order).containsExactly("b", "c")
        assertThat(hooks.seen).containsSubsequence("before a", "after a", "before b", "after b")
        assertThat(hooks.before).isEqualTo(hooks.after)
    }

    @Test
    fun nextTurnIsNoneOfAnotherKindNoneOfAnEmptyQueueAndNoneOfTheNextRound() {
        test.run {
            loop.execute {
                order += loop.nextTurn(Named::class.java) ?: "other kind"
            }
            loop.execute {
                loop.execute(Named("next round"))
                order += loop.nextTurn(Named::class.java) ?: "next round"
            }
            loop.execute { order += loop.nextTurn(Named::class.java) ?: "end of the round" }
            loop.schedule(1) { order += loop.nextTurn(Runnable::class.java) ?: "empty" }
        }

        assertThat(order).containsExactly("other kind", "next round", "end of the round", "empty")
    }

    @Test
    fun roundIsNoLongerForTurnsThatAreTakenOneAfterTheOther() {
        var inARow = 1
        test.run {
            repeat(2 * EventLoop.ROUND) { loop.execute(Named("n")) }
            loop.execute(Named("last"))
            loop.executeFirst {
                while (loop.nextTurn(Named::class.java) != null) inARow++
            }
        }

        assertThat(inARow).isLessThanOrEqualTo(EventLoop.ROUND)
    }

    private class Named(private val name: String, private val action: () -> Unit = {}) : Runnable {
        var runs = 0

        override fun run() {
            runs++
            action()
        }

        override fun toString() = name
    }

    private class RecordedHooks : TurnHooks {
        val seen = ArrayList<String>()
        val before = ArrayList<Runnable>()
        val after = ArrayList<Runnable>()

        override fun beforeTurn(item: Runnable) {
            seen += "before $item"
            before += item
        }

        override fun afterTurn(item: Runnable) {
            seen += "after $item"
            after += item
        }
    }
}
