package dev.catenary.api

import java.lang.invoke.MethodType
import java.lang.reflect.Constructor
import java.lang.reflect.Method
import kotlin.metadata.KmConstructor
import kotlin.metadata.KmFunction
import kotlin.metadata.KmProperty
import kotlin.metadata.Visibility
import kotlin.metadata.jvm.KotlinClassMetadata
import kotlin.metadata.jvm.getterSignature
import kotlin.metadata.jvm.setterSignature
import kotlin.metadata.jvm.signature
import kotlin.metadata.visibility

/** What is internal to Kotlin and public to the JVM: no part of the API. */
internal object KotlinInternals {
    @JvmStatic
    fun isInternal(type: Class<*>): Boolean =
        (metadataOf(type) as? KotlinClassMetadata.Class)?.kmClass?.visibility == Visibility.INTERNAL

    /** The JVM signatures of the internal members of [type]. */
    @JvmStatic
    fun membersOf(type: Class<*>): Set<String> =
        when (val metadata = metadataOf(type)) {
            is KotlinClassMetadata.Class ->
                internals(metadata.kmClass.functions, metadata.kmClass.properties, metadata.kmClass.constructors)
            is KotlinClassMetadata.FileFacade -> internals(metadata.kmPackage.functions, metadata.kmPackage.properties)
            is KotlinClassMetadata.MultiFileClassPart ->
                internals(metadata.kmPackage.functions, metadata.kmPackage.properties)
            else -> emptySet()
        }

    @JvmStatic
    fun signatureOf(method: Method): String =
        method.name + MethodType.methodType(method.returnType, method.parameterTypes).toMethodDescriptorString()

    @JvmStatic
    fun signatureOf(constructor: Constructor<*>): String =
        "<init>" + MethodType.methodType(Void.TYPE, constructor.parameterTypes).toMethodDescriptorString()

    private fun internals(
        functions: List<KmFunction>,
        properties: List<KmProperty>,
        constructors: List<KmConstructor> = emptyList(),
    ): Set<String> = buildSet {
        functions.filter { it.visibility == Visibility.INTERNAL }.mapTo(this) { it.signature.toString() }
        constructors.filter { it.visibility == Visibility.INTERNAL }.mapTo(this) { it.signature.toString() }
        properties.forEach { property ->
            if (property.getter.visibility == Visibility.INTERNAL) add(property.getterSignature.toString())
            if (property.setter?.visibility == Visibility.INTERNAL) add(property.setterSignature.toString())
        }
    }

    private fun metadataOf(type: Class<*>): KotlinClassMetadata? =
        type.getAnnotation(Metadata::class.java)?.let(KotlinClassMetadata::readStrict)
}
