package dev.catenary.kotlin

import dev.catenary.bridge.JavaFacade
import dev.catenary.bridge.KotlinFacade
import dev.catenary.bridge.notNull

/**
 * Whole interfaces from one language to the other, without a continuation in sight.
 *
 * Methods are paired by name and parameters when the facade is made; one that finds no counterpart, and has no default,
 * makes that fail with a text that names it and what was expected. On the way `kotlin.time.Duration` and
 * [java.time.Duration], `Unit` and `void`, `Flow` and [dev.catenary.AsyncStream], [java.util.concurrent.Flow.Publisher]
 * or [java.util.stream.Stream] become each other.
 *
 * With `org.jetbrains.kotlin:kotlin-metadata-jvm` among the dependencies of a project, Kotlin's word on null is kept: a
 * [NullPointerException] names the method that was given null for a parameter that Kotlin declares non-null, and the
 * Java method that gave null where Kotlin promises a value.
 */
public object Facade {
    /**
     * The Kotlin object [kotlin] as the Java interface [type]. A suspending function is a method that waits and gives
     * its result, or one that gives a [dev.catenary.Task] or a [java.util.concurrent.CompletionStage] of it.
     *
     * A method that waits throws the failure as it is, if it is unchecked or declared, and else wraps it as
     * [dev.catenary.Task.join] does; one that does not declare [InterruptedException] throws a
     * [java.util.concurrent.CancellationException] when its caller is cancelled, and the interrupt stays set.
     *
     * @throws IllegalArgumentException if a method finds no counterpart
     */
    @JvmStatic
    public fun <F : Any> of(type: Class<F>, kotlin: Any): F =
        type.cast(JavaFacade(notNull(type, "type"), notNull(kotlin, "kotlin")).make())

    /**
     * The Java object [java] as the Kotlin interface [type]. A suspending function is answered by a method that gives
     * its result, and may wait and block, or by one that gives a [dev.catenary.Task] or another
     * [java.util.concurrent.CompletionStage] at once. See [Suspend.implement] for where it runs.
     *
     * @throws IllegalArgumentException if a function finds no counterpart
     */
    @JvmStatic
    public fun <F : Any> suspending(type: Class<F>, java: Any): F =
        type.cast(KotlinFacade(notNull(type, "type"), notNull(java, "java")).make())
}
