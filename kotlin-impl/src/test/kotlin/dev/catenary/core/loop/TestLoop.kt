package dev.catenary.core.loop

import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.concurrent.thread
import org.assertj.core.api.Assertions.assertThat

/**
 * A loop in virtual time, for one test: it runs on the calling thread until nothing is left to do, and jumps to the
 * next timer whenever everything waits. JUnit's timeout interrupts that thread, which ends it.
 */
internal class TestLoop(seed: Long? = null) : Clock {
    @Volatile private var now = 0L

    /** How often somebody wanted to know the time: the loop itself does once a round, if there are timers. */
    var looks = 0
        private set

    /** What turns threw. */
    val failures = ConcurrentLinkedQueue<Throwable>()

    val engine = EventLoop("test", this) { failures.add(it) }

    init {
        engine.shuffle = seed?.let(::Shuffle)
        engine.onInterrupt = Runnable {
            failures.add(AssertionError("the test was interrupted"))
            engine.stop()
        }
    }

    override fun nanoTime(): Long {
        looks++
        return now
    }

    /** Time passes while a turn runs. */
    fun advance(nanos: Long) {
        now += nanos
    }

    override fun idle(nanos: Long, quiet: Boolean): Long {
        if (!quiet) return nanos
        if (nanos == Long.MAX_VALUE) engine.stop() else now += nanos
        return 0
    }

    /** Runs [first] as a turn, and then all that follows from it. */
    fun run(first: () -> Unit) {
        runWithFailures(first)
        assertThat(failures).isEmpty()
    }

    fun runWithFailures(first: () -> Unit) {
        engine.execute(first)
        engine.run()
    }
}

/** Lets a thread that is a stranger to all loops run [action], and waits for it. */
internal fun elsewhere(action: () -> Unit) {
    var failure: Throwable? = null
    thread { failure = runCatching(action).exceptionOrNull() }.join()
    failure?.let { throw it }
}
