package dev.catenary.contract.mixed

import dev.catenary.kotlin.suspending
import java.util.concurrent.CountDownLatch
import java.util.function.Consumer
import kotlin.time.Duration
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout

/** What a domain written in Kotlin asks for, and Java answers. */
interface Users {
    suspend fun find(id: Long): String?

    suspend fun save(name: String)
}

/** Kotlin code that calls it. */
object Callers {
    @JvmStatic suspend fun find(users: Users, id: Long): String? = users.find(id)

    @JvmStatic suspend fun save(users: Users, name: String): Unit = users.save(name)

    /** From a coroutine of its own, which is no longer the caller's body. */
    @JvmStatic
    suspend fun findInCoroutine(users: Users, id: Long): String? = kotlinx.coroutines.coroutineScope { users.find(id) }

    @JvmStatic suspend fun findWithin(users: Users, millis: Long): String? = withTimeout(millis) { users.find(1) }

    @JvmStatic fun findOnDefault(users: Users): String? = runBlocking(Dispatchers.Default) { users.find(1) }

    @JvmStatic fun findInRunBlocking(users: Users): String? = runBlocking { users.find(1) }

    /** Cancels the caller once [begun] says so, and waits for it. */
    @JvmStatic
    fun cancelOnDefault(users: Users, begun: CountDownLatch, events: Consumer<String>): Unit = runBlocking {
        val job =
            launch(Dispatchers.Default) {
                try {
                    events.accept("found ${users.find(1)}")
                } catch (cancelled: CancellationException) {
                    events.accept("cancelled")
                    throw cancelled
                } catch (failure: Exception) {
                    events.accept("failed $failure")
                }
            }
        begun.await()
        job.cancel()
        job.join()
    }

    /** A body that has been called keeps the turn of the loop until it waits. */
    @JvmStatic
    suspend fun findTwice(users: Users): String =
        kotlinx.coroutines.coroutineScope {
            val first = async(start = CoroutineStart.UNDISPATCHED) { users.find(1) }
            val second = async(start = CoroutineStart.UNDISPATCHED) { users.find(2) }
            "${first.await()} ${second.await()}"
        }
}

/** Whatever a facade may meet. */
interface Everything {
    suspend fun text(number: Int): String

    suspend fun text(text: String): String

    suspend fun nothing()

    suspend fun fail(failure: Throwable): String

    suspend fun later(delay: Duration): Duration

    fun plain(number: Int): Int

    fun numbers(): Flow<Int>

    suspend fun sum(numbers: Flow<Int>): Int

    suspend fun byDefault(): String = "Kotlin's " + text(1)
}

interface Store<T> {
    suspend fun put(element: T): T
}

internal class InternalEverything(private val events: Consumer<String>) : Everything, Store<String> {
    override suspend fun text(number: Int): String = "number $number"

    override suspend fun text(text: String): String = "text $text"

    override suspend fun nothing() {
        events.accept("nothing")
    }

    override suspend fun fail(failure: Throwable): String {
        delay(1)
        throw failure
    }

    override suspend fun later(delay: Duration): Duration {
        try {
            delay(delay)
        } catch (cancelled: CancellationException) {
            events.accept("cancelled")
            throw cancelled
        }
        return delay * 2
    }

    override fun plain(number: Int): Int = number + 1

    override fun numbers(): Flow<Int> = flowOf(1, 2, 3)

    override suspend fun sum(numbers: Flow<Int>): Int = numbers.toList().sum()

    override suspend fun put(element: String): String = "put $element"

    override fun toString(): String = "everything"
}

class Clocked {
    suspend fun waitFor(millis: Long): Long {
        delay(millis)
        return millis
    }
}

/** Calls of a Kotlin interface that a Java object answers. */
object Everywhere {
    @JvmStatic fun over(events: Consumer<String>): Any = InternalEverything(events)

    @JvmStatic
    suspend fun all(everything: Everything): String =
        listOf(
                everything.text(1),
                everything.text("a"),
                everything.nothing().toString(),
                everything.later(Duration.parse("1h")).toString(),
                everything.plain(1).toString(),
                everything.numbers().toList().toString(),
                everything.sum(flowOf(1, 2)).toString(),
                everything.byDefault(),
            )
            .joinToString()

    @JvmStatic
    suspend fun failureOf(everything: Everything, failure: Throwable): Throwable? =
        try {
            everything.fail(failure)
            null
        } catch (thrown: Throwable) {
            thrown
        }

    @JvmStatic
    suspend fun laterWithin(everything: Everything, millis: Long): String =
        withTimeout(millis) { everything.later(Duration.parse("1h")).toString() }

    @JvmStatic suspend fun put(store: Store<String>, element: String): String = store.put(element)
}

/** Java's waits, as coroutines on kotlinx's own threads would make them. */
object Workers {
    @JvmStatic
    fun callOnDefault(code: java.util.concurrent.Callable<String>): String =
        runBlocking(Dispatchers.Default) { code.call() }

    @JvmStatic
    fun callOnIo(code: java.util.concurrent.Callable<String>): String = runBlocking(Dispatchers.IO) { code.call() }

    @JvmStatic
    fun receiveOnDefault(channel: dev.catenary.Channel<String>): String =
        runBlocking(Dispatchers.Default) { channel.suspending().receive() }
}
