package dev.catenary.core.sync

/** What a wait was for can't happen any more, for a reason that is not the waiter's. */
public class Broken(message: String) : IllegalStateException(message) {
    private companion object {
        private const val serialVersionUID = 1L
    }
}
