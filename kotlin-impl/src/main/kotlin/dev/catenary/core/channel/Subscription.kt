package dev.catenary.core.channel

import dev.catenary.core.wait.Case

/**
 * One of those who receive what a [Broadcast] or a [Latest] gives to all of them. Waits end as those of a [Channel].
 */
public interface Subscription {
    public suspend fun receive(): Any?

    public fun tryReceive(): Any?

    public fun receiving(): Case

    /** Drops what has not been received. */
    public fun cancel()
}
