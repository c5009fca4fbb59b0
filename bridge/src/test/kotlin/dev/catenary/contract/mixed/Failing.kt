package dev.catenary.contract.mixed

import kotlinx.coroutines.delay

/** Kotlin code that fails, or calls what fails, after it has suspended. */
class Failing {
    suspend fun fail(): String {
        delay(1)
        return "never ${failDeeper()}"
    }

    private suspend fun failDeeper(): String {
        delay(1)
        throw IllegalStateException("boom")
    }

    companion object {
        @JvmStatic suspend fun ask(users: Users): String = "found ${askDeeper(users)}"

        private suspend fun askDeeper(users: Users): String = "user ${users.find(1)}"

        @JvmStatic
        suspend fun traceOf(users: Users): Array<StackTraceElement> =
            try {
                ask(users)
                emptyArray()
            } catch (failure: IllegalStateException) {
                failure.stackTrace
            }
    }
}
