package dev.catenary.core.loop

/** Told of every turn, on the loop's thread, or on the thread the turn was handed to. Must not throw or wait. */
public interface TurnHooks {
    public fun beforeTurn(item: Runnable)

    public fun afterTurn(item: Runnable)
}
