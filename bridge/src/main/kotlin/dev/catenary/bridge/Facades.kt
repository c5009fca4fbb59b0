package dev.catenary.bridge

import dev.catenary.Task
import java.lang.invoke.MethodHandle
import java.lang.invoke.MethodHandles
import java.lang.invoke.MethodType
import java.lang.reflect.InvocationHandler
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.lang.reflect.Proxy
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

// Whole interfaces, both ways. When a facade is made each of its methods is bound to its counterpart, or a
// text says what is missing; a call then costs a proxy, a look into a map, and a method handle.

/** What a method of a facade does. */
internal fun interface Bound {
    fun call(arguments: Array<Any?>): Any?
}

internal abstract class FacadeMaker(protected val type: Class<*>, protected val target: Any) : InvocationHandler {
    private val methods = HashMap<Method, Bound?>()

    init {
        require(type.isInterface) { "a facade is an interface, and ${type.name} is none" }
        val problems = ArrayList<String>()
        for (method in type.methods) {
            if (Modifier.isStatic(method.modifiers)) continue
            try {
                methods[method] = bind(method)
            } catch (unbound: IllegalArgumentException) {
                if (method.isDefault) methods[method] = null else problems.add(unbound.message!!)
            }
        }
        require(problems.isEmpty()) { problems.joinToString("\n") }
    }

    /** Throws an IllegalArgumentException that says what was expected. */
    protected abstract fun bind(method: Method): Bound

    fun make(): Any = Proxy.newProxyInstance(type.classLoader, arrayOf(type), this)

    override fun invoke(proxy: Any, method: Method, arguments: Array<Any?>?): Any? {
        val given = arguments ?: NONE
        val bound = methods[method]
        if (bound != null) return bound.call(given)
        if (method.declaringClass != Any::class.java) return default(method).bindTo(proxy).invokeWithArguments(*given)
        return when (method.name) {
            "equals" -> proxy === given[0]
            "hashCode" -> System.identityHashCode(proxy)
            else -> "${type.simpleName} over $target"
        }
    }

    /** Also one of an interface that is not public, which InvocationHandler.invokeDefault refuses. */
    private fun default(method: Method): MethodHandle =
        MethodHandles.privateLookupIn(method.declaringClass, MethodHandles.lookup())
            .unreflectSpecial(method, method.declaringClass)

    /**
     * The public methods of the target that may be the counterpart of one of this name. A bridge is one only where
     * nothing else is: so a generic interface finds what implements it.
     */
    protected fun <M : Any> candidates(match: (Method) -> M?): List<M> {
        val (bridges, others) =
            target.javaClass.methods.filter { !Modifier.isStatic(it.modifiers) }.partition { it.isBridge }
        return others.mapNotNull(match).ifEmpty { bridges.mapNotNull(match) }
    }

    /** The only one, or the only one whose parameters need no conversion. */
    protected fun <M> only(method: Method, matches: List<M>, isExact: (M) -> Boolean, expected: String): M {
        val best = if (matches.size > 1) matches.filter(isExact) else matches
        require(best.isNotEmpty() || matches.isEmpty()) {
            "${inWords(method)} could be any of ${matches.size} methods of ${target.javaClass.name}"
        }
        require(best.isNotEmpty()) {
            "${inWords(method)} has no counterpart: expected $expected in ${target.javaClass.name}, which has " +
                target.javaClass.methods
                    .filter { it.declaringClass != Any::class.java }
                    .joinToString { inWords(it) }
                    .ifEmpty { "no public methods" }
        }
        return best.first()
    }

    /** A handle of (target, arguments as an array). */
    protected fun handle(method: Method): MethodHandle {
        val accessible = accessible(method)
        val handle = MethodHandles.lookup().unreflect(accessible).bindTo(target)
        return handle
            .asType(MethodType.genericMethodType(method.parameterCount))
            .asSpreader(Array<Any?>::class.java, method.parameterCount)
    }

    /** A public method of a class that is not: through the interface that declares it. */
    private fun accessible(method: Method): Method {
        if (Modifier.isPublic(method.declaringClass.modifiers) || method.trySetAccessible()) return method
        return allInterfaces(target.javaClass).firstNotNullOfOrNull {
            runCatching { it.getMethod(method.name, *method.parameterTypes) }.getOrNull()
        }
            ?: throw IllegalArgumentException(
                "${inWords(method)} of ${target.javaClass.name} is not accessible: open its package or make the class public"
            )
    }

    private fun allInterfaces(of: Class<*>): Sequence<Class<*>> =
        generateSequence(of) { it.superclass }
            .flatMap { level -> level.interfaces.asSequence().flatMap { sequenceOf(it) + allInterfaces(it) } }

