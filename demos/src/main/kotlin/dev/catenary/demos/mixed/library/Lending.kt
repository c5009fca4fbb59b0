package dev.catenary.demos.mixed.library

import dev.catenary.kotlin.Facade
import kotlinx.coroutines.flow.Flow

/** The library as Kotlin code meets it: each function is answered by the method of that name. */
interface Lending {
    suspend fun find(isbn: String): Book?

    suspend fun lend(book: Book): Boolean

    suspend fun giveBack(book: Book)

    fun copies(book: Book): Flow<Int>

    companion object {
        @JvmStatic fun of(library: Library): Lending = Facade.suspending(Lending::class.java, library)
    }
}
