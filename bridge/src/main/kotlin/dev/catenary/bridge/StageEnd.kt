package dev.catenary.bridge

import dev.catenary.core.wait.Completion
import java.lang.ref.Reference
import java.lang.ref.ReferenceQueue
import java.lang.ref.WeakReference
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.ConcurrentHashMap
import java.util.function.BiConsumer

/**
 * The end of a stage of another library, for all of ours who wait for it.
 *
 * A future of the JDK keeps whatever was attached to it until it completes, also what has been cancelled since: so one
 * watcher is attached, however many wait, and those who are cancelled leave the watcher's queue.
 */
internal class StageEnd private constructor(private val key: Key) : Completion<Any?>(), BiConsumer<Any?, Throwable?> {
    override fun accept(value: Any?, failure: Throwable?) {
        watched.remove(key)
        end(endingOf(value, failure))
    }

    override fun toString(): String = "a stage of another library"

    /** The stage itself, not an equal one; it may become garbage without an end. */
    private class Key(stage: CompletionStage<*>) : WeakReference<CompletionStage<*>>(stage, garbage) {
        private val hash = System.identityHashCode(stage)

        override fun hashCode(): Int = hash

        override fun equals(other: Any?): Boolean =
            this === other || other is Key && get().let { it != null && it === other.get() }
    }

    companion object {
        private val watched = ConcurrentHashMap<Reference<*>, StageEnd>()
        private val garbage = ReferenceQueue<CompletionStage<*>>()

        /**
         * A stage that has completed is not asked through a watcher of before, which this thread may be about to call:
         * nor is one that does not say whether it has.
         */
        fun of(stage: CompletionStage<*>): StageEnd {
            while (true) watched.remove(garbage.poll() ?: break)
            val key = Key(stage)
            val sharable = stage.isKnownToGoOn()
            if (sharable)
                watched[key]?.let {
                    return it
                }
            val made = StageEnd(key)
            stage.whenComplete(made)
            return if (sharable) watched.putIfAbsent(key, made) ?: made else made
        }

        private fun CompletionStage<*>.isKnownToGoOn(): Boolean =
            try {
                this is CompletableFuture<*> && !isDone
            } catch (hidden: UnsupportedOperationException) {
                false
            }
    }
}
