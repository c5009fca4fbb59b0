package dev.catenary.bridge

/** The line of user code that started a task: the innermost frame that is neither ours nor the platform's. */
internal object CreationSite {
    private val walker = StackWalker.getInstance()
    private val library =
        listOf(
            "dev.catenary.bridge.",
            "dev.catenary.core.",
            "dev.catenary.kotlin.",
            "kotlin.",
            "kotlinx.",
            "java.",
            "jdk.",
        )

    fun find(): StackTraceElement? = walker.walk { frames ->
        frames.filter { isUsers(it.className) }.findFirst().map { it.toStackTraceElement() }.orElse(null)
    }

    /** The API's own types are not users; what lies below its package, as the demos do, is. */
    fun isUsers(name: String): Boolean = !isApi(name) && library.none(name::startsWith)

    private fun isApi(name: String): Boolean = name.substringBeforeLast('.') == "dev.catenary"
}
