package dev.catenary.bridge

import java.lang.invoke.MethodType
import java.lang.reflect.Method
import kotlin.metadata.KmClass
import kotlin.metadata.KmClassifier
import kotlin.metadata.KmFunction
import kotlin.metadata.KmType
import kotlin.metadata.KmTypeParameter
import kotlin.metadata.isDefinitelyNonNull
import kotlin.metadata.isNullable
import kotlin.metadata.jvm.KotlinClassMetadata
import kotlin.metadata.jvm.signature

// Where Kotlin promises that a value is not null. Compiled signatures don't tell, and that of a suspending
// function gives Object; the compiler leaves it in an annotation, which a library of its makers reads. Without
// that library nothing is known, and nothing checked.

/** What a function of Kotlin declares; null if that is not known. */
internal class NonNulls(parameters: Map<Int, String>, private val result: Boolean) {
    private val indices = parameters.keys.toIntArray()
    private val names = parameters.values.toTypedArray()

    fun checkArguments(function: String, arguments: Array<Any?>) {
        for (which in indices.indices) if (arguments[indices[which]] == null)
            throw NullPointerException(
                "null was given for parameter '${names[which]}' of $function, which Kotlin declares non-null"
            )
    }

    /** For the result of the Java method that stands for [function]. */
    fun checked(function: String, method: String, result: Conversion): Conversion =
        if (!this.result) result
        else
            { value ->
                result(value)
                    ?: throw NullPointerException(
                        "$method gave null, and $function is declared to give no null in Kotlin"
                    )
            }

    val hasParameters: Boolean
        get() = indices.isNotEmpty()

    companion object {
        private val isKnown =
            try {
                Class.forName("kotlin.metadata.jvm.KotlinClassMetadata")
                true
            } catch (absent: ClassNotFoundException) {
                false
            }
        private val NONE = NonNulls(emptyMap(), false)

        fun of(method: Method): NonNulls = (if (isKnown) DeclaredInKotlin.of(method) else null) ?: NONE
    }
}

/** Loaded only if the library is there. */
private class DeclaredInKotlin(private val type: KmClass, private val function: KmFunction) {
    fun nonNulls(): NonNulls {
        val parameters = HashMap<Int, String>()
        function.receiverParameterType?.let { if (isNonNull(it)) parameters[0] = "this" }
        val first = if (function.receiverParameterType == null) 0 else 1
        function.valueParameters.forEachIndexed { index, it ->
            if (isNonNull(it.type)) parameters[first + index] = it.name
        }
        return NonNulls(parameters, isNonNull(function.returnType))
    }

    private fun isNonNull(type: KmType): Boolean =
        when (val classifier = type.classifier) {
            is KmClassifier.TypeParameter ->
                type.isDefinitelyNonNull ||
                    !type.isNullable && typeParameter(classifier.id)?.upperBounds.orEmpty().any(::isNonNull)
            else -> !type.isNullable
        }

    private fun typeParameter(id: Int): KmTypeParameter? =
        (function.typeParameters + type.typeParameters).firstOrNull { it.id == id }

    companion object {
        fun of(method: Method): NonNulls? {
            val metadata = method.declaringClass.getAnnotation(Metadata::class.java) ?: return null
            val type = (KotlinClassMetadata.readLenient(metadata) as? KotlinClassMetadata.Class)?.kmClass ?: return null
            val signature = method.name + descriptor(method)
            val function = type.functions.firstOrNull { it.signature?.toString() == signature } ?: return null
            return DeclaredInKotlin(type, function).nonNulls()
        }

        private fun descriptor(method: Method) =
            MethodType.methodType(method.returnType, method.parameterTypes).toMethodDescriptorString()
    }
}
