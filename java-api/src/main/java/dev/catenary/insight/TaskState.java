package dev.catenary.insight;

/** What a task is doing. */
public enum TaskState {
    /** It has been started, and its first turn has not come. */
    NEW,
    /** It has the turn of its loop, or its code runs off the loop. */
    RUNNING,
    /** It could go on, and its turn has not come; or it is in a call that this library knows nothing of. */
    READY,
    /** It waits: see {@link TaskInfo#waiting}. */
    WAITING,
    /** Its thread is blocked in a call of the JDK, which has given up the turn or keeps it, depending on the carrier. */
    BLOCKED,
    /** It has ended, and was about to leave its scope. */
    ENDED
}
