package dev.catenary.core.loop

/**
 * Where code runs, as far as this library knows: what a thread has to know about itself. Threads that are not ours have
 * none.
 */
public open class Place(
    /** The loop whose turn this thread has while it runs code of a user; null off the loop. */
    @JvmField public val loop: EventLoop?,
    /** Whose code it is; null where that is no task's. */
    @JvmField public var task: TurnTaker? = null,
) {
    /** The turn was taken from this thread, which is stuck: what it still does it does as a stranger. */
    @Volatile @JvmField public var lost: Boolean = false

    /** That of the thread which runs a loop: its task is another one in each turn. */
    internal class OfLoop(loop: EventLoop) : Place(loop)

    public companion object {
        private val CURRENT = ThreadLocal<Place?>()

        @JvmStatic public fun current(): Place? = CURRENT.get()

        /** Moves this thread to [place], and says where it was. */
        public fun move(place: Place?): Place? {
            val before = CURRENT.get()
            if (place == null) CURRENT.remove() else CURRENT.set(place)
            return before
        }
    }
}
