package dev.catenary.demos.mixed.prices

import kotlin.time.Duration
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.mapNotNull
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withTimeoutOrNull

/** What a product costs, as it was set for the [revision]th time. */
data class Price(val product: String, val cents: Long, val revision: Int)

/** The last price of each product. */
class PriceBook {
    private val prices = MutableStateFlow(emptyMap<String, Price>())
    private val writing = Mutex()

    suspend fun set(product: String, cents: Long): Price = writing.withLock {
        val revision = (prices.value[product]?.revision ?: 0) + 1
        Price(product, cents, revision).also { prices.value += product to it }
    }

    /** The price; if there is none yet, the first that comes within [patience], or null. */
    suspend fun quote(product: String, patience: Duration): Price? =
        prices.value[product] ?: withTimeoutOrNull(patience) { changes(product).first() }

    /** The price, and each one that replaces it; who is slow sees the newest only. */
    fun changes(product: String): Flow<Price> = prices.mapNotNull { it[product] }.distinctUntilChanged()
}
