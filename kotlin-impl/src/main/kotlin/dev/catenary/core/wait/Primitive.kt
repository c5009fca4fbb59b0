package dev.catenary.core.wait

import java.util.concurrent.atomic.AtomicLong

/**
 * Something tasks of any loop, coroutines and threads share: its state and its queues are guarded by its lock.
 *
 * Lock order. Nobody holds two locks, but for a [Selection], which takes those of its primitives in the order of their
 * numbers, and a primitive that notes with a task what that holds.
 */
public abstract class Primitive(private val kind: String, private val givenName: String?) : SpinLock() {
    public val number: Long = NUMBERS.incrementAndGet()

    public val name: String
        get() = givenName ?: "$kind-$number"

    /** Who this is, in the text of an error. */
    override fun toString(): String = "$kind '$name'"

    private companion object {
        private val NUMBERS = AtomicLong()
    }
}
