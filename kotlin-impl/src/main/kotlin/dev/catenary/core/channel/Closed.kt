package dev.catenary.core.channel

/** A channel or a queue is closed, and what is asked of it can't happen. */
public class Closed(message: String, cause: Throwable?) : IllegalStateException(message, cause) {
    private companion object {
        private const val serialVersionUID = 1L
    }
}
