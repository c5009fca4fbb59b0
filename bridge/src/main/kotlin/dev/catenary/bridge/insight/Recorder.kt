package dev.catenary.bridge.insight

import dev.catenary.insight.Deadlock
import dev.catenary.insight.Instrument
import dev.catenary.insight.Party
import dev.catenary.insight.Stall
import dev.catenary.insight.WaitInfo
import java.util.concurrent.ConcurrentSkipListMap
import jdk.jfr.Category
import jdk.jfr.Event
import jdk.jfr.FlightRecorder
import jdk.jfr.FlightRecorderListener
import jdk.jfr.Label
import jdk.jfr.Name
import jdk.jfr.Recording
import jdk.jfr.RecordingState
import jdk.jfr.StackTrace

/** What needs the module `jdk.jfr`. */
internal class Recorder(private val changed: (Instrument) -> Unit) : FlightRecorderListener {
    @Volatile
    var isOn: Boolean = false
        private set

    /** Another one for each time, which knows nothing of the one before. */
    @Volatile
    var instrument: Instrument = RecordedTasks()
        private set

    init {
        FlightRecorder.addListener(this)
        if (FlightRecorder.isInitialized()) isOn = isAnyRunning()
    }

    override fun recordingStateChanged(recording: Recording) {
        val now = isAnyRunning()
        if (now == isOn) return
        isOn = now
        val before = instrument
        instrument = RecordedTasks()
        changed(before)
    }

    private fun isAnyRunning() =
        FlightRecorder.getFlightRecorder().recordings.any { it.state == RecordingState.RUNNING }

    fun failed(loop: String, message: String, failure: Throwable): Unit =
        FailureEvent(loop, message, failure.toString()).commit()
}

/**
 * An event for each task, turn and wait, from its begin to its end; what began before the recording is left out.
 *
 * The maps are of the kind that has no lock: a body that its loop carries, and that stood in the queue of one, would
 * pass its turn in the middle of a call that does not wait.
 */
private class RecordedTasks : Instrument {
    private val tasks = ConcurrentSkipListMap<Long, TaskEvent>()
    private val turns = ConcurrentSkipListMap<Long, TurnEvent>()
    private val waits = ConcurrentSkipListMap<Long, WaitEvent>()

    override fun spawned(task: Party) {
        tasks[task.task()] = TaskEvent(task).also { it.begin() }
    }

    override fun ended(task: Party, how: Instrument.End) {
        val event = tasks.remove(task.task()) ?: return
        event.end = how.name
        event.commit()
    }

    override fun turnBegan(task: Party) {
        turns[task.task()] = TurnEvent(task).also { it.begin() }
    }

    override fun turnEnded(task: Party) {
        turns.remove(task.task())?.commit()
    }

    override fun waitBegan(task: Party, wait: WaitInfo) {
        waits[task.task()] = WaitEvent(task, wait).also { it.begin() }
    }

    override fun waitEnded(task: Party) {
        waits.remove(task.task())?.commit()
    }

    override fun stalled(stall: Stall): Unit = StallEvent(stall).commit()

    override fun deadlocked(deadlock: Deadlock): Unit = DeadlockEvent("$deadlock").commit()

    override fun toString(): String = "the flight recorder"
}

@Name("dev.catenary.Task")
@Label("Task")
@Category("Catenary")
@StackTrace(false)
private class TaskEvent(who: Party) : Event() {
    @Label("Task") private val task: String = who.name()
    @Label("Number") private val number: Long = who.task()
    @JvmField @Label("End") var end: String? = null
}

@Name("dev.catenary.Turn")
@Label("Turn")
@Category("Catenary")
@StackTrace(false)
private class TurnEvent(who: Party) : Event() {
    @Label("Task") private val task: String = who.name()
    @Label("Number") private val number: Long = who.task()
}

@Name("dev.catenary.Wait")
@Label("Wait")
@Category("Catenary")
@StackTrace(false)
private class WaitEvent(who: Party, wait: WaitInfo) : Event() {
    @Label("Task") private val task: String = who.name()
    @Label("Number") private val number: Long = who.task()
    @Label("Operation") private val operation: String = wait.operation()
    @Label("For") private val target: String = wait.target()
}

@Name("dev.catenary.Stall")
@Label("Stall")
@Category("Catenary")
@StackTrace(false)
private class StallEvent(stall: Stall) : Event() {
    @Label("Loop") private val loop: String = stall.loop()
    @Label("Task") private val task: String? = stall.task()?.toString()
    @Label("Line") private val line: String? = stall.line()?.toString()
    @Label("Kept") private val kept: String = stall.kept().toString()
}

@Name("dev.catenary.Failure")
@Label("Failure that nobody saw")
@Category("Catenary")
@StackTrace(false)
private class FailureEvent(
    @Label("Loop") private val loop: String,
    @Label("What failed") private val what: String,
    @Label("Failure") private val failure: String,
) : Event()

@Name("dev.catenary.Deadlock")
@Label("Deadlock")
@Category("Catenary")
@StackTrace(false)
private class DeadlockEvent(@Label("Circle") private val circle: String) : Event()
