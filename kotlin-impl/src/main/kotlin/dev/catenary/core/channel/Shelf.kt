package dev.catenary.core.channel

import java.util.PriorityQueue

/** An item, and the rank it was given when it came. */
public class Entry<E : Any>(internal val item: E, internal val priority: Long) {
    internal var sequence = 0L
}

/** The items inside a [WorkQueue], which guards it, and which of them is next. */
public sealed class Shelf<E : Any> {
    internal abstract val size: Int

    internal abstract fun add(entry: Entry<E>)

    internal abstract fun take(): E?

    /** Gives the number of those dropped. */
    internal abstract fun clear(): Int

    public class Fifo<E : Any> : Shelf<E>() {
        private val items = ArrayDeque<E>()

        override val size: Int
            get() = items.size

        override fun add(entry: Entry<E>): Unit = items.addLast(entry.item)

        override fun take(): E? = items.removeFirstOrNull()

        override fun clear(): Int = size.also { items.clear() }
    }

    public class Lifo<E : Any> : Shelf<E>() {
        private val items = ArrayList<E>()

        override val size: Int
            get() = items.size

        override fun add(entry: Entry<E>) {
            items.add(entry.item)
        }

        override fun take(): E? = items.removeLastOrNull()

        override fun clear(): Int = size.also { items.clear() }
    }

    /** The lowest priority first; of equal ones the one that came first. */
    public class Ranked<E : Any> : Shelf<E>() {
        private val items = PriorityQueue<Entry<E>>(compareBy({ it.priority }, { it.sequence }))
        private var sequence = 0L

        override val size: Int
            get() = items.size

        override fun add(entry: Entry<E>) {
            entry.sequence = sequence++
            items.add(entry)
        }

        override fun take(): E? = items.poll()?.item

        override fun clear(): Int = size.also { items.clear() }
    }
}
