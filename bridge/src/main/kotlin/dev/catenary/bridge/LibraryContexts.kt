package dev.catenary.bridge

import dev.catenary.ContextSource
import dev.catenary.TaskLocal
import dev.catenary.core.loop.EventLoop
import dev.catenary.core.scope.currentTask
import io.micrometer.context.ContextSnapshotFactory
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Delay
import kotlinx.coroutines.InternalCoroutinesApi
import org.slf4j.MDC

/** The context a task was started in, as far as the loop's options ask for it. */
internal fun List<ContextSource>.captureAll(): List<ContextSource.Captured> =
    if (isEmpty()) emptyList() else map { it.capture() }

/** Runs [body] in all of them, the first one outermost. */
internal fun <T> List<ContextSource.Captured>.call(body: Callable<T>): T =
    foldRight(body) { captured, inner -> Callable { captured.call(inner) } }.call()

/** The same for the coroutines of a loop: whatever they are resumed with runs in the context they were started in. */
@OptIn(InternalCoroutinesApi::class)
internal class ContextDispatcher(private val loop: EventLoop, private val captured: List<ContextSource.Captured>) :
    CoroutineDispatcher(), Delay by loop {
    override fun dispatch(context: CoroutineContext, block: Runnable): Unit =
        loop.dispatch(context, Runnable { captured.call(Executors.callable(block)) })
}

/** Where coroutines of the loop run. */
internal fun BodyCarrier.dispatcher(): CoroutineDispatcher =
    if (context.isEmpty()) loop else ContextDispatcher(loop, context.captureAll())

internal object MdcSource : ContextSource {
    override fun capture(): ContextSource.Captured {
        val captured = MDC.getCopyOfContextMap()
        return object : ContextSource.Captured {
            override fun <T> call(body: Callable<T>): T {
                val before = MDC.getCopyOfContextMap()
                put(captured)
                try {
                    return body.call()
                } finally {
                    put(before)
                }
            }
        }
    }

    private fun put(map: Map<String, String>?) {
        if (map == null) MDC.clear() else MDC.setContextMap(map)
    }
}

/** The task begins with what its starter had in the MDC, and with what tells of the task. */
internal class MdcOfTaskSource(private val locals: List<TaskLocal<*>>) : ContextSource {
    override fun capture(): ContextSource.Captured {
        val captured = MdcSource.capture()
        return object : ContextSource.Captured {
            override fun <T> call(body: Callable<T>): T = captured.call { tellOfTask().let { body.call() } }
        }
    }

    private fun tellOfTask() {
        val task = currentTask() ?: return
        MDC.put("task", task.name)
        MDC.put("taskId", task.id.toString())
        for (local in locals) if (local.isSet) MDC.put(local.name(), local.get().toString())
    }
}

internal object MicrometerSource : ContextSource {
    private val snapshots = ContextSnapshotFactory.builder().clearMissing(true).build()

    override fun capture(): ContextSource.Captured {
        val snapshot = snapshots.captureAll()
        return object : ContextSource.Captured {
            override fun <T> call(body: Callable<T>): T = snapshot.wrap(body).call()
        }
    }
}

internal class ScopedValueSource(private val scopedValue: Any) : ContextSource {
    init {
        require(NewerJdk.isScopedValue(scopedValue)) { "not a java.lang.ScopedValue but ${scopedValue.javaClass.name}" }
    }

    override fun capture(): ContextSource.Captured {
        val captured = NewerJdk.valueOf(scopedValue)
        return object : ContextSource.Captured {
            override fun <T> call(body: Callable<T>): T =
                if (captured == null) body.call() else NewerJdk.callWhere(scopedValue, captured, body)
        }
    }
}
