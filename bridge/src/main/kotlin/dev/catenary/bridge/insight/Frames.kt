package dev.catenary.bridge.insight

/** Whose code a stack frame is. */
internal object Frames {
    private val library =
        listOf(
            "dev.catenary.bridge.",
            "dev.catenary.core.",
            "dev.catenary.kotlin.",
            "dev.catenary.testing.",
            "kotlin.",
            "kotlinx.",
            "java.",
            "jdk.",
            "sun.",
        )

    /** The API's own types are not users; what lies below its package, as the demos do, is. */
    fun isUsers(name: String): Boolean = !isApi(name) && library.none(name::startsWith)

    private fun isApi(name: String): Boolean = name.substringBeforeLast('.') in API

    private val API = setOf("dev.catenary", "dev.catenary.spi", "dev.catenary.insight")
}
