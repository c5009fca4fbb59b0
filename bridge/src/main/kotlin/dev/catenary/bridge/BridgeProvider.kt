package dev.catenary.bridge

import dev.catenary.Body
import dev.catenary.Carrier
import dev.catenary.Completions
import dev.catenary.Deadline
import dev.catenary.EventLoop
import dev.catenary.Joiner
import dev.catenary.LoopOptions
import dev.catenary.Mapping
import dev.catenary.Promise
import dev.catenary.ScopeBody
import dev.catenary.Task
import dev.catenary.TaskLocal
import dev.catenary.TimedBody
import dev.catenary.Until
import dev.catenary.Waited
import dev.catenary.bridge.insight.Snapshots
import dev.catenary.core.scope.SupervisorScope
import dev.catenary.core.scope.currentTask as taskAtWork
import dev.catenary.spi.Engine
import dev.catenary.spi.EngineProvider
import dev.catenary.spi.InsightEngine
import dev.catenary.spi.Primitives
import java.time.Duration
import java.util.Optional
import java.util.concurrent.Callable
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeUnit

/** What `ServiceLoader` finds. */
public class BridgeProvider : EngineProvider {
    override fun engine(): Engine = BridgeEngine
}

/** The static methods of the Java API. */
internal object BridgeEngine : Engine {
    override fun open(options: LoopOptions): EventLoop = LoopAdapter(options).openOnOwnThread()

    /**
     * On the calling thread, unless that is a body, which has a loop already, or a virtual thread, or would have to
     * carry the bodies: a thread that mounts others loses the interrupts that are meant for it.
     */
    override fun <T, X : Throwable> run(options: LoopOptions, body: ScopeBody<T, X>): T {
        require(options.host() == null) { "Catenary.run waits for its loop, and takes no host: use EventLoop.open" }
        val place = waitingPlace("Catenary.run")
        checkCancelled(place)
        val loop = LoopAdapter(options)
        val ownThread =
            place != null || NewerJdk.isVirtual(Thread.currentThread()) || loop.carrier() == Carrier.LOOP_CARRIED
        return if (ownThread) loop.runOnOwnThread(body) else loop.runHere(body)
    }

    override fun <T, X : Throwable> scope(name: String, body: ScopeBody<T, X>): T =
        bodyPlace("Catenary.scope").home.inNewScope(name, body)

    @Suppress("UNCHECKED_CAST")
    override fun <T, X : Throwable> supervisor(name: String, body: ScopeBody<T, X>): T {
        val place = bodyPlace("Catenary.supervisor")
        val home = place.home
        return place.inScope(home, name, { SupervisorScope(home.engine, it.node, name, it, home::report) }, body::run)
            as T
    }

    // ---- time

    override fun <T, X : Throwable> within(limit: Duration, body: TimedBody<T, X>): T =
        bodyPlace("Timeouts.within").within(limit, { throw it }, body::run)

    override fun <T : Any, X : Throwable> tryWithin(limit: Duration, body: Body<T, X>): Optional<T> =
        bodyPlace("Timeouts.tryWithin").within(limit, { Optional.empty() }) {
            Optional.of(notNull(body.run(), "the body's value"))
        }

    override fun <T, X : Throwable> shielded(limit: Duration, body: Body<T, X>): T =
        bodyPlace("Tasks.shielded").shielded(limit) { body.run() }

    override fun currentDeadline(): Deadline = dev.catenary.bridge.currentDeadline()

    // ---- several tasks

    override fun <T> gather(tasks: List<Task<out T>>): List<T> {
        checkCancelled(waitingPlace("Tasks.gather"))
        val faces = tasks.map(::unwrap)
        faces.forEach { refuseOwnEnd("Tasks.gather", it) }
        val all = Gather(faces).begin()
        return joined(
            all.seen(awaitOwned("Tasks.gather", all.core) { all.cancelBecause("its waiter was cancelled", null) })
        )
    }

