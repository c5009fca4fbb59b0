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
            "org.junit.",
        )

    /** What a thread is doing; without the class loaders that some JDKs add to each line. */
    fun of(thread: Thread): List<StackTraceElement> =
        thread.stackTrace.map { StackTraceElement(it.className, it.methodName, it.fileName, it.lineNumber) }

    /**
     * The API's own types are not users; what lies below its package, as the demos do, is. The class that the JDK makes
     * of a lambda only calls the user's code.
     */
    fun isUsers(name: String): Boolean = !isApi(name) && library.none(name::startsWith) && "\$\$Lambda" !in name

    private fun isApi(name: String): Boolean = name.substringBeforeLast('.') in API

    private val API = setOf("dev.catenary", "dev.catenary.spi", "dev.catenary.insight")
}
