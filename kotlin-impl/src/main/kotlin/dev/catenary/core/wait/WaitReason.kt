package dev.catenary.core.wait

import java.lang.ref.WeakReference
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.jvm.internal.CoroutineStackFrame

/** What one waits for. */
public class WaitReason(
    /** The primitive, or what has to end. */
    public val what: Any,
    /** Those without all of whom the wait does not end. */
    public val holders: List<Any>,
    /** Those any of whom could end it, where anybody may and they are known. */
    public val servers: List<Completion<*>>? = null,
)

/** Part of the context of a coroutine whose waits somebody wants to see. */
public interface WaitWitness : CoroutineContext.Element {
    /** What the coroutine waits in. Set before it waits and by whoever resumes it; null while it does not wait. */
    public var suspendedIn: CancellableWait?

    public companion object Key : CoroutineContext.Key<WaitWitness>
}

/** The functions a suspended coroutine is in, innermost first, as far as its compiler tells. */
internal fun traceOf(continuation: Continuation<*>?): List<StackTraceElement> =
    generateSequence(continuation as? CoroutineStackFrame) { it.callerFrame }
        .mapNotNull { it.getStackTraceElement() }
        .toList()

/**
 * Those who have used one side of a primitive that anybody may serve, as far as they are known: few, or else too many
 * to know. It tells who could end a wait on the other side.
 */
public class Users : SpinLock() {
    @Volatile private var latest: WeakReference<Completion<*>>? = null

    /** Guarded by the lock; null once there have been too many. */
    @Volatile private var all: List<WeakReference<Completion<*>>>? = emptyList()

    /** A reference and a comparison, for one who has been here just before. */
    public fun note(user: Completion<*>) {
        if (latest?.refersTo(user) != true && all != null) add(user)
    }

    private fun add(user: Completion<*>) {
        locked {
            val living = (all ?: return).filter { it.get().let { known -> known != null && !known.isEnded } }
            val known = living.find { it.get() === user }
            val added = known ?: WeakReference(user)
            all = if (known != null) living else if (living.size < MOST) living + added else null
            latest = added
        }
    }

    /** Null if there have been too many. */
    public val known: List<Completion<*>>?
        get() = all?.mapNotNull { it.get() }

    private companion object {
        const val MOST = 8
    }
}