    override fun <T> gatherAsync(tasks: List<Task<out T>>): Task<List<T>> = Gather(tasks.map(::unwrap)).begin()

    override fun <T> waitFor(tasks: List<Task<T>>, until: Until, timeout: Duration): Waited<T> =
        waitForTasks(tasks.map(::unwrap), until, timeout)

    override fun <T> asCompleted(tasks: List<Task<T>>): Completions<T> =
        Ends<T>().also { ends -> tasks.map(::unwrap).distinct().forEach(ends::watch) }

    override fun <T, R> join(joiner: Joiner<T, R>, bodies: List<Callable<T>>): R =
        bodyPlace("Tasks.join").let { it.joinBodies(it.home, joiner, bodies) }

    override fun <T> hedged(delay: Duration, bodies: List<Callable<T>>): T =
        bodyPlace("Tasks.hedged").let { it.hedge(it.home, delay, bodies) }

    override fun <T, R> map(items: Iterable<T>, limit: Int, function: Mapping<in T, out R>): List<R> =
        bodyPlace("Tasks.map").let { it.mapItems(it.home, items, limit, function) }

    // ---- waiting

    override fun sleep(duration: Duration) {
        if (duration.isZero) return yieldNow()
        val nanos = duration.saturatedNanos()
        val place = waitingPlace("Catenary.sleep")
        checkCancelled(place)
        if (place == null) return TimeUnit.NANOSECONDS.sleep(nanos)
        cross<Unit>(place, "Catenary.sleep", OnInterrupt.TAKE_BACK) { sleepFor(nanos, place.loop!!, it) }
    }

    override fun sleepAsync(duration: Duration): Task<Void?> {
        val loop =
            LoopAdapter.current()
                ?: throw IllegalStateException(
                    "Catenary.sleepAsync needs a loop, and this thread has none: use EventLoop.schedule"
                )
        return SleepTask(loop, duration.saturatedNanos())
    }

    override fun yieldNow() {
        val place = waitingPlace("Catenary.yieldNow")
        checkCancelled(place)
        if (place == null) Thread.yield() else place.yieldTurn()
        checkCancelled(place)
    }

    override fun <T> await(stage: CompletionStage<T>): T {
        if (stage !is TaskFace<*>) return joined(blocking<Any?>("Catenary.await") { awaitStage(stage, it) })
        refuseOwnEnd("Catenary.await", stage)
        return joined(
            stage.seen(operateRaw("Catenary.await", { stage.core.endedOrNotNow }) { awaitEnd(stage.core, it) })
        )
    }

    override fun <T, X : Exception> offload(body: Body<T, X>): T {
        val place = waitingPlace("Catenary.offload")
        checkCancelled(place)
        if (place == null) return body.run()
        val loop = place.home
        val task = OffloadTask(null, place.body.node, null, loop.site(), loop.offload, Callable { body.run() })
        return loop.joinOwned(loop.begin(task), "Catenary.offload")
    }

    override fun <T> offloadAsync(body: Callable<T>): Task<T> {
        val place = bodyPlace("Catenary.offloadAsync")
        val scope = place.body.nearestScope()
        val home = place.home
        return home.forkInto(scope, OffloadTask(scope, scope, null, home.site(), home.offload, body))
    }

    override fun <T> promise(name: String): Promise<T> = PromiseAdapter(name)

    override fun <T : Any> taskLocal(name: String): TaskLocal<T> = TaskLocalAdapter(name)

    // ---- what is shared

    private val sharedLoop by lazy { LoopAdapter(LoopOptions.named("shared"), isShared = true).openOnOwnThread() }

    override fun shared(): LoopAdapter = sharedLoop

    override fun primitives(): Primitives = BridgePrimitives

    override fun insight(): InsightEngine = Snapshots

    override fun currentTask(): Optional<Task<*>> =
        Optional.ofNullable(taskAtWork()).map { TaskAdapter.of(it, it.loop.face as LoopAdapter) }

    override fun currentLoop(): Optional<EventLoop> = Optional.ofNullable(LoopAdapter.current())
}
