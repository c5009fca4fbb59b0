package dev.catenary.bridge

import dev.catenary.Carrier
import dev.catenary.ContextSource
import dev.catenary.LoopOptions
import dev.catenary.core.loop.EventLoop
import java.util.concurrent.ConcurrentHashMap

/** How a Java lambda becomes a body: see docs/decisions/0003-carriers.md for the three ways. */
internal interface BodyCarrier {
    val kind: Carrier

    val loop: EventLoop

    /** What other libraries' context the bodies run in. */
    val context: List<ContextSource>

    /** The turn in which [task] begins; returns when its body has given up the turn or has ended. */
    fun begin(task: BodyTask<*>)

    /** Takes the turn from a body that is stuck and does not give it up, so that the loop's thread can end. */
    fun abandon()

    /** Lets threads that wait for a body end. */
    fun close()
}

/** Chooses the carrier of a loop. */
internal object Carriers {
    private val logger = System.getLogger("dev.catenary")
    private val told = ConcurrentHashMap.newKeySet<Carrier>()

    fun choose(options: LoopOptions, loop: EventLoop): BodyCarrier {
        val wanted = options.carrier()
        val kind = if (wanted == Carrier.AUTOMATIC) best() else wanted.also(::demand)
        if (told.add(kind)) logger.log(System.Logger.Level.INFO, "Java bodies run on ${describe(kind)}")
        val context = options.context()
        return when (kind) {
            Carrier.LOOP_CARRIED -> LoopCarried(loop, context)
            Carrier.VIRTUAL_THREADS -> HandedOver(kind, loop, context, NewerJdk.virtualThreads!!, Int.MAX_VALUE)
            else -> HandedOver(kind, loop, context, { Thread(it).apply { isDaemon = true } }, options.bodyLimit())
        }
    }

    private fun best(): Carrier =
        when {
            NewerJdk.canCarry && !NewerJdk.monitorsPin -> Carrier.LOOP_CARRIED
            NewerJdk.virtualThreads != null -> Carrier.VIRTUAL_THREADS
            else -> Carrier.PLATFORM_THREADS
        }

    private fun demand(kind: Carrier) {
        val missing =
            when (kind) {
                Carrier.LOOP_CARRIED -> if (NewerJdk.canCarry) null else wayToLoopCarried()
                Carrier.VIRTUAL_THREADS -> if (NewerJdk.virtualThreads != null) null else "run on JDK 21 or newer"
                else -> null
            }
        if (missing != null) throw IllegalStateException("carrier $kind is not to be had on this JVM: $missing")
    }

    private fun describe(kind: Carrier): String =
        when (kind) {
            Carrier.LOOP_CARRIED -> "virtual threads that the loop carries"
            Carrier.VIRTUAL_THREADS -> "virtual threads that hand over the turn${better("for the loop to carry them")}"
            else -> "platform threads that hand over the turn${better("for virtual threads")}"
        }

    private fun better(aim: String): String = if (NewerJdk.canCarry) "" else "; $aim ${wayToLoopCarried()}"

    private fun wayToLoopCarried(): String {
        val module = Carriers::class.java.module
        val target = if (module.isNamed) module.name else "ALL-UNNAMED"
        val open = "add --add-opens java.base/java.lang=$target to the command line"
        return if (NewerJdk.virtualThreads == null) "run on JDK 21 or newer and $open" else open
    }
}
