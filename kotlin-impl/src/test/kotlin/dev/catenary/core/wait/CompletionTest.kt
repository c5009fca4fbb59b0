package dev.catenary.core.wait

import java.io.IOException
import java.util.concurrent.CancellationException
import kotlinx.coroutines.Job
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

class CompletionTest {
    private val completion = Completion<String?>()

    @Test
    fun itEndsOnce() {
        val first = completion.end("first")
        val second = completion.end("second")

        assertThat(first).isTrue()
        assertThat(second).isFalse()
        assertThat(completion.ended).isEqualTo("first")
    }

    @Test
    fun itHasNoEndBeforeItEnds() {
        assertThat(completion.isEnded).isFalse()

        assertThatThrownBy { completion.ended }
            .isInstanceOf(IllegalStateException::class.java)
            .hasMessage("has not ended")
    }

    @Test
    fun nullIsAValue() {
        val waiting = Caller().apply { call(completion, Completion<String?>::await) }

        completion.end(null)

        assertThat(completion.isEnded).isTrue()
        assertThat(completion.ended).isNull()
        assertThat(waiting.wasGranted).isTrue()
    }

    @Test
    fun thoseWhoWaitAreResumedInTheOrderInWhichTheyCame() {
        val turns = HeldTurns()
        val order = ArrayList<String>()
        turns.start { order += "coroutine ${completion.await()}" }
        completion.onEnd(noting(order, "callback"))
        turns.start { order += "second coroutine ${completion.await()}" }
        val host = HostingCaller().apply { call(completion, Completion<String?>::awaitEnd) }
        assertThat(completion.waiting).isEqualTo(4)

        completion.end("value")
        turns.runAll()

        // a coroutine goes on in its own turn
        assertThat(order).containsExactly("callback value", "coroutine value", "second coroutine value")
        assertThat(host.wasGranted).isTrue()
        assertThat(completion.waiting).isZero()
    }

    @Test
    fun oneWhoComesAfterTheEndDoesNotWait() {
        completion.end("value")
        val order = ArrayList<String>()

        val caller = Caller().apply { call(completion, Completion<String?>::await) }
        completion.onEnd(noting(order, "callback"))

        assertThat(caller.wasGranted).isTrue()
        assertThat(order).containsExactly("callback value")
        assertThat(completion.waiting).isZero()
    }

    @Test
    fun failureIsThrownAsItIs() {
        val failure = IOException("boom")
        val caller = Caller().apply { call(completion, Completion<String?>::await) }

        completion.end(Ending.Failed(failure))

        assertThat(caller.failure).isSameAs(failure)
    }

    @Test
    fun cancelOfWhatOneWaitedForIsThrown() {
        val cancellation = CancellationException("enough")
        val caller = Caller().apply { call(completion, Completion<String?>::await) }

        completion.end(Ending.Cancelled(cancellation))

        assertThat(caller.failure).isSameAs(cancellation)
    }

    @Test
    fun oneWhoAsksForTheEndGetsItAsItIs() {
        val ending = Ending.Failed(IOException("boom"))
        val order = ArrayList<String>()
        val turns = HeldTurns()
        turns.start { order += "${completion.awaitEnd() === ending}" }

        completion.end(ending)
        turns.runAll()

        assertThat(order).containsExactly("true")
    }

    @Test
    fun oneWhoIsCancelledLeavesTheOthersWaiting() {
        val job = Job()
        val cancelled = Caller(job).apply { call(completion, Completion<String?>::await) }
        val other = Caller(Job()).apply { call(completion, Completion<String?>::await) }

        job.cancel()

        assertThat(cancelled.wasCancelled).isTrue()
        assertThat(completion.isEnded).isFalse()
        assertThat(completion.waiting).isEqualTo(1)
        completion.end("value")
        assertThat(other.wasGranted).isTrue()
    }

    @Test
    fun callbackThatIsTakenBackIsNotCalled() {
        val order = ArrayList<String>()
        val first = noting(order, "first").also(completion::onEnd)
        noting(order, "second").also(completion::onEnd)

        val forgotten = completion.forget(first)
        completion.end("value")

        assertThat(forgotten).isTrue()
        assertThat(order).containsExactly("second value")
    }

    @Test
    fun callbackIsTakenBackOnceAndNotAfterTheEnd() {
        val order = ArrayList<String>()
        val first = noting(order, "first").also(completion::onEnd)
        val second = noting(order, "second").also(completion::onEnd)
        completion.forget(first)
        completion.end("value")

        assertThat(completion.forget(first)).isFalse()
        assertThat(completion.forget(second)).isFalse()
        assertThat(completion.forget(noting(order, "stranger"))).isFalse()
    }

    @Test
    fun oneWhoIsResumedMayWaitForTheSameAgain() {
        val order = ArrayList<String>()
        completion.onEnd(
            object : Waiter<Any?>() {
                override fun resume(value: Any?) = completion.onEnd(noting(order, "inner"))
            }
        )
        completion.onEnd(noting(order, "outer"))

        completion.end("value")

        assertThat(order).containsExactly("inner value", "outer value")
    }

    private fun noting(order: MutableList<String>, name: String) =
        object : Waiter<Any?>() {
            override fun resume(value: Any?) {
                order += "$name $value"
            }
        }
}
