package dev.catenary.docs

import dev.catenary.Channel
import dev.catenary.Mutex
import dev.catenary.Scope
import dev.catenary.Task
import dev.catenary.kotlin.await
import dev.catenary.kotlin.launchKotlin
import dev.catenary.kotlin.suspending
import kotlin.time.Duration
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.asFlow

// The Kotlin side of docs/interop.md.

@JvmInline value class Isbn(val digits: String)

// tag::books
class Books {
    suspend fun find(id: Long): String? {
        delay(10)
        return if (id > 0) "book $id" else null
    }

    @JvmOverloads
    suspend fun page(number: Int, size: Int = 2): List<String> =
        (1..size).mapNotNull { find((number * size + it).toLong()) }

    suspend fun reserve(title: String, patience: Duration): Duration {
        delay(patience)
        return patience / 2
    }

    suspend fun byIsbn(isbn: Isbn): String = "book of ${isbn.digits}"

    fun titles(): Flow<String> = listOf("a", "b").asFlow()
}

// end::books

// tag::readers
interface Readers {
    suspend fun name(id: Long): String

    suspend fun lend(id: Long, title: String)
}

// end::readers

/** Kotlin code that knows the interface only. */
class Desk(private val readers: Readers) {
    suspend fun lend(id: Long, title: String): String {
        readers.lend(id, title)
        return "$title to ${readers.name(id)}"
    }
}

object Relay {
    // tag::views
    @JvmStatic
    fun relay(scope: Scope, from: Channel<String>, to: Channel<String>, mutex: Mutex, ready: Task<*>) {
        scope.launchKotlin("relay") {
            ready.await()
            for (line in from.suspending()) mutex.suspending().withLock { to.suspending().send(line.uppercase()) }
            to.close()
        }
    }
    // end::views
}
