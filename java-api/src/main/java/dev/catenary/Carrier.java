package dev.catenary;

/**
 * What runs the Java bodies of a loop's tasks. All three keep the same contract; they differ in what a wait costs and in
 * what a plain blocking JDK call does to the other tasks.
 */
public enum Carrier {
    /** The best one this JVM offers; which one it is, and what to add for a better one, is a line in the log. */
    AUTOMATIC,

    /**
     * Virtual threads whose scheduler is the loop itself: JDK 21 or newer with {@code java.base/java.lang} opened to this
     * library. Any wait, a plain blocking JDK call too, gives up the turn. Chosen by itself from JDK 24 on only: before, a
     * body that waits inside a {@code synchronized} block keeps the loop's thread, and nobody else gets a turn.
     */
    LOOP_CARRIED,

    /**
     * Virtual threads of the JDK's scheduler that hand the turn to and fro: JDK 21 or newer. A blocking JDK call keeps the
     * turn: use {@link Catenary#offload}.
     */
    VIRTUAL_THREADS,

    /**
     * Pooled platform threads that hand the turn to and fro: every JDK. A blocking JDK call keeps the turn: use {@link
     * Catenary#offload}. Every waiting body holds a thread: thousands, not millions.
     */
    PLATFORM_THREADS
}
