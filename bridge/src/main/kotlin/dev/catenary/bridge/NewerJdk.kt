package dev.catenary.bridge

import java.lang.invoke.MethodHandle
import java.lang.invoke.MethodHandles
import java.lang.invoke.MethodType
import java.util.concurrent.Callable
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executor
import java.util.concurrent.FutureTask
import java.util.concurrent.ThreadFactory

/** What JDKs newer than 17 have, for bytecode that is built for 17. The only file that knows of it. */
internal object NewerJdk {
    private val lookup = MethodHandles.publicLookup()
    private val builder: Class<*>? = found { Class.forName("java.lang.Thread\$Builder\$OfVirtual") }
    private val factory: MethodHandle? = builder?.let {
        found {
            lookup.findVirtual(
                Class.forName("java.lang.Thread\$Builder"),
                "factory",
                MethodType.methodType(ThreadFactory::class.java),
            )
        }
    }
    private val isVirtual: MethodHandle? = found {
        lookup.findVirtual(Thread::class.java, "isVirtual", MethodType.methodType(Boolean::class.java))
    }

    /**
     * The constructor of a builder of virtual threads that a given executor schedules (JDK 21 to 25). It is reached by
     * reflection once java.base/java.lang is open to this module.
     */
    private val carriedBuilder: MethodHandle? = found {
        val constructor =
            Class.forName("java.lang.ThreadBuilders\$VirtualThreadBuilder").getDeclaredConstructor(Executor::class.java)
        constructor.isAccessible = true
        MethodHandles.lookup().unreflectConstructor(constructor)
    }

    /** The JDK's virtual threads; null before JDK 21. */
    val virtualThreads: ThreadFactory? = builder?.let {
        found { factoryOf(lookup.findStatic(Thread::class.java, "ofVirtual", MethodType.methodType(it)).invoke()) }
    }

    /** Before JDK 24 a virtual thread that waits in a synchronized block keeps its carrier: here, the loop. */
    val monitorsPin: Boolean = Runtime.version().feature() < 24

    val canCarry: Boolean
        get() = carriedBuilder != null

    /** Virtual threads that [scheduler] runs. Only if [canCarry]. */
    fun carriedBy(scheduler: Executor): ThreadFactory = factoryOf(carriedBuilder!!.invokeWithArguments(scheduler))

    fun isVirtual(thread: Thread): Boolean = isVirtual?.invokeWithArguments(thread) as Boolean? ?: false

    // ---- scoped values, JDK 25

    private val scopedValue: Class<*>? = found { Class.forName("java.lang.ScopedValue") }
    private val carrier: Class<*>? = found { Class.forName("java.lang.ScopedValue\$Carrier") }

    fun isScopedValue(value: Any): Boolean = scopedValue?.isInstance(value) ?: false

    /** Null if it is not bound. */
    fun valueOf(key: Any): Any? =
        lookup
            .findVirtual(scopedValue, "orElse", MethodType.methodType(Any::class.java, Any::class.java))
            .invokeWithArguments(key, UNBOUND)
            .takeUnless { it === UNBOUND }

    /** Runs [body] where [key] is bound to [value]. */
    fun <T> callWhere(key: Any, value: Any, body: Callable<T>): T {
        val where =
            lookup.findStatic(scopedValue, "where", MethodType.methodType(carrier, scopedValue, Any::class.java))
        val run = lookup.findVirtual(carrier, "run", MethodType.methodType(Void.TYPE, Runnable::class.java))
        val task = FutureTask(body)
        run.invokeWithArguments(where.invokeWithArguments(key, value), task)
        try {
            return task.get()
        } catch (failed: ExecutionException) {
            throw failed.cause!!
        }
    }

    private val UNBOUND = Any()

    private fun factoryOf(builder: Any?): ThreadFactory = factory!!.invokeWithArguments(builder) as ThreadFactory

    /** Null where this JDK lacks what is looked for, or keeps it closed. */
    private fun <T : Any> found(look: () -> T): T? =
        try {
            look()
        } catch (absent: ReflectiveOperationException) {
            null
        } catch (closed: java.lang.reflect.InaccessibleObjectException) {
            null
        }
}
