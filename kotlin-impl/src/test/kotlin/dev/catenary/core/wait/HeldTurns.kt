package dev.catenary.core.wait

import java.util.ArrayDeque
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch

/** A dispatcher that keeps what is ready until it is told to run it. */
internal class HeldTurns : CoroutineDispatcher() {
    private val ready = ArrayDeque<Runnable>()

    override fun dispatch(context: CoroutineContext, block: Runnable) {
        ready.add(block)
    }

    fun runAll() {
        while (true) (ready.poll() ?: return).run()
    }

    /** Runs [block] as far as it gets. */
    fun start(block: suspend () -> Unit): Job = CoroutineScope(this).launch { block() }.also { runAll() }
}
