package dev.catenary.kotlin

import com.sun.net.httpserver.HttpServer
import dev.catenary.Catenary
import dev.catenary.Outcome
import dev.catenary.testing.TestLoop
import io.ktor.client.HttpClient
import io.ktor.client.engine.java.Java
import io.ktor.client.request.get
import io.ktor.client.statement.bodyAsText
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.Callable
import java.util.concurrent.CompletionException
import java.util.concurrent.TimeoutException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test

/** Suspending functions that nobody here wrote, called by bodies of tasks and through facades. */
class ForeignLibrariesTest {
    private suspend fun ticking(): List<Int> =
        (1..4).asFlow().onEach { delay(1000) }.filter { it % 2 == 0 }.map { it * it }.toList()

    private suspend fun tooLong(): String = withTimeout(1000) { awaitCancellation() }

    @Test
    fun delayTakesTheTimeOfTheLoop() {
        TestLoop.run<Any?, RuntimeException> { scope ->
            val begun = scope.loop().nanoTime()

            Suspend.call<Unit> { k -> invoke({ delay(3_600_000) }, k) }

            assertThat(scope.loop().nanoTime() - begun).isEqualTo(3_600_000_000_000)
            null
        }
    }

    @Test
    fun lockOfKotlinIsWaitedForAndLeftByOneWhoIsCancelled() {
        val mutex = Mutex(locked = true)
        TestLoop.run<Any?, RuntimeException> { scope ->
            val cancelled = scope.fork(Callable { Suspend.call<Unit> { k -> invoke(mutex::lock, k) } })
            val waiting = scope.fork(Callable { Suspend.call<Unit> { k -> invoke(mutex::lock, k) } })
            Catenary.yieldNow()
            cancelled.cancel()
            Catenary.yieldNow()
            mutex.unlock()

            assertThat(waiting.join()).isEqualTo(Unit)
            assertThat(cancelled.outcome().orElseThrow()).isInstanceOf(Outcome.Cancelled::class.java)
            assertThat(mutex.isLocked).isTrue()
            null
        }
    }

    @Test
    fun channelOfKotlinIsReceivedFrom() {
        val channel = Channel<String>()
        TestLoop.run<Any?, RuntimeException> { scope ->
            val received = scope.fork(Callable { Suspend.call<String> { k -> invoke(channel::receive, k) } })
            Catenary.yieldNow()
            Suspend.call<Unit> { k -> invoke({ channel.send("there") }, k) }

            assertThat(received.join()).isEqualTo("there")
            null
        }
    }

    @Test
    fun operatorsOfAFlowRunInTheTurnsOfTheLoop() {
        val squares = TestLoop.run<List<Int>, RuntimeException> { Suspend.call { k -> invoke(::ticking, k) } }

        assertThat(squares).containsExactly(4, 16)
    }

    @Test
    fun timeoutOfKotlinIsNoCancel() {
        TestLoop.run<Any?, RuntimeException> {
            assertThatThrownBy { Suspend.call<String> { k -> invoke(::tooLong, k) } }
                .isExactlyInstanceOf(CompletionException::class.java)
                .hasCauseInstanceOf(TimeoutException::class.java)
            null
        }
    }

    /** As somebody would write it in Kotlin, who knows nothing of Java callers. */
    class Pages(private val client: HttpClient) {
        suspend fun text(address: String): String = client.get(address).bodyAsText()
    }

    interface JavaPages {
        fun text(address: String): String
    }

    @Test
    fun clientOfKtorIsCalledAndIsBehindAFacade() {
        serving { address ->
            HttpClient(Java).use { client ->
                val pages = Pages(client)
                val facade = Facade.of(JavaPages::class.java, pages)

                val texts =
                    Catenary.run<List<String>, RuntimeException> { scope ->
                        val called =
                            scope.fork(
                                Callable { Suspend.call<String> { k -> invoke({ pages.text("$address/a") }, k) } }
                            )
                        val asked = scope.fork(Callable { facade.text("$address/b") })
                        listOf(called.join(), asked.join())
                    }

                assertThat(texts).containsExactly("this is /a", "this is /b")
            }
        }
    }

    private fun serving(test: (String) -> Unit) {
        val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
        server.createContext("/") { exchange ->
            val text = "this is ${exchange.requestURI.path}".toByteArray()
            exchange.sendResponseHeaders(200, text.size.toLong())
            exchange.responseBody.use { it.write(text) }
        }
        server.start()
        try {
            test("http://${server.address.hostString}:${server.address.port}")
        } finally {
            server.stop(0)
        }
    }

    @Suppress("UNCHECKED_CAST")
    private fun <T> invoke(function: suspend () -> T, k: kotlin.coroutines.Continuation<T>): Any? =
        (function as (kotlin.coroutines.Continuation<T>) -> Any?).invoke(k)
}