    /** As its author wrote it. */
    protected fun inWords(method: Method): String {
        val parameters = method.parameterTypes.filter { it != Continuation::class.java }
        val name = method.name.substringBefore('-')
        return "${method.declaringClass.simpleName}.$name(${parameters.joinToString { it.simpleName }})"
    }

    private companion object {
        val NONE = arrayOfNulls<Any?>(0)
    }
}

/** The value of Kotlin that a name stands for: functions with parameters of value classes have a suffix. */
private fun Method.isNamed(name: String) = this.name == name || this.name.startsWith("$name-")

/** A long is a kotlin.time.Duration only where the name says that there are value classes: else it counts something. */
private fun Method.mayTake(java: Class<*>, kotlin: Class<*>) =
    java != Duration::class.java || kotlin != Long::class.java || '-' in name

private val Method.isSuspending: Boolean
    get() = parameterTypes.lastOrNull() == Continuation::class.java

private fun convertAll(conversions: List<Conversion>, arguments: Array<Any?>, more: Int = 0): Array<Any?> {
    val converted = arrayOfNulls<Any?>(conversions.size + more)
    for (index in conversions.indices) converted[index] = conversions[index](arguments[index])
    return converted
}

/** A checked exception that the method does not declare is wrapped as [dev.catenary.Task.join] wraps it. */
private inline fun declared(method: Method, call: () -> Any?): Any? =
    try {
        call()
    } catch (failure: Throwable) {
        throw if (method.canThrow(failure)) failure else CompletionException(failure)
    }

private fun Method.canThrow(failure: Throwable) =
    failure is RuntimeException || failure is Error || exceptionTypes.any { it.isInstance(failure) }

/** A Java interface over a Kotlin object. */
internal class JavaFacade(type: Class<*>, target: Any) : FacadeMaker(type, target) {
    private class Match(val method: Method, val conversions: List<Conversion>)

    override fun bind(method: Method): Bound {
        val wanted = method.parameterTypes
        val matches = candidates { candidate ->
            val has =
                if (candidate.isSuspending) candidate.parameterTypes.dropLast(1) else candidate.parameterTypes.asList()
            if (!candidate.isNamed(method.name) || has.size != wanted.size) return@candidates null
            val conversions =
                has.indices.map {
                    toKotlin(wanted[it], has[it])?.takeIf { _ -> candidate.mayTake(wanted[it], has[it]) }
                        ?: return@candidates null
                }
            Match(candidate, conversions)
        }
        val match =
            only(
                method,
                matches,
                { m -> m.conversions.all { it === SAME } },
                "a function ${method.name} with such parameters, suspending or not,",
            )
        return nullsRefused(match, if (match.method.isSuspending) suspending(method, match) else plain(method, match))
    }

    /** Null is refused where it is given, before anything begins. */
    private fun nullsRefused(match: Match, bound: Bound): Bound {
        val nonNulls = NonNulls.of(match.method)
        if (!nonNulls.hasParameters) return bound
        val function = inWords(match.method)
        return Bound {
            nonNulls.checkArguments(function, it)
            bound.call(it)
        }
    }

    private fun plain(method: Method, match: Match): Bound {
        val handle = handle(match.method)
        val result = resultOf(method, match.method.returnType, method.returnType)
        return Bound { declared(method) { result(handle.invoke(convertAll(match.conversions, it))) } }
    }

    private fun resultOf(method: Method, given: Class<*>, wanted: Class<*>): Conversion {
        val known = if (given == Void.TYPE) Unit::class.java else given
        return toJava(known, wanted)
            ?: SAME.takeIf { mayBe(known, wanted) }
            ?: throw IllegalArgumentException(
                "${inWords(method)} returns ${wanted.simpleName}, and its counterpart ${given.simpleName}"
            )
    }

    private fun suspending(method: Method, match: Match): Bound {
        val handle = handle(match.method)
        val given = rawClass(argumentOf(match.method.genericParameterTypes.last()))
        val kind = method.returnType
        val isTask =
            kind == Task::class.java || kind == CompletionStage::class.java || kind == CompletableFuture::class.java
        val result = resultOf(method, given, if (isTask) rawClass(argumentOf(method.genericReturnType)) else kind)
        val invoke = { arguments: Array<Any?>, k: Continuation<*> ->
            val all = convertAll(match.conversions, arguments, more = 1)
            all[all.size - 1] = k
            handle.invoke(all)
        }
        return when {
            kind == Task::class.java || kind == CompletionStage::class.java ->
                Bound { start(method.name, it, invoke, result) }
            isTask -> Bound { start(method.name, it, invoke, result).toCompletableFuture() }
            else -> Blocking(method, invoke, result)
        }
    }

