package dev.catenary.bridge

import dev.catenary.AsyncStream
import dev.catenary.kotlin.asFlow
import dev.catenary.kotlin.asStream
import java.lang.invoke.MethodHandles
import java.lang.invoke.MethodType
import java.lang.reflect.ParameterizedType
import java.lang.reflect.Type
import java.lang.reflect.TypeVariable
import java.lang.reflect.WildcardType
import java.time.Duration as JavaDuration
import java.util.concurrent.Flow.Publisher
import java.util.stream.Stream
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration
import kotlinx.coroutines.flow.Flow

// How a value of one language's type becomes one of the other's, when a facade passes it on. Null stands for
// "can't be"; a conversion that need do nothing is [SAME].

internal typealias Conversion = (Any?) -> Any?

internal val SAME: Conversion = { it }

/** From Java's type to Kotlin's, as it stands in the compiled signature. */
internal fun toKotlin(java: Class<*>, kotlin: Class<*>): Conversion? =
    when {
        boxed(kotlin).isAssignableFrom(boxed(java)) -> SAME
        java == JavaDuration::class.java && kotlin == Long::class.java -> DurationClass::rawOf
        java == JavaDuration::class.java && kotlin == Duration::class.java -> { value ->
            (value as JavaDuration?)?.toKotlinDuration()
        }
        kotlin == Flow::class.java -> toFlow(java)
        kotlin == Unit::class.java && (java == Void.TYPE || java == Void::class.java) -> { _ ->
            Unit
        }
        else -> null
    }

@Suppress("UNCHECKED_CAST")
private fun toFlow(java: Class<*>): Conversion? =
    when {
        AsyncStream::class.java.isAssignableFrom(java) -> { value ->
            (value as AsyncStream<Any>).asFlow()
        }
        Publisher::class.java.isAssignableFrom(java) -> { value ->
            AsyncStream.from(value as Publisher<Any>).asFlow()
        }
        Stream::class.java.isAssignableFrom(java) -> { value ->
            AsyncStream.from(value as Stream<Any>).asFlow()
        }
        Iterable::class.java.isAssignableFrom(java) -> { value ->
            AsyncStream.from(value as Iterable<Any>).asFlow()
        }
        else -> null
    }

/** From Kotlin's type, as it stands in the compiled signature, to Java's. */
@Suppress("UNCHECKED_CAST")
internal fun toJava(kotlin: Class<*>, java: Class<*>): Conversion? =
    when {
        java == Void.TYPE || java == Void::class.java -> { _ ->
            null
        }
        boxed(java).isAssignableFrom(boxed(kotlin)) -> SAME
        java == JavaDuration::class.java && kotlin == Long::class.java -> { raw ->
            DurationClass.of(raw as Long)
        }
        java == JavaDuration::class.java && kotlin == Duration::class.java -> { value ->
            (value as Duration?)?.toJavaDuration()
        }
        kotlin != Flow::class.java -> null
        java == AsyncStream::class.java -> { value ->
            (value as Flow<Any>).asStream()
        }
        java == Publisher::class.java -> { value ->
            (value as Flow<Any>).asStream().toPublisher()
        }
        java == Stream::class.java -> { value ->
            (value as Flow<Any>).asStream().toStream()
        }
        else -> null
    }

/** The value class whose values are a long in compiled signatures. */
private object DurationClass {
    private val lookup = MethodHandles.publicLookup()
    private val unbox = lookup.findVirtual(Duration::class.java, "unbox-impl", MethodType.methodType(Long::class.java))
    private val box =
        lookup.findStatic(
            Duration::class.java,
            "box-impl",
            MethodType.methodType(Duration::class.java, Long::class.java),
        )

    fun rawOf(java: Any?): Any? {
        val boxed: Any = (java as JavaDuration).toKotlinDuration()
        return unbox.invokeWithArguments(boxed)
    }

    fun of(raw: Long): JavaDuration = (box.invokeWithArguments(raw) as Duration).toJavaDuration()
}

internal fun boxed(type: Class<*>): Class<*> = MethodType.methodType(type).wrap().returnType()

/** The class of a generic type; Object of one that is not known here. */
internal fun rawClass(type: Type): Class<*> =
    when (type) {
        is Class<*> -> type
        is ParameterizedType -> rawClass(type.rawType)
        is WildcardType -> rawClass(type.lowerBounds.firstOrNull() ?: type.upperBounds[0])
        is TypeVariable<*> -> Any::class.java
        else -> Any::class.java
    }

/** What stands between the angle brackets; Object if nothing does. */
internal fun argumentOf(type: Type): Type =
    (type as? ParameterizedType)?.actualTypeArguments?.firstOrNull() ?: Any::class.java

/** Whether a value of [given] may turn out to be one of [wanted]; what is not known may. */
internal fun mayBe(given: Class<*>, wanted: Class<*>): Boolean =
    given == Any::class.java ||
        wanted == Any::class.java ||
        boxed(wanted).isAssignableFrom(boxed(given)) ||
        boxed(given).isAssignableFrom(boxed(wanted))
