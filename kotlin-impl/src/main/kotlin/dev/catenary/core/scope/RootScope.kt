package dev.catenary.core.scope

import dev.catenary.core.loop.EventLoop
import java.lang.ref.Cleaner
import java.util.concurrent.ConcurrentHashMap

/** A failure of a task that is nobody's child: its starter may still look at it, or never. */
public class UnseenFailure
internal constructor(
    public val failure: Throwable,
    public val task: String,
    public val scope: String,
    public val site: StackTraceElement?,
    private val all: MutableSet<UnseenFailure>,
) {
    init {
        all.add(this)
    }

    /** True for exactly one caller. */
    public fun seen(): Boolean = all.remove(this)
}

/**
 * The root of a loop: its children are strangers to each other, so that the failure of one does not touch the others. A
 * failure nobody looks at is reported when its task is garbage, at the latest when the loop closes; exactly once.
 */
public class RootScope(loop: EventLoop, private val report: (UnseenFailure) -> Unit) :
    TaskScope(loop, null, "root", null) {
    private val unseen: MutableSet<UnseenFailure> = ConcurrentHashMap.newKeySet()

    override fun childFailed(child: ScopeTask<*>, failure: Throwable) {
        child.unseen = watch(child, failure, child.name, child.site)
    }

    /** Reports a failure that nobody sees: when what it can be seen through is garbage, at the latest. */
    public fun watch(through: Any, failure: Throwable, task: String, site: StackTraceElement?): UnseenFailure {
        val record = UnseenFailure(failure, task, name, site, unseen)
        CLEANER.register(through, Abandoned(record) { loop.execute { report(it) } })
        return record
    }

    /** Reports what nobody has seen by now. */
    public fun reportUnseen() {
        for (record in unseen) if (record.seen()) report(record)
    }

    /** Must not reach the task, or that would never be garbage. */
    private class Abandoned(private val record: UnseenFailure, private val report: (UnseenFailure) -> Unit) : Runnable {
        override fun run() {
            if (record.seen()) report(record)
        }
    }

    private companion object {
        private val CLEANER = Cleaner.create()
    }
}
