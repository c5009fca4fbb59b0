package dev.catenary.bridge

import java.util.ArrayDeque

/**
 * The way an end, or a cancel, takes along tasks made of tasks: one step after the other instead of one inside the
 * other, so that a chain of any length costs no stack.
 *
 * A step that is taken in the middle of another waits until that has ended, on the same thread: what is taken by the
 * first of them has been taken when that returns. A step is therefore the last thing its caller does, and code of a
 * user, which may wait for what follows from what it does, runs [apart].
 */
internal object Steps {
    private val later = ThreadLocal<ArrayDeque<() -> Unit>?>()

    fun take(step: () -> Unit) {
        later.get()?.let {
            it.add(step)
            return
        }
        val steps = ArrayDeque<() -> Unit>()
        steps.add(step)
        within(steps) { takeAll(steps) }
    }

    /** One that throws does not keep the others from being taken. */
    private fun takeAll(steps: ArrayDeque<() -> Unit>) {
        var failure: Throwable? = null
        while (true) {
            val step = steps.poll() ?: break
            try {
                step()
            } catch (thrown: Throwable) {
                failure?.addSuppressed(thrown) ?: run { failure = thrown }
            }
        }
        failure?.let { throw it }
    }

    /** Runs code of a user: the steps it takes have been taken when they return. */
    fun <R> apart(code: () -> R): R = if (later.get() == null) code() else within(null, code)

    private inline fun <R> within(steps: ArrayDeque<() -> Unit>?, code: () -> R): R {
        val before = later.get()
        later.set(steps)
        try {
            return code()
        } finally {
            if (before == null) later.remove() else later.set(before)
        }
    }
}
