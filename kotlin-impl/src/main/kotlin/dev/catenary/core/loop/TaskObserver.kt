package dev.catenary.core.loop

/** What has turns of its own: a task. */
public interface TurnTaker {
    /** A number no other task has. */
    public val id: Long
}

/** Told what happens to the tasks of a loop, by the threads that do it. Must not throw or wait. */
public interface TaskObserver {
    public fun spawned(task: TurnTaker)

    public fun turnBegan(task: TurnTaker)

    public fun turnEnded(task: TurnTaker)

    public fun waitBegan(task: TurnTaker, operation: String)

    public fun waitEnded(task: TurnTaker)

    /** With a value, or what tells of another end. */
    public fun ended(task: TurnTaker, ending: Any?)
}
