package dev.catenary.core.scope

import dev.catenary.core.loop.EventLoop

/**
 * A scope whose children are strangers to each other: the failure of one touches neither its siblings nor the body. It
 * goes to [onFailure], at once, unless somebody waits for that child.
 */
public class SupervisorScope(
    loop: EventLoop,
    parent: CancelNode<*>,
    name: String,
    owner: ScopeTask<*>?,
    private val onFailure: (ScopeTask<*>, Throwable) -> Unit,
) : TaskScope(loop, parent, name, owner) {
    override fun childFailed(child: ScopeTask<*>, failure: Throwable) {}

    /** A waiter that is cancelled until the last moment has not heard of it. */
    override fun childFailedUnheard(child: ScopeTask<*>, failure: Throwable): Unit = loop.execute {
        onFailure(child, failure)
    }
}
