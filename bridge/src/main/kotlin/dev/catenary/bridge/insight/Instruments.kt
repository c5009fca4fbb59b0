package dev.catenary.bridge.insight

import dev.catenary.bridge.FailureReports
import dev.catenary.core.loop.EventLoop
import dev.catenary.core.loop.TaskObserver
import dev.catenary.core.loop.TurnTaker
import dev.catenary.core.scope.ScopeTask
import dev.catenary.core.wait.Ending
import dev.catenary.insight.Instrument
import dev.catenary.insight.Instrument.End
import dev.catenary.insight.Party
import java.util.concurrent.CopyOnWriteArrayList

/** Tells the instruments of a loop; the engine knows of it only while there are any. */
internal class Instruments(private val loop: EventLoop, given: List<Instrument>) : TaskObserver {
    private val all = CopyOnWriteArrayList(given)

    init {
        FlightRecording.instrumentWhileOn()?.let(all::add)
        if (all.isNotEmpty()) loop.observer = this
    }

    fun add(instrument: Instrument) {
        all.add(instrument)
        loop.observer = this
    }

    fun remove(instrument: Instrument) {
        all.remove(instrument)
        if (all.isNotEmpty()) return
        loop.observer = null
        // another thread may have added one in between
        if (all.isNotEmpty()) loop.observer = this
    }

    override fun spawned(task: TurnTaker) = tell { it.spawned(party(task)) }

    override fun turnBegan(task: TurnTaker) = tell { it.turnBegan(party(task)) }

    override fun turnEnded(task: TurnTaker) = tell { it.turnEnded(party(task)) }

    override fun waitBegan(task: TurnTaker, operation: String) = tell {
        it.waitBegan(party(task), Snapshots.waitOf(task as ScopeTask<*>))
    }

    override fun waitEnded(task: TurnTaker) = tell { it.waitEnded(party(task)) }

    override fun ended(task: TurnTaker, ending: Any?) = tell {
        it.ended(
            party(task),
            when (ending) {
                is Ending.Failed -> End.FAILED
                is Ending.Cancelled -> End.CANCELLED
                else -> End.SUCCEEDED
            },
        )
    }

    private fun party(task: TurnTaker): Party = partyOf(task as ScopeTask<*>)

    /** One that throws is told no more. */
    inline fun tell(event: (Instrument) -> Unit) {
        for (instrument in all) {
            try {
                event(instrument)
            } catch (failure: Throwable) {
                remove(instrument)
                FailureReports.log("instrument $instrument of $loop failed, and is told no more", failure)
            }
        }
    }
}
