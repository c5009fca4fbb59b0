package dev.catenary.contract.mixed

import kotlin.time.Duration
import kotlinx.coroutines.delay

/** What Kotlin declares to be null, and what not. */
interface Notes {
    suspend fun read(title: String): String

    suspend fun find(title: String?): String?

    fun size(title: String): Int

    fun label(title: String): String

    suspend fun wait(delay: Duration, title: String): String

    suspend fun <T : Any> some(value: T): T

    suspend fun <T> any(value: T): T
}

/** As one that was compiled without checks of its own would, it believes what it is given. */
internal class Believing : Notes {
    override suspend fun read(title: String): String {
        delay(1)
        return "read"
    }

    override suspend fun find(title: String?): String? = title

    override fun size(title: String): Int = 0

    override fun label(title: String): String = "label"

    override suspend fun wait(delay: Duration, title: String): String = "waited"

    override suspend fun <T : Any> some(value: T): T = value

    override suspend fun <T> any(value: T): T = value
}

object Readers {
    @JvmStatic fun notes(): Any = Believing()

    @JvmStatic suspend fun read(notes: Notes): String = notes.read("a")

    @JvmStatic suspend fun find(notes: Notes): String? = notes.find(null)

    @JvmStatic suspend fun some(notes: Notes): Any = notes.some("a")

    @JvmStatic suspend fun any(notes: Notes): Any? = notes.any(null)

    @JvmStatic fun label(notes: Notes): String = notes.label("a")
}
