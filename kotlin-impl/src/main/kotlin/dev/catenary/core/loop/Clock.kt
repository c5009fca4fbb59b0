package dev.catenary.core.loop

/** The time of a loop. */
public interface Clock {
    /** Never goes back. Any thread. */
    public fun nanoTime(): Long

    /**
     * How long the loop shall rest, at most, now that nothing is ready. [nanos] is the time to the next timer or
     * [Long.MAX_VALUE]; [quiet] says that nothing is under way elsewhere.
     */
    public fun idle(nanos: Long, quiet: Boolean): Long = nanos

    public object System : Clock {
        override fun nanoTime(): Long = java.lang.System.nanoTime()
    }
}
