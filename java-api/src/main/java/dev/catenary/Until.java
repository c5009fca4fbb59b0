package dev.catenary;

/** What {@link Tasks#waitFor} waits for. */
public enum Until {
    /** One task has ended, however it ended. */
    FIRST_COMPLETED,
    /** One task has failed or was cancelled, or all have ended. */
    FIRST_EXCEPTION,
    /** All have ended. */
    ALL_COMPLETED
}
