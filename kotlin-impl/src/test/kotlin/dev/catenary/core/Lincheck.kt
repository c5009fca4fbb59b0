package dev.catenary.core

import dev.catenary.core.loop.EventLoop
import dev.catenary.core.loop.Place
import kotlin.reflect.KClass
import kotlin.reflect.KFunction
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions
import org.jetbrains.lincheck.datastructures.StressOptions
import org.jetbrains.lincheck.datastructures.forClasses

// Lincheck makes programs of the operations of a class, a few calls on each of some threads, runs them,
// and wants each outcome to be one that a sequential specification allows. Bounds: a few seconds a class.

/** Operations for some threads to run at the same time: a list for each thread. */
internal typealias Race = List<List<KFunction<*>>>

internal fun race(vararg threads: List<KFunction<*>>): Race = threads.toList()

/** Runs each of [races], and some [random] programs more, in many interleavings, chosen access by access. */
internal fun modelCheck(
    operations: KClass<*>,
    specification: KClass<*>,
    vararg races: Race,
    random: Int = 1,
    interleavings: Int = 25,
) {
    ModelCheckingOptions()
        .iterations(random)
        .invocationsPerIteration(interleavings)
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        // a thread that goes round in a loop more often than that is taken to wait for the others: the least
        // that lets a walk over a small tree go on, for it is what each meeting at a SpinLock costs
        .loopIterationsBeforeThreadSwitch(5)
        .addGuarantee(forClasses(EventLoop::class, Place.Companion::class).allMethods().ignore())
        .apply { races.forEach { raceOf(it) } }
        .sequentialSpecification(specification.java)
        .check(operations)
}

private fun ModelCheckingOptions.raceOf(threads: Race) {
    addCustomScenario { parallel { for (calls in threads) thread { for (call in calls) actor(call) } } }
}

/** Runs random programs many times on real threads. */
internal fun stress(operations: KClass<*>, specification: KClass<*>) {
    StressOptions()
        .iterations(4)
        .invocationsPerIteration(200)
        .threads(3)
        .actorsPerThread(2)
        .actorsBefore(2)
        .actorsAfter(1)
        .sequentialSpecification(specification.java)
        .check(operations)
}
