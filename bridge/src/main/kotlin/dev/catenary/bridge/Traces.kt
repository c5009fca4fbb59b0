package dev.catenary.bridge

import dev.catenary.bridge.insight.Frames
import kotlin.coroutines.Continuation
import kotlin.coroutines.jvm.internal.CoroutineStackFrame

// Both sides of a crossing in one trace. A function that has suspended fails on the stack of whoever resumed
// it, where its caller is not to be found. The caller's frames are put below its own when the failure crosses:
// that costs nothing where nothing fails.

/** As if the function had been called right there. [frames] begin with the caller, or with what it called of ours. */
internal fun Throwable.showCaller(frames: List<StackTraceElement>) {
    val caller = frames.firstOrNull { isUsers(it) } ?: return
    val own = stackTrace
    // it has not suspended, or has been here before
    if (caller in own) return
    stackTrace = own + frames.drop(frames.indexOf(caller))
}

/** Of a Java body that has failed: those Kotlin functions that wait for it. */
internal fun Throwable.showCallers(waiting: Continuation<*>): Unit =
    showCaller(
        generateSequence(waiting as? CoroutineStackFrame) { it.callerFrame }
            .mapNotNull { it.getStackTraceElement() }
            .toList()
    )

private fun isUsers(frame: StackTraceElement) =
    Frames.isUsers(frame.className) && !frame.className.substringAfterLast('.').startsWith("\$Proxy")
