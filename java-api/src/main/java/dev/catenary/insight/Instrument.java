package dev.catenary.insight;

import dev.catenary.LoopOptions;

/**
 * Told what happens on a loop, while it happens: for metrics, traces and tests. Given to {@link LoopOptions#instruments}.
 *
 * <p>Every method is called by the thread that does the thing, most of them in a turn of the loop: it has to be quick and must not
 * wait. One that throws is removed from its loop, which reports that to the log, and goes on without it.
 */
public interface Instrument {
    /** A task has been started; it has not run. By the thread that started it. */
    default void spawned(Party task) {}

    /** A task has got the turn. In its turn. */
    default void turnBegan(Party task) {}

    /** A task has given up the turn, to wait, to let others run, or because it has ended. */
    default void turnEnded(Party task) {}

    /** A task waits. In its turn, which ends with that. */
    default void waitBegan(Party task, WaitInfo wait) {}

    /** A task has waited. In its next turn; for a coroutine, by whoever ended the wait. */
    default void waitEnded(Party task) {}

    /** A task has ended. By the thread that ended it. */
    default void ended(Party task, End how) {}

    /** Something has kept the turn for too long, and still does. By the watchdog's thread. */
    default void stalled(Stall stall) {}

    /** Tasks wait for each other for ever, one of this loop among them. By the watchdog's thread. */
    default void deadlocked(Deadlock deadlock) {}

    /** How a task ended. */
    enum End {
        SUCCEEDED,
        FAILED,
        CANCELLED
    }
}
