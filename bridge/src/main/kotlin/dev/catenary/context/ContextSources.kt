package dev.catenary.context

import dev.catenary.ContextSource
import dev.catenary.TaskLocal
import dev.catenary.bridge.MdcOfTaskSource
import dev.catenary.bridge.MdcSource
import dev.catenary.bridge.MicrometerSource
import dev.catenary.bridge.ScopedValueSource

/** Context of libraries that need not be there: what you ask for here has to be on your class path. */
public object ContextSources {
    /** SLF4J's MDC. */
    @JvmStatic public fun mdc(): ContextSource = MdcSource

    /**
     * As [mdc], and the name and number of the task itself, as `task` and `taskId`, with the values of these locals
     * under their names, as they are when the task begins: so that every line of a structured log tells whose it is.
     */
    @JvmStatic public fun mdcOfTask(vararg locals: TaskLocal<*>): ContextSource = MdcOfTaskSource(locals.asList())

    /**
     * All that is registered with Micrometer's context-propagation library: Micrometer's own observations, and
     * OpenTelemetry, Reactor or Spring Security where those register themselves.
     */
    @JvmStatic public fun micrometer(): ContextSource = MicrometerSource

    /**
     * A `java.lang.ScopedValue` (JDK 25; an [Object] here, since this library is built for 17).
     *
     * @throws IllegalArgumentException if it is none
     */
    @JvmStatic public fun scopedValue(scopedValue: Any): ContextSource = ScopedValueSource(scopedValue)
}