    /** Belongs to the scope of the caller, as the async calls of primitives do. */
    private fun start(
        name: String,
        arguments: Array<Any?>,
        invoke: (Array<Any?>, Continuation<*>) -> Any?,
        result: Conversion,
    ): Task<Any?> {
        val place = CallPlace.current()
        val task = place.coroutine(name) { result(suspendCoroutineUninterceptedOrReturn { invoke(arguments, it) }) }
        task.failedAlone = { task.unseen = place.home.reportUnlessSeen(task, it, name, task.site) }
        return TaskAdapter.of(task, place.home).also { place.home.begin(task) }
    }

    private class Blocking(
        private val method: Method,
        private val invoke: (Array<Any?>, Continuation<*>) -> Any?,
        private val result: Conversion,
    ) : Bound {
        override fun call(arguments: Array<Any?>): Any? =
            try {
                result(callSuspending<Any?> { k -> invoke(arguments, k) })
            } catch (failed: CompletionException) {
                throw failed.cause?.takeIf(method::canThrow)?.also { it.showCaller(failed.stackTrace.asList()) }
                    ?: failed
            } catch (interrupted: InterruptedException) {
                throw if (method.canThrow(interrupted)) interrupted else undeclared(interrupted)
            }

        /** A method that does not say that it waits. */
        private fun undeclared(interrupted: InterruptedException): Throwable {
            Thread.currentThread().interrupt()
            return CancellationException("${method.name} was cancelled: ${interrupted.message}").also {
                it.initCause(interrupted)
            }
        }
    }
}

/** A Kotlin interface over a Java object. */
internal class KotlinFacade(type: Class<*>, target: Any) : FacadeMaker(type, target) {
    private class Match(val method: Method, val conversions: List<Conversion>)

    override fun bind(method: Method): Bound {
        val name = method.name.substringBefore('-')
        val has = if (method.isSuspending) method.parameterTypes.dropLast(1) else method.parameterTypes.asList()
        val matches = candidates { candidate ->
            if (candidate.name != name || candidate.parameterCount != has.size) return@candidates null
            val conversions =
                has.indices.map {
                    val given = candidate.parameterTypes[it]
                    toJava(has[it], given)?.takeIf { _ -> method.mayTake(given, has[it]) } ?: return@candidates null
                }
            Match(candidate, conversions)
        }
        val match =
            only(
                method,
                matches,
                { m -> m.conversions.all { it === SAME } },
                "a method $name(${has.joinToString { it.simpleName }})",
            )
        return if (method.isSuspending) suspending(method, match) else plain(method, match)
    }

    private fun plain(method: Method, match: Match): Bound {
        val handle = handle(match.method)
        val result = resultOf(method, match, match.method.returnType, method.returnType)
        return Bound { declared(method) { result(handle.invoke(convertAll(match.conversions, it))) } }
    }

    private fun suspending(method: Method, match: Match): Bound {
        val handle = handle(match.method)
        val wanted = rawClass(argumentOf(method.genericParameterTypes.last()))
        val given = match.method.genericReturnType
        if (CompletionStage::class.java.isAssignableFrom(rawClass(given))) {
            val result = resultOf(method, match, rawClass(argumentOf(given)), wanted)
            return answering { all, k ->
                implementWithStage(k, result) {
                    handle.invoke(convertAll(match.conversions, all)) as CompletionStage<*>?
                }
            }
        }
        val result = resultOf(method, match, rawClass(given), wanted)
        return answering { all, k ->
            implementSuspending(k, Callable { result(handle.invoke(convertAll(match.conversions, all))) })
        }
    }

    /** A proxy wraps what a method throws and does not declare, as no function of Kotlin does: it is sent instead. */
    private inline fun answering(crossinline answer: (Array<Any?>, Continuation<Any?>) -> Any?) = Bound { all ->
        @Suppress("UNCHECKED_CAST") val caller = all.last() as Continuation<Any?>
        try {
            answer(all, caller)
        } catch (failure: Throwable) {
            if (failure is RuntimeException || failure is Error) throw failure
            failLater(caller, failure)
        }
    }

    private fun resultOf(method: Method, match: Match, given: Class<*>, wanted: Class<*>): Conversion {
        val known = if (wanted == Void.TYPE) Unit::class.java else wanted
        val result =
            toKotlin(given, known)
                ?: SAME.takeIf { mayBe(given, known) }
                ?: throw IllegalArgumentException(
                    "${inWords(method)} returns ${wanted.simpleName}, and its counterpart ${rawClass(given).simpleName}"
                )
        return NonNulls.of(method).checked(inWords(method), inWords(match.method), result)
    }
}
