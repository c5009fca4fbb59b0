package dev.catenary;

/**
 * The time of an {@link EventLoop}, and its say in how long the loop rests.
 *
 * <p>The default is {@link #system()}. A clock of virtual time answers {@link #idle} by moving itself to the next timer.
 */
@FunctionalInterface
public interface LoopClock {
    /** Nanoseconds since an origin of the clock's own; never goes back. Called from any thread. */
    long nanoTime();

    /**
     * Asked by the loop, on its thread, when it has nothing to do.
     *
     * @param nanos until the next timer is due; {@link Long#MAX_VALUE} if there is none
     * @param quiet true if nothing the loop knows of is under way elsewhere: no offloaded work, no body in a blocking
     *     call of the JDK. Then only a timer or a stranger can bring new work
     * @return how many nanoseconds the loop shall really rest, if no stranger wakes it: 0 to look at the timers again at
     *     once, {@link Long#MAX_VALUE} to rest until it is woken
     */
    default long idle(long nanos, boolean quiet) {
        return nanos;
    }

    /** {@link System#nanoTime}. */
    static LoopClock system() {
        return System::nanoTime;
    }
}
