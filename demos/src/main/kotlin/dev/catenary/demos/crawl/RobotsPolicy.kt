package dev.catenary.demos.crawl

import java.io.IOException
import java.net.ConnectException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Duration
import kotlinx.coroutines.delay
import kotlinx.coroutines.future.await
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withTimeoutOrNull

/**
 * Which addresses a crawler may visit. The robots.txt of a site is fetched once: by whoever asks first, while those who
 * ask meanwhile wait for it. A site whose server fails to give it forbids everything, one that can't be reached
 * nothing: the visit itself will show what is wrong.
 *
 * Suspending Kotlin, for coroutines and tasks of one loop; the crawl calls it from Java.
 */
public class RobotsPolicy(
    private val client: HttpClient,
    private val userAgent: String,
    private val timeout: Duration,
) {
    private class Site {
        val fetching = Mutex()
        var rules: RobotsRules? = null
    }

    private val sites = HashMap<URI, Site>()

    public suspend fun allows(address: URI): Boolean {
        val robots = address.resolve("/robots.txt")
        val site = sites.getOrPut(robots) { Site() }
        val rules = site.rules ?: site.fetching.withLock { site.rules ?: rulesAt(robots).also { site.rules = it } }
        return rules.allow(address.rawPath + (address.rawQuery?.let { "?$it" } ?: ""))
    }

    private suspend fun rulesAt(robots: URI): RobotsRules {
        for (pause in PAUSES_MILLIS) {
            attempt(robots)?.let {
                return it
            }
            delay(pause)
        }
        return attempt(robots) ?: RobotsRules.ALLOW_NONE
    }

    /** Null if trying again may help. */
    private suspend fun attempt(address: URI, redirects: Int = MOST_REDIRECTS): RobotsRules? =
        try {
            val answer = withTimeoutOrNull(timeout.toMillis()) { get(address) }
            when (answer?.statusCode()) {
                null -> RobotsRules.ALLOW_ALL
                in 200..299 -> RobotsRules.parse(answer.body().bytes.decodeToString(), userAgent.substringBefore('/'))
                in 300..399 -> follow(answer, redirects)
                429,
                in 500..599 -> null
                else -> RobotsRules.ALLOW_ALL
            }
        } catch (_: ConnectException) {
            RobotsRules.ALLOW_ALL
        } catch (_: IOException) {
            null
        } catch (_: IllegalArgumentException) {
            RobotsRules.ALLOW_ALL // a redirect to what is no address
        }

    private suspend fun follow(answer: HttpResponse<Content>, redirects: Int): RobotsRules? {
        val location = answer.headers().firstValue("location")
        if (location.isEmpty || redirects == 0) return RobotsRules.ALLOW_ALL
        return attempt(answer.uri().resolve(location.get()), redirects - 1)
    }

    private suspend fun get(address: URI): HttpResponse<Content> {
        val request = HttpRequest.newBuilder(address).header("User-Agent", userAgent).build()
        return client.sendAsync(request, BoundedBody.beginning(MOST_BYTES)).await()
    }

    private companion object {
        val PAUSES_MILLIS = listOf(100L, 200L, 400L)
        const val MOST_REDIRECTS = 5
        const val MOST_BYTES = 500_000L
    }
}
