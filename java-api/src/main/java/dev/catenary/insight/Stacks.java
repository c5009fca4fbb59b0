package dev.catenary.insight;

/** What a snapshot tells of the stacks of tasks. */
public enum Stacks {
    /** Nothing. */
    NONE,
    /** The frames of user code: neither of this library nor of Kotlin nor of the JDK. */
    USER,
    /** All frames. */
    ALL
}
