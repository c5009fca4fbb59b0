package dev.catenary.demos.mixed.library

import com.fasterxml.jackson.databind.ObjectMapper
import dev.catenary.Semaphore
import dev.catenary.demos.mixed.Served
import dev.catenary.kotlin.suspending
import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.ApplicationCall
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import io.ktor.server.response.respond
import io.ktor.server.response.respondBytesWriter
import io.ktor.server.response.respondText
import io.ktor.server.routing.Route
import io.ktor.server.routing.delete
import io.ktor.server.routing.get
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import io.ktor.utils.io.writeStringUtf8
import kotlinx.coroutines.runBlocking

/**
 * The library over HTTP.
 *
 * ```
 * GET    /books/42           gives the book
 * POST   /books/42/loans     borrows a copy
 * DELETE /books/42/loans     gives one back
 * GET    /books/42/copies    tells how many are at hand, a line for each change
 * ```
 *
 * @param port 0 for any that is free
 */
class LibraryServer(private val library: Lending, port: Int) : Served {
    private val lookUps = Semaphore.of("look-ups", 16) // a slow catalogue must not take all threads
    private val json = ObjectMapper()
    private val server = embeddedServer(CIO, port, "127.0.0.1") { routing { books() } }.start()

    private fun Route.books() {
        get("/books/{isbn}") {
            call.withBook { respondText(json.writeValueAsString(it), ContentType.Application.Json) }
        }
        post("/books/{isbn}/loans") { call.withBook { lend(it) } }
        delete("/books/{isbn}/loans") { call.withBook { giveBack(it) } }
        get("/books/{isbn}/copies") { call.withBook { tellCopies(it) } }
    }

    private suspend fun ApplicationCall.withBook(answer: suspend ApplicationCall.(Book) -> Unit) {
        val isbn = parameters["isbn"]!!
        val book = lookUps.suspending().withPermits { library.find(isbn) }
        if (book == null) respond(HttpStatusCode.NotFound) else answer(book)
    }

    private suspend fun ApplicationCall.lend(book: Book) {
        respond(if (library.lend(book)) HttpStatusCode.Created else HttpStatusCode.Conflict)
    }

    private suspend fun ApplicationCall.giveBack(book: Book) {
        try {
            library.giveBack(book)
            respond(HttpStatusCode.NoContent)
        } catch (refused: IllegalStateException) {
            respondText(refused.message!!, status = HttpStatusCode.Conflict)
        }
    }

    private suspend fun ApplicationCall.tellCopies(book: Book) {
        respondBytesWriter(ContentType.Text.Plain) {
            library.copies(book).collect {
                writeStringUtf8("$it\n")
                flush()
            }
        }
    }

    override fun address(): String = runBlocking {
        "http://127.0.0.1:${server.engine.resolvedConnectors().single().port}"
    }

    override fun close() {
        server.stop(0, 1000)
    }
}
