package dev.catenary.kotlin

import dev.catenary.Catenary
import dev.catenary.Outcome
import dev.catenary.ScopeFailedException
import dev.catenary.Task
import dev.catenary.TaskLocal
import dev.catenary.Timeouts
import dev.catenary.testing.TestLoop
import java.io.IOException
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionException
import java.util.concurrent.TimeoutException
import kotlin.coroutines.Continuation
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

/** Suspending functions called as Java calls them: with a continuation in hand. */
class SuspendTest {
    private suspend fun atOnce(): String = "now"

    private suspend fun afterAnHour(): String {
        delay(3_600_000)
        return "later"
    }

    private suspend fun failing(): String {
        delay(1)
        throw IOException("boom")
    }

    private suspend fun tooSlow(): String = withTimeout(10) { awaitCancellation() }

    @Test
    fun functionThatNeedNotSuspendGivesItsValue() {
        val value = TestLoop.run<String, RuntimeException> { Suspend.call { k -> invoke(::atOnce, k) } }

        assertThat(value).isEqualTo("now")
    }

    @Test
    fun functionThatSuspendsIsWaitedForOnTheLoopsClock() {
        val value = TestLoop.run<String, RuntimeException> { Suspend.call { k -> invoke(::afterAnHour, k) } }

        assertThat(value).isEqualTo("later")
    }

    @Test
    fun failureArrivesAsFromJoin() {
        assertThatThrownBy {
                TestLoop.run<String, RuntimeException> { Suspend.call { k -> invoke(::failing, k) } }
            }
            .isExactlyInstanceOf(CompletionException::class.java)
            .cause()
            .isExactlyInstanceOf(IOException::class.java)
            .hasMessage("boom")
    }

    @Test
    fun timeoutOfKotlinIsATimeoutAndNoCancel() {
        assertThatThrownBy {
                TestLoop.run<String, RuntimeException> { Suspend.call { k -> invoke(::tooSlow, k) } }
            }
            .isExactlyInstanceOf(CompletionException::class.java)
            .hasCauseInstanceOf(TimeoutException::class.java)
    }

    @Test
    fun cancelledCallerCancelsTheFunctionAndIsInterrupted() {
        var sawCancel = false
        suspend fun waiting(): String =
            try {
                awaitCancellation()
            } finally {
                sawCancel = true
            }

        TestLoop.run<Any?, RuntimeException> { scope ->
            val task = scope.fork(Callable { Suspend.call { k -> invoke(::waiting, k) } })
            Catenary.yieldNow()
            task.cancel("enough")
            scope.join()

            assertThat(task.outcome().orElseThrow()).isInstanceOf(Outcome.Cancelled::class.java)
            assertThat(sawCancel).isTrue()
            null
        }
    }

    @Test
    fun limitOfTimeAroundACallIsATimeout() {
        TestLoop.run<Any?, RuntimeException> {
            assertThatThrownBy {
                    Timeouts.within(
                        Duration.ofSeconds(1),
                        dev.catenary.Body<String, RuntimeException> {
                            Suspend.call { k -> invoke(::afterAnHour, k) }
                        },
                    )
                }
                .isExactlyInstanceOf(TimeoutException::class.java)
            null
        }
    }

    @Test
    fun coroutinesLeftBelowTheCallersJobAreWaitedFor() {
        var ended = false
        suspend fun leaving() {
            val job = currentCoroutineContext().job
            kotlinx.coroutines.CoroutineScope(currentCoroutineContext() + job).launch {
                delay(1000)
                ended = true
            }
        }

        TestLoop.run<Any?, RuntimeException> { scope ->
            scope.fork(Callable { Suspend.call { k -> invoke(::leaving, k) } }).join()

            assertThat(ended).isTrue()
            null
        }
    }

    @Test
    fun startedFunctionIsAChildOfTheScope() {
        assertThatThrownBy {
                TestLoop.run<Any?, RuntimeException> { scope ->
                    val task: Task<String> = Suspend.start(scope) { k -> invoke(::afterAnHour, k) }
                    assertThat(task.join()).isEqualTo("later")
                    Suspend.start(scope) { k -> invoke(::failing, k) }
                    null
                }
            }
            .isExactlyInstanceOf(ScopeFailedException::class.java)
            .hasCauseInstanceOf(IOException::class.java)
    }

    @Test
    fun localsAndTaskOfTheCallerAreSeenAfterASuspension() {
        val user = TaskLocal.create<String>("user")
        suspend fun seen(): String {
            delay(1)
            return user.get() + " in " + Task.current().map { it.name() }.orElse("no task")
        }

        val value =
            TestLoop.run<String, RuntimeException> { scope ->
                user.set("ada")
                scope.fork("reader", Callable { Suspend.call { k -> invoke(::seen, k) } }).join()
            }

        assertThat(value).isEqualTo("ada in reader")
    }

    @Test
    fun plainThreadCallsToo() {
        suspend fun nested(): String = coroutineScope { atOnce() }

        assertThat(Suspend.call<String> { k -> invoke(::nested, k) }).isEqualTo("now")
        assertThatThrownBy { Suspend.call<String> { k -> invoke(::failing, k) } }
            .isExactlyInstanceOf(CompletionException::class.java)
            .hasCauseInstanceOf(IOException::class.java)
    }

    @Test
    fun cancellationOfSomethingElseIsNoInterruption() {
        suspend fun cancelled(): String = throw CancellationException("not you")

        TestLoop.run<Any?, RuntimeException> {
            assertThatThrownBy { Suspend.call<String> { k -> invoke(::cancelled, k) } }
                .isExactlyInstanceOf(CancellationException::class.java)
                .hasMessage("not you")
            null
        }
    }

    @Suppress("UNCHECKED_CAST")
    private fun <T> invoke(function: suspend () -> T, k: Continuation<T>): Any? =
        (function as (Continuation<T>) -> Any?).invoke(k)
}
